import type { Message } from '../engine/message.ts'
import { parseMessage } from '../platform/schema/message.ts'

const MAX_MESSAGES = 1_000
/** UTF-16 units of one message's texts together; the engine itself reads less and says so. */
const MAX_TEXT = 4_000_000
const MAX_NAME = 2_000
const MAX_LINKS = 20_000
const MAX_ATTACHMENTS = 1_000

export interface ParsedBatch {
  readonly messages: readonly Message[]
  /** How many were malformed or too large. */
  readonly refused: number
}

/** Messages as a page sent them: each is taken or refused by itself. */
export function parseBatch(raw: readonly unknown[], site: string): ParsedBatch {
  const messages = raw.slice(0, MAX_MESSAGES).flatMap((item) => {
    const result = parseMessage(item)
    if (!result.ok || isTooLarge(result.message)) return []
    return result.message.site === site ? [result.message] : []
  })
  return { messages, refused: raw.length - messages.length }
}

function isTooLarge(message: Message): boolean {
  const { id, threadId = '', account = '', text, quoted = '', hidden = '', subject = '' } = message
  const { links = [], attachments = [] } = message
  return (
    Math.max(id.length, threadId.length, account.length) > MAX_NAME ||
    text.length + quoted.length + hidden.length + subject.length > MAX_TEXT ||
    links.length > MAX_LINKS ||
    attachments.length > MAX_ATTACHMENTS
  )
}
