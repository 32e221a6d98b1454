import * as v from 'valibot'
import type { MemoryEntry } from '../engine/conversation.ts'
import type { Forgotten } from '../platform/inbox-protocol.ts'
import { CallRefused } from '../platform/messages.ts'
import type { CallRequest } from '../platform/protocol.ts'
import type { FlaggedEntry } from '../platform/schema/views.ts'
import { announceChange } from './announce-change.ts'
import { memoryFor, type Context, type Memory } from './context.ts'
import { memoryEntrySchema } from './record-schema.ts'
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
export async function forgetMessage(context: Context, key: string): Promise<Forgotten[]> {
  const forgotten: Forgotten[] = []
  await changeEverywhere(context, key, async () => {
    for (const isPrivate of [false, true]) {
      const { records, recent } = memoryFor(context, isPrivate)
      const [flagged] = await records.getFlagged([key])
      const memory = await records.forget(key)
      recent.drop(key)
      if (flagged === undefined && memory === undefined) continue
      forgotten.push({
        isPrivate,
        ...(flagged === undefined ? {} : { flagged }),
        ...(memory === undefined ? {} : { memory }),
      })
    }
    return (tab) => ({
      ...changeMessage(tab, key, { dismissed: true }),
      forgotten: [...new Set([...tab.forgotten, key])],
    })
  })
  return forgotten
}

/** Undoes a forgetting, with what it answered: entry and memory are back, and so is the warning. */
export async function restoreMessage(
  context: Context,
  { key, records }: CallRequest<'inbox/restore'>,
): Promise<void> {
  const state = records.find(({ flagged }) => flagged !== undefined)?.flagged?.state
  await changeEverywhere(context, key, async () => {
    for (const { isPrivate, flagged, memory } of records) {
      const change = {
        entries: parseMemory(memory),
        flagged: flagged ? [flagged] : [],
        unflagged: [],
      }
      await memoryFor(context, isPrivate).records.commit(change, context.now())
    }
    return (tab) => ({
      ...changeMessage(tab, key, { dismissed: state === 'safe' }),
      forgotten: tab.forgotten.filter((other) => other !== key),
    })
  })
}

function parseMemory(memory: unknown): MemoryEntry[] {
  if (memory === undefined || memory === null) return []
  const parsed = v.safeParse(memoryEntrySchema, memory)
  if (!parsed.success) throw new CallRefused('what was forgotten is malformed')
  return [parsed.output]
}

/** Keeps the user's own words beside an entry; '' takes them away. */
export async function noteInbox(context: Context, key: string, note: string): Promise<void> {
  await changeEverywhere(context, key, async () => {
    let isFound = false
    for (const memory of [context.normal, context.private]) {
      const [entry] = await memory.records.getFlagged([key])
      if (entry === undefined) continue
      isFound = true
      const noted: FlaggedEntry = { ...entry, note }
      if (note === '') delete noted.note
      await saveEntry(context, memory, noted)
    }
    if (!isFound) throw new CallRefused('no such message in the inbox')
    return (tab) => tab
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
