import type { Message } from '../engine/message.ts'
import type { UnreadPart } from '../engine/verdict.ts'
import { readFrameBody } from './body-frames.ts'
import type { CompiledSite } from './compile-site.ts'
import { goOn, type FieldTally, type Way } from './field-tally.ts'
import { findFramePath } from './frame-path.ts'
import { hashText } from './hash-text.ts'
import { isHiddenInline } from './hidden-style.ts'
import type { PaneCache } from './pane-cache.ts'
import { readAttachments } from './read-attachments.ts'
import { noteKind, readAsKnown } from './kinds.ts'
import {
  readFields,
  toRecipient,
  toSender,
  type FieldsRead,
  type FieldValues,
} from './read-fields.ts'
import { MAX_LINKS, MAX_TEXT, readBodies, type BodyContent, type BodyRules } from './read-text.ts'
import type { SelectorSet } from './selector-set.ts'
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
  /** Which candidates gave its values. */
  readonly way: Way
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** A unit to be read; undefined where it holds no message (a draft, not loaded yet). */
export function viewUnit(site: CompiledSite, unit: Element, pane: PaneCache): UnitView | undefined {
  const view = new UnitView(site, unit, pane)
  if (view.holdsOutsideBody(site.skip)) return undefined
  if (view.bodies.length === 0 && !view.holdsAny(site.bodiless)) return undefined
  return areFramesLoaded(site, unit) ? view : undefined
}

/** What stands in the bodies, step by step. */
export function readContent(view: UnitView): Generator<void, BodyContent, void> {
  return readBodies(view.bodies, createBodyRules(view.site, view))
}

/** Where frames hold what the sender wrote, there is nothing to read before they do. */
function areFramesLoaded(site: CompiledSite, unit: Element): boolean {
  if (site.frames.isEmpty) return true
  const frames = Array.from(site.frames.findAllIn(unit))
  return frames.length > 0 && frames.every((frame) => readFrameBody(frame) !== undefined)
}

/** The message of a unit, from what its bodies say and what stands around them. */
export function assembleUnit(
  view: UnitView,
  pane: PaneCache,
  body: BodyContent,
  inherited: RunState | undefined,
  tally: FieldTally,
): UnitRead {
  const { site } = view
  const start = goOn(goOn(tally.start, findChoice(view)), chooseBody(view))
  const { values, way, direction, run } = readAll(view, start, inherited)
  const message: Mutable<Message> = {
    id:
      findHeadId(view) ??
      values.id ??
      `#${hashText(JSON.stringify([toSender(values), values.sentAt, body.text]))}`,
    site: site.definition.id,
    channel: site.definition.channel,
    text: body.text,
  }
  addFields(message, values)
  if (direction !== undefined) message.direction = direction
  if (body.quoted !== '') message.quoted = body.quoted
  if (body.hidden !== '') message.hidden = body.hidden
  if (body.links.length > 0) message.links = body.links
  if (site.definition.attachments.length > 0) addAttachments(message, view, pane)
  const unread = listUnread(view, body)
  return {
    message,
    unread,
    run,
    root: view.root,
    way,
  }
}

function readAll(view: UnitView, start: Way, inherited: RunState | undefined): FieldsRead {
  const known = readAsKnown(view, start, inherited)
  if (known !== undefined) return known
  const read = readFields(view, start, inherited)
  noteKind(view, start, inherited, read)
  return read
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

const NONE: readonly UnreadPart[] = []

/** Place in the definition of the selector that made it a unit. */
function findChoice({ site, unit }: UnitView): number {
  const { each, places } = site.unit
  let index = 0
  // The first mostly does, and the last must where no other does.
  while (index < each.length - 1 && !unit.matches(each[index] ?? '')) index++
  return places[index] ?? 0
}

function chooseBody({ site, bodyChoice }: UnitView): number {
  return site.body.places[bodyChoice] ?? site.definition.body.length
}

function addFields(message: Mutable<Message>, values: FieldValues): void {
  const { threadId, account, sentAt, subject } = values
  if (threadId !== undefined) message.threadId = threadId
  if (account !== undefined) message.account = account
  if (sentAt !== undefined) message.sentAt = sentAt
  if (subject !== undefined) message.subject = subject
  const sender = toSender(values)
  if (sender !== undefined) message.sender = sender
  const recipient = toRecipient(values)
  if (recipient !== undefined) message.recipient = recipient
}

function addAttachments(message: Mutable<Message>, view: UnitView, pane: PaneCache): void {
  const attachments = readAttachments(view, pane)
  if (attachments.length > 0) message.attachments = attachments.map((read) => read.attachment)
}

function listUnread(view: UnitView, body: BodyContent): readonly UnreadPart[] {
  if (view.site.definition.unread.length === 0 && body.cut.length === 0) return NONE
  const unread: UnreadPart[] = []
  for (const sign of view.site.definition.unread) {
    if (view.site.isUsable(sign) && view.holds(sign)) {
      unread.push({ part: sign.part, reason: sign.reason })
    }
  }
  for (const part of body.cut) {
    const limit = part === 'text' ? `longer than ${MAX_TEXT} characters` : `more than ${MAX_LINKS}`
    unread.push({ part, reason: `${limit}: the rest was not read` })
  }
  return unread
}

/**
 * Which parts of a body are what. `view`: the unit in which it stands; what stands nowhere in it need
 * not be asked of each element.
 */
export function createBodyRules(site: CompiledSite, view?: UnitView): BodyRules {
  const canHold = (set: SelectorSet): boolean =>
    !set.isEmpty && (view === undefined || !site.frames.isEmpty || view.holdsAny(set))
  const hasDecoration = canHold(site.decoration)
  const hasQuoted = canHold(site.quoted)
  const hasHidden = canHold(site.hidden)
  return {
    isDropped: (element) => hasDecoration && site.decoration.matches(element),
    isQuoted: (element) =>
      element.tagName === 'BLOCKQUOTE' || (hasQuoted && site.quoted.matches(element)),
    isHidden: (element) => isHiddenInline(element) || (hasHidden && site.hidden.matches(element)),
    isPreformatted: (element) => site.preformatted.matches(element),
    openFrame: (element) => (site.frames.matches(element) ? readFrameBody(element) : undefined),
  }
}
