import { CallRefused, type PageSender } from '../platform/messages.ts'
import { REVIEW_PAGE } from '../platform/own-files.ts'
import type { CallRequest } from '../platform/protocol.ts'
import type { Decision, FlaggedEntry, MessageView } from '../platform/schema/views.ts'
import { openOwnPage } from '../platform/tabs.ts'
import { memoryFor, type Context } from './context.ts'
import { decideOnSender } from './decide-on-sender.ts'
import { markInbox } from './inbox.ts'
import { isIdentified, loadKnownSenders } from './known-senders.ts'
import { findFrame, findMessage } from './tab-state.ts'

type Request = CallRequest<'page/act'>

/** Does what the reader of a message chose in its warning; answers what stood before. */
export async function actOnMessage(
  context: Context,
  request: Request,
  sender: PageSender,
): Promise<Decision> {
  const view = await requireOwnMessage(context, request.key, sender)
  const { isPrivate } = sender
  const entry = await findEntry(context, request.key, isPrivate)
  const known = (await loadKnownSenders(isPrivate)).find(view)
  const before: Decision = {
    state: entry?.state ?? 'new',
    trusted: known?.trusted === true,
    allowed: known?.allowed === true,
  }
  await act({ context, view, isPrivate, before }, request)
  return before
}

interface Scene {
  readonly context: Context
  readonly view: MessageView
  readonly isPrivate: boolean
  /** What is decided so far. */
  readonly before: Decision
}

async function act(scene: Scene, { action, before }: Request): Promise<void> {
  const { context, view } = scene
  switch (action) {
    case 'dismiss':
      return markInbox(context, view.key, 'safe')
    case 'report':
      return markInbox(context, view.key, 'reported')
    case 'trust':
      await changeSender(scene, { trusted: true })
      return setState(scene, 'safe')
    case 'allow':
      return changeSender(scene, { allowed: true })
    case 'ask':
      return changeSender(scene, { allowed: false })
    case 'undo':
      if (before === undefined) throw new CallRefused('undo needs what stood before')
      return undo(scene, before)
    case 'review':
      return openReview(scene)
  }
}

async function changeSender(
  { context, view, isPrivate, before }: Scene,
  change: Partial<Decision>,
): Promise<void> {
  if (!isIdentified(view)) throw new CallRefused('nothing tells this sender apart from others')
  const { site, address, dmarc } = view
  const { trusted, allowed } = { ...before, ...change }
  const sender = { site, address, trusted, allowed, authenticated: dmarc === 'pass' }
  await decideOnSender(context, sender, isPrivate)
}

/** The sender first: the state of the message itself has the last word. */
async function undo(scene: Scene, { state, trusted, allowed }: Decision): Promise<void> {
  const { before } = scene
  if (before.trusted !== trusted || before.allowed !== allowed) {
    await changeSender(scene, { trusted, allowed })
  }
  await setState(scene, state)
}

/** Where it has that state by its sender already, that stays the reason. */
async function setState(
  { context, view, isPrivate }: Scene,
  state: Decision['state'],
): Promise<void> {
  const now = await findEntry(context, view.key, isPrivate)
  if (now !== undefined && now.state !== state) await markInbox(context, view.key, state)
}

/** The address goes into the browser's history, which outlives a private window. */
async function openReview({ view, isPrivate }: Scene): Promise<void> {
  const query = isPrivate ? '?private' : `?key=${encodeURIComponent(view.key)}`
  await openOwnPage(`${REVIEW_PAGE}${query}`)
}

async function findEntry(
  context: Context,
  key: string,
  isPrivate: boolean,
): Promise<FlaggedEntry | undefined> {
  const [entry] = await memoryFor(context, isPrivate).records.getFlagged([key])
  return entry
}

async function requireOwnMessage(
  context: Context,
  key: string,
  { tabId, frameId }: PageSender,
): Promise<MessageView> {
  const state = await context.tabs.get(tabId)
  const message = state === undefined ? undefined : findMessage(state, key)
  const frame = state === undefined ? undefined : findFrame(state, frameId)
  if (message === undefined || frame === undefined) {
    throw new CallRefused('no such message on this page')
  }
  return message.view
}
