import { CallRefused } from '../platform/messages.ts'
import type { FlaggedEntry } from '../platform/schema/views.ts'
import { announceChange } from './announce-change.ts'
import type { Context, Memory } from './context.ts'
import { planNotices } from './show-warnings.ts'
import { changeMessage, findMessage, isWarned, type TabState } from './tab-state.ts'

type ReviewState = FlaggedEntry['state']

export async function listInbox(context: Context, withPrivate: boolean): Promise<FlaggedEntry[]> {
  const kept = await context.normal.records.listFlagged()
  if (!withPrivate) return kept
  return [...(await context.private.records.listFlagged()), ...kept].sort(
    (a, b) => b.flaggedAt - a.flaggedAt,
  )
}

/**
 * Gives an entry its state. `safe` takes the warning away wherever the message stands, and keeps it
 * away when it is read again; any other state brings it back.
 */
export async function markInbox(context: Context, key: string, state: ReviewState): Promise<void> {
  await changeEverywhere(context, key, async (states) => {
    let isFound = false
    for (const memory of [context.normal, context.private]) {
      const entry = (await memory.records.getFlagged([key]))[0]
      if (entry === undefined) continue
      isFound = true
      await saveEntry(context, memory, { ...entry, state })
    }
    if (!isFound) await enterFromTabs(context, key, state, states)
    return (tab) => changeMessage(tab, key, { dismissed: state === 'safe' })
  })
}

/**
 * Drops all that is kept of one message. Pages that show it now neither warn of it nor have it
 * judged again; it may be flagged anew when it is read on a later page.
 */
export async function forgetMessage(context: Context, key: string): Promise<void> {
  await changeEverywhere(context, key, async () => {
    for (const memory of [context.normal, context.private]) {
      await memory.records.forget(key)
      memory.recent.drop(key)
    }
    return (tab) => ({
      ...changeMessage(tab, key, { dismissed: true }),
      forgotten: [...new Set([...tab.forgotten, key])],
    })
  })
}

/** Changes records first, then every tab that shows the message, and tells their frames. */
async function changeEverywhere(
  context: Context,
  key: string,
  change: (states: readonly TabState[]) => Promise<(tab: TabState) => TabState>,
): Promise<void> {
  const sends = await context.queue.run(async () => {
    const states = (await context.tabs.list()).filter((state) => findMessage(state, key))
    const changeTab = await change(states)
    const found: (() => void)[] = []
    for (const state of states) {
      const plan = planNotices(context, changeTab(state), new Set([key]))
      await context.tabs.save(plan.state)
      found.push(plan.send)
    }
    await announceChange(context.now())
    return found
  })
  for (const send of sends) send()
}

/** A warning that could not be kept when it was shown is entered by the user's decision on it. */
async function enterFromTabs(
  context: Context,
  key: string,
  state: ReviewState,
  states: readonly TabState[],
): Promise<void> {
  const tab = states[0]
  const message = tab === undefined ? undefined : findMessage(tab, key)
  if (tab === undefined || message === undefined || !isWarned(message.view)) {
    throw new CallRefused('no such message in the inbox')
  }
  const url = tab.frames.find(({ frameId }) => frameId === message.frameId)?.url ?? ''
  const memory = tab.isPrivate ? context.private : context.normal
  const entry = { key, state, flaggedAt: context.now(), url, view: message.view }
  await saveEntry(context, memory, entry)
}

async function saveEntry(context: Context, memory: Memory, entry: FlaggedEntry): Promise<void> {
  const view = { ...entry.view, dismissed: entry.state === 'safe' }
  const change = { entries: [], flagged: [{ ...entry, view }], unflagged: [] }
  await memory.records.commit(change, context.now())
}
