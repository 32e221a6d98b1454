import type { Message } from '../engine/message.ts'
import type { UnreadPart } from '../engine/verdict.ts'
import { parseWebAddress } from '../platform/match-pattern.ts'
import type { CallRequest } from '../platform/protocol.ts'
import { parseMessage } from '../platform/schema/message.ts'
import type { SiteDefinition } from '../sites/definition.ts'
import { finishMessage } from '../sites/finish-message.ts'

const MAX_MESSAGES = 1_000
/** UTF-16 units of one message's texts together; the engine itself reads less and says so. */
const MAX_TEXT = 4_000_000
const MAX_NAME = 2_000
const MAX_LINKS = 20_000
const MAX_ATTACHMENTS = 1_000
/** Reasons of one message, and the length of each. */
const MAX_UNREAD = 20
const MAX_REASON = 200

/** What a page kept from being read, by message id. */
export type UnreadById = ReadonlyMap<string, readonly UnreadPart[]>

export interface ParsedBatch {
  readonly messages: readonly Message[]
  readonly unread: UnreadById
  /** How many were malformed or too large. */
  readonly refused: number
}

/** Messages as a page at `url` sent them: each is taken or refused by itself. */
export function parseBatch(
  request: CallRequest<'page/read'>,
  definition: SiteDefinition,
  url: string,
): ParsedBatch {
  const raw = request.messages
  const messages = raw.slice(0, MAX_MESSAGES).flatMap((item) => {
    const result = parseMessage(finishMessage(item, definition))
    if (!result.ok || isTooLarge(result.message)) return []
    return result.message.site === definition.id
      ? [bindToHost(result.message, definition, url)]
      : []
  })
  const unread = groupUnread(request.unread ?? [])
  return { messages, unread, refused: raw.length - messages.length }
}

/**
 * Software that stands on any host numbers its messages on each anew, and a hostile host could claim
 * those of another: there the host is part of the account.
 */
function bindToHost(message: Message, { matches }: SiteDefinition, url: string): Message {
  if (matches.length > 0) return message
  const host = parseWebAddress(url)?.host ?? ''
  const account = message.account === undefined ? host : `${host} ${message.account}`
  return { ...message, account }
}

function groupUnread(
  parts: readonly { readonly id: string; readonly part: string; readonly reason: string }[],
): UnreadById {
  const groups = new Map<string, UnreadPart[]>()
  for (const { id, part, reason } of parts) {
    const group = groups.get(id) ?? []
    if (group.length === MAX_UNREAD) continue
    group.push({ part: part.slice(0, MAX_REASON), reason: reason.slice(0, MAX_REASON) })
    groups.set(id, group)
  }
  return groups
}

export function isTooLarge(message: Message): boolean {
  const { id, threadId = '', account = '', text, quoted = '', hidden = '', subject = '' } = message
  const { links = [], attachments = [] } = message
  return (
    Math.max(id.length, threadId.length, account.length) > MAX_NAME ||
    text.length + quoted.length + hidden.length + subject.length > MAX_TEXT ||
    links.length > MAX_LINKS ||
    attachments.length > MAX_ATTACHMENTS
  )
}
