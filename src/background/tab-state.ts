import * as v from 'valibot'
import { isFlagged, type Verdict } from '../engine/verdict.ts'
import { healthSchema, troubleSchema, type Trouble } from '../platform/schema/health.ts'
import type { IconState } from '../platform/toolbar-icon.ts'
import { messageSchema } from '../platform/schema/message.ts'
import { messageViewSchema, type MessageView } from '../platform/schema/views.ts'

/** Newest messages of a tab that are kept for the popup. */
export const MAX_TAB_MESSAGES = 500

/** A document in which a reader runs. */
const frameSchema = v.object({
  frameId: v.number(),
  url: v.string(),
  documentId: v.exactOptional(v.string()),
  site: v.exactOptional(v.string()),
  health: v.exactOptional(healthSchema),
  /** Whether the panel's script was injected. */
  hasPanel: v.boolean(),
  /** Name of the frame's highlight rule, where one was inserted. */
  highlight: v.exactOptional(v.string()),
  refused: v.number(),
  /** Why it is unreadable. */
  trouble: v.exactOptional(troubleSchema),
  /** Its warnings are shown in badge and popup only. */
  quiet: v.boolean(),
  /** Its place in the page, where that joins heads and bodies of messages. */
  path: v.exactOptional(v.string()),
})
export type FrameState = v.InferOutput<typeof frameSchema>

/** What one frame shows of a message whose body another frame holds. */
const headSchema = v.object({
  /** Frame that shows it. */
  frameId: v.number(),
  /** Place of the frame that holds the body. */
  path: v.string(),
  says: v.omit(messageSchema, ['id', 'site', 'channel', 'text', 'quoted', 'hidden', 'links']),
})
export type MessageHead = v.InferOutput<typeof headSchema>

/** What is known of a tab while it is open; never on disk. */
export const tabStateSchema = v.object({
  tabId: v.number(),
  isPrivate: v.boolean(),
  frames: v.array(frameSchema),
  messages: v.array(v.object({ frameId: v.number(), view: messageViewSchema })),
  /** Keys of messages that were forgotten while they stood on this page: not judged again on it. */
  forgotten: v.array(v.string()),
  heads: v.array(headSchema),
})
export type TabState = v.InferOutput<typeof tabStateSchema>
export type TabMessage = TabState['messages'][number]

export function newTabState(tabId: number, isPrivate: boolean): TabState {
  return { tabId, isPrivate, frames: [], messages: [], forgotten: [], heads: [] }
}

/** A new document in a frame: whatever stood there before is gone. */
export function startFrame(state: TabState, { frameId, url, documentId }: FrameSource): TabState {
  const cleared = dropFrames(state, (id) => id === frameId)
  const named = documentId === undefined ? {} : { documentId }
  const frame = { frameId, url, ...named, hasPanel: false, refused: 0, quiet: false }
  return { ...cleared, frames: [...cleared.frames, frame] }
}

/** Where a report comes from. */
export interface FrameSource {
  readonly frameId: number
  readonly url: string
  readonly documentId?: string
}

/**
 * The state with the reporting frame in it: started anew where it was lost, or where the browser
 * brought back an older document, which says no hello again.
 */
export function resumeFrame(state: TabState, source: FrameSource): TabState {
  const known = findFrame(state, source.frameId)
  const isSame = known !== undefined && known.documentId === source.documentId
  return isSame ? state : startFrame(state, source)
}

export function dropFrames(state: TabState, isGone: (frameId: number) => boolean): TabState {
  return {
    ...state,
    frames: state.frames.filter(({ frameId }) => !isGone(frameId)),
    messages: state.messages.filter(({ frameId }) => !isGone(frameId)),
    heads: state.heads.filter(({ frameId }) => !isGone(frameId)),
  }
}

export function findFrame(state: TabState, frameId: number): FrameState | undefined {
  return state.frames.find((frame) => frame.frameId === frameId)
}

export function changeFrame(
  state: TabState,
  frameId: number,
  change: Partial<FrameState>,
): TabState {
  const frames = state.frames.map((frame) =>
    frame.frameId === frameId ? { ...frame, ...change } : frame,
  )
  return { ...state, frames }
}

/** Adds messages read in a frame; one that is known keeps its place and takes the new view. */
export function putMessages(
  state: TabState,
  frameId: number,
  views: readonly MessageView[],
): TabState {
  const messages = new Map(state.messages.map((message) => [message.view.key, message]))
  for (const view of views) messages.set(view.key, { frameId, view })
  return { ...state, messages: [...messages.values()].slice(-MAX_TAB_MESSAGES) }
}

/** Messages that left the frame, by key or by id. */
export function dropMessages(state: TabState, frameId: number, gone: readonly string[]): TabState {
  const names = new Set(gone)
  const isGone = (message: TabMessage): boolean =>
    message.frameId === frameId &&
    (names.has(message.view.key) || names.has(message.view.verdict.id))
  return { ...state, messages: state.messages.filter((message) => !isGone(message)) }
}

export function isQuiet(state: TabState, frameId: number): boolean {
  return findFrame(state, frameId)?.quiet === true
}

export function changeMessage(
  state: TabState,
  key: string,
  change: Partial<MessageView>,
): TabState {
  const messages = state.messages.map((message) =>
    message.view.key === key ? { ...message, view: { ...message.view, ...change } } : message,
  )
  return { ...state, messages }
}

/** New verdicts by key; messages that the tab does not show are passed over. */
export function changeVerdicts(state: TabState, changes: ReadonlyMap<string, Verdict>): TabState {
  let changed = state
  for (const [key, verdict] of changes) changed = changeMessage(changed, key, { verdict })
  return changed
}

export function findMessage(state: TabState, key: string): TabMessage | undefined {
  return state.messages.find(({ view }) => view.key === key)
}

/** A message as a tab shows it, with the address of its frame. */
export interface ShownMessage {
  readonly view: MessageView
  readonly url: string
}

export function findShown(state: TabState, key: string): ShownMessage | undefined {
  const message = findMessage(state, key)
  if (message === undefined) return undefined
  return { view: message.view, url: findFrame(state, message.frameId)?.url ?? '' }
}

/** Whether a warning stands for it: flagged, not dismissed, and not the user's own. */
export function isWarned(view: MessageView): boolean {
  return isFlagged(view.verdict.level) && !view.dismissed
}

/** One word for the whole tab: read somewhere, else failed somewhere, else nothing there. */
export function describeHealth(state: TabState): 'reading' | 'unreadable' | 'empty' {
  const states = state.frames.map(({ health }) => health)
  if (states.includes('reading')) return 'reading'
  return states.includes('unreadable') ? 'unreadable' : 'empty'
}

/** Why the tab can't be read. */
export function findTrouble(state: TabState): Trouble | undefined {
  if (describeHealth(state) !== 'unreadable') return undefined
  return state.frames.find(({ health }) => health === 'unreadable')?.trouble
}

export function countRefused(state: TabState): number {
  return state.frames.reduce((sum, { refused }) => sum + refused, 0)
}

/** The number of warnings; `!` where something could not be read and nothing is flagged. */
export function badgeText(state: TabState): string {
  const warned = state.messages.filter(({ view }) => isWarned(view)).length
  if (warned > 0) return String(warned)
  return describeHealth(state) === 'unreadable' || countRefused(state) > 0 ? '!' : ''
}

/** The toolbar icon tells the same by its shape, also where nothing is flagged. */
export function iconState(state: TabState): IconState {
  const badge = badgeText(state)
  if (badge === '!') return 'unreadable'
  if (badge !== '') return 'flagged'
  return describeHealth(state) === 'reading' ? 'reading' : 'idle'
}
