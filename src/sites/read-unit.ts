import type { Message } from '../engine/message.ts'
import type { UnreadPart } from '../engine/verdict.ts'
import { readFrameBody } from './body-frames.ts'
import type { CompiledSite } from './compile-site.ts'
import { findFramePath } from './frame-path.ts'
import { hashText } from './hash-text.ts'
import { isHiddenInline } from './hidden-style.ts'
import type { PaneCache } from './pane-cache.ts'
import { readAttachments } from './read-attachments.ts'
import {
  isProven,
  readFields,
  toRecipient,
  toSender,
  type FieldValues,
  type FieldsRead,
} from './read-fields.ts'
import { MAX_LINKS, MAX_TEXT, readBodies, type BodyRead, type BodyRules } from './read-text.ts'
import { UnitView } from './unit-view.ts'

/** What one message hands to the next of its run. */
export interface RunState {
  readonly fields: FieldValues
  readonly isOutgoing: boolean
}

export interface UnitRead {
  readonly message: Message
  /** What the page or the reader's limits kept from being read. */
  readonly unread: readonly UnreadPart[]
  readonly run: RunState
  /** The conversation around it. */
  readonly root: Node
}

/** Reads one message step by step; undefined where the unit holds none (a draft, not loaded yet). */
export function* readUnit(
  site: CompiledSite,
  unit: Element,
  pane: PaneCache,
  inherit: (view: UnitView) => RunState | undefined,
): Generator<void, UnitRead | undefined, void> {
  const view = new UnitView(site, unit, pane)
  if (view.holdsOutsideBody(site.skip.each)) return undefined
  if (view.bodies.length === 0 && site.bodiless.findIn(unit) === undefined) return undefined
  if (!areFramesLoaded(site, unit)) return undefined
  const body = yield* readBodies(view.bodies, createBodyRules(site))
  const inherited = inherit(view)
  const fields = readFields(view, inherited?.fields ?? {})
  return assemble(view, pane, body, fields, inherited)
}

/** Where frames hold what the sender wrote, there is nothing to read before they do. */
function areFramesLoaded(site: CompiledSite, unit: Element): boolean {
  if (site.frames.isEmpty) return true
  const frames = site.frames.findAllIn(unit)
  return frames.length > 0 && frames.every((frame) => readFrameBody(frame) !== undefined)
}

function assemble(
  view: UnitView,
  pane: PaneCache,
  body: BodyRead,
  fields: FieldsRead,
  inherited: RunState | undefined,
): UnitRead | undefined {
  const { definition } = view.site
  const { values } = fields
  const attachments = readAttachments(view, pane)
  const isIncoming = isProven(view, definition.incoming)
  const isOutgoing =
    !isIncoming && (isProven(view, definition.outgoing) || inherited?.isOutgoing === true)
  const sender = toSender(values)
  const recipient = toRecipient(values)
  const { text, quoted, hidden, links } = body
  const message: Message = {
    id:
      findHeadId(view) ??
      values.id ??
      `#${hashText(JSON.stringify([sender, values.sentAt, text.text]))}`,
    site: definition.id,
    channel: definition.channel,
    ...copyText(values, ['threadId', 'account', 'sentAt', 'subject']),
    ...(isIncoming ? { direction: 'incoming' } : isOutgoing ? { direction: 'outgoing' } : {}),
    ...(sender === undefined ? {} : { sender }),
    ...(recipient === undefined ? {} : { recipient }),
    text: text.text,
    ...(quoted.text === '' ? {} : { quoted: quoted.text }),
    ...(hidden.text === '' ? {} : { hidden: hidden.text }),
    ...(links.length === 0 ? {} : { links }),
    ...(attachments.length === 0 ? {} : { attachments: attachments.map((a) => a.attachment) }),
  }
  return {
    message,
    unread: listUnread(view, body),
    run: { fields: fields.carried, isOutgoing },
    root: view.root,
  }
}

/** Names the frame that holds the body, where a unit is a head alone. */
function findHeadId(view: UnitView): string | undefined {
  for (const select of view.site.bodyFrames.each) {
    const frame = view.find({ select, scope: 'unit outside body' })
    if (frame !== undefined && 'contentWindow' in frame) {
      return `frame:${findFramePath((frame as HTMLIFrameElement).contentWindow)}`
    }
  }
  return undefined
}

type PlainField = 'threadId' | 'account' | 'sentAt' | 'subject'

function copyText(values: FieldValues, names: readonly PlainField[]): Partial<Message> {
  return Object.fromEntries(names.flatMap((name) => (name in values ? [[name, values[name]]] : [])))
}

function listUnread(view: UnitView, body: BodyRead): UnreadPart[] {
  const unread: UnreadPart[] = []
  for (const sign of view.site.definition.unread) {
    if (view.site.isUsable(sign) && view.holds(sign)) {
      unread.push({ part: sign.part, reason: sign.reason })
    }
  }
  for (const cut of body.cut) {
    unread.push(
      cut === 'text'
        ? { part: 'text', reason: `longer than ${MAX_TEXT} characters: the rest was not read` }
        : { part: 'links', reason: `more than ${MAX_LINKS}: the rest was not read` },
    )
  }
  return unread
}

export function createBodyRules(site: CompiledSite): BodyRules {
  return {
    isDropped: (element) => site.decoration.matches(element),
    isQuoted: (element) => element.tagName === 'BLOCKQUOTE' || site.quoted.matches(element),
    isHidden: (element) => isHiddenInline(element) || site.hidden.matches(element),
    isPreformatted: (element) => site.preformatted.matches(element),
    openFrame: (element) => (site.frames.matches(element) ? readFrameBody(element) : undefined),
  }
}
