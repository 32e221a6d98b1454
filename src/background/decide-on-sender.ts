import type { FlaggedEntry, KnownSender, MessageView } from '../platform/schema/views.ts'
import { announceChange } from './announce-change.ts'
import { memoryFor, type Context } from './context.ts'
import { isSameSender, keepSender, loadKnownSenders, type KnownSenders } from './known-senders.ts'
import { planNotices } from './show-warnings.ts'
import type { TabState } from './tab-state.ts'

/** Keeps a decision on a sender, and carries it to all that is kept or shown of them. */
export async function decideOnSender(
  context: Context,
  sender: KnownSender,
  isPrivate: boolean,
): Promise<void> {
  const sends = await context.queue.run(async () => {
    await keepSender(isPrivate ? 'session' : 'local', sender)
    for (const window of [false, true]) await changeEntries(context, sender, window)
    const found = await changeTabs(context, sender)
    await announceChange(context.now())
    return found
  })
  for (const send of sends) send()
}

/** What the user decided on a message itself stays; all else follows its sender. */
async function changeEntries(
  context: Context,
  sender: KnownSender,
  isPrivate: boolean,
): Promise<void> {
  const { records } = memoryFor(context, isPrivate)
  const senders = await loadKnownSenders(isPrivate)
  const own = (await records.listFlagged()).filter(({ view }) => isSameSender(view, sender))
  const flagged = own.flatMap((entry) => followSender(entry, senders) ?? [])
  if (flagged.length === 0) return
  await records.commit({ entries: [], flagged, unflagged: [] }, context.now())
}

/** The entry as its sender's decision has it; undefined where that changes nothing. */
export function followSender(entry: FlaggedEntry, senders: KnownSenders): FlaggedEntry | undefined {
  const isTrusted = senders.isTrusted(entry.view)
  if (isTrusted && entry.state === 'new') {
    const view = { ...entry.view, dismissed: true }
    return { ...entry, state: 'safe', viaSender: true, view }
  }
  if (isTrusted || entry.viaSender !== true) return undefined
  return { ...dropReason(entry), state: 'new', view: { ...entry.view, dismissed: false } }
}

/** The entry as if it had been decided on by itself. */
export function dropReason(entry: FlaggedEntry): FlaggedEntry {
  const own: FlaggedEntry = { ...entry }
  delete own.viaSender
  return own
}

async function changeTabs(context: Context, sender: KnownSender): Promise<(() => void)[]> {
  const sends: (() => void)[] = []
  const { version } = await context.rules.load()
  for (const state of await context.tabs.list()) {
    const views = state.messages
      .map(({ view }) => view)
      .filter((view) => isSameSender(view, sender))
    if (views.length === 0) continue
    const changed = await changeViews(context, state, views)
    const keys = new Set(views.map(({ key }) => key))
    const plan = planNotices(context, version, changed, keys)
    await context.tabs.save(plan.state)
    sends.push(plan.send)
  }
  return sends
}

async function changeViews(
  context: Context,
  state: TabState,
  views: readonly MessageView[],
): Promise<TabState> {
  const senders = await loadKnownSenders(state.isPrivate)
  const { records } = memoryFor(context, state.isPrivate)
  const entries = await records.getFlagged(views.map(({ key }) => key))
  const states = new Map(entries.map((entry) => [entry.key, entry.state]))
  const changed = new Map(
    views.map((view) => [view.key, applySender(view, states.get(view.key), senders)]),
  )
  const messages = state.messages.map((message) => ({
    ...message,
    view: changed.get(message.view.key) ?? message.view,
  }))
  return { ...state, messages }
}

/**
 * A message as decisions on it (`state`: its entry's, where it has one) and on its sender have it. One
 * on this very message, even to look at it again, outweighs one on its sender.
 */
export function applySender(
  view: MessageView,
  state: FlaggedEntry['state'] | undefined,
  senders: KnownSenders,
): MessageView {
  const dismissed = state === undefined ? senders.isTrusted(view) : state === 'safe'
  const decided: MessageView = { ...view, dismissed, allowed: true }
  if (!senders.isAllowed(view)) delete decided.allowed
  return decided
}
