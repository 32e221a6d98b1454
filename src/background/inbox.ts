import type { Mark } from '../platform/inbox-protocol.ts'
import { CallRefused } from '../platform/messages.ts'
import type { FlaggedEntry } from '../platform/schema/views.ts'
import { changeEverywhere } from './change-everywhere.ts'
import { memoryFor, type Context } from './context.ts'
import { dropReason } from './decide-on-sender.ts'
import { changeMessage, findMessage, isWarned, type TabState } from './tab-state.ts'

type ReviewState = FlaggedEntry['state']

export async function listInbox(context: Context, withPrivate: boolean): Promise<FlaggedEntry[]> {
  const kept = await context.normal.records.listFlagged()
  if (!withPrivate) return kept
  return [...(await context.private.records.listFlagged()), ...kept].sort(
    (a, b) => b.flaggedAt - a.flaggedAt,
  )
}

/** Entries by key, in that order. */
export async function getEntries(
  context: Context,
  keys: readonly string[],
  withPrivate: boolean,
): Promise<FlaggedEntry[]> {
  const kept = await context.normal.records.getFlagged(keys)
  const inMemory = withPrivate ? await context.private.records.getFlagged(keys) : []
  const found = new Map([...kept, ...inMemory].map((entry) => [entry.key, entry]))
  return keys.flatMap((key) => found.get(key) ?? [])
}

/**
 * Gives entries their states, all in one transaction, and answers those that they had. `safe` takes
 * the warning away wherever the message stands, and keeps it away when it is read again; any other
 * state brings it back.
 */
export function markEntries(context: Context, marks: readonly Mark[]): Promise<Mark[]> {
  const wanted = new Map(marks.map(({ key, state }) => [key, state]))
  const keys = [...wanted.keys()]
  return changeEverywhere(context, keys, async (states) => {
    const before: Mark[] = []
    const known = await Promise.all([
      context.normal.records.getFlagged(keys),
      context.private.records.getFlagged(keys),
    ])
    const found = new Set(known.flat().map(({ key }) => key))
    const entered = keys
      .filter((key) => !found.has(key))
      .map((key) => enterFromTabs(context, key, states))
    for (const [index, memory] of [context.normal, context.private].entries()) {
      const isPrivate = index === 1
      const fresh = entered.filter((one) => one.isPrivate === isPrivate).map(({ entry }) => entry)
      const entries = [...(known[index] ?? []), ...fresh]
      for (const { key, state } of entries) before.push({ key, state })
      const flagged = entries.map((entry) => changeState(entry, wanted.get(entry.key)))
      if (flagged.length === 0) continue
      await memory.records.commit({ entries: [], flagged, unflagged: [] }, context.now())
    }
    const changeTab = (tab: TabState): TabState =>
      keys.reduce(
        (state, key) => changeMessage(state, key, { dismissed: wanted.get(key) === 'safe' }),
        tab,
      )
    return { changeTab, answer: before }
  })
}

export async function markInbox(context: Context, key: string, state: ReviewState): Promise<void> {
  await markEntries(context, [{ key, state }])
}

/** Keeps the user's own words beside an entry; '' takes them away. */
export async function noteInbox(context: Context, key: string, note: string): Promise<void> {
  await changeEverywhere(context, [key], async () => {
    let isFound = false
    for (const isPrivate of [false, true]) {
      const { records } = memoryFor(context, isPrivate)
      const [entry] = await records.getFlagged([key])
      if (entry === undefined) continue
      isFound = true
      const noted: FlaggedEntry = { ...entry, note }
      if (note === '') delete noted.note
      await records.commit({ entries: [], flagged: [noted], unflagged: [] }, context.now())
    }
    if (!isFound) throw new CallRefused('no such message in the inbox')
    return { changeTab: (tab) => tab, answer: undefined }
  })
}

/** A decision on the message itself takes the place of one on its sender. */
function changeState(entry: FlaggedEntry, state: ReviewState = entry.state): FlaggedEntry {
  return { ...dropReason(entry), state, view: { ...entry.view, dismissed: state === 'safe' } }
}

/** A warning that could not be kept when it was shown is entered by the user's decision on it. */
function enterFromTabs(
  context: Context,
  key: string,
  states: readonly TabState[],
): { readonly isPrivate: boolean; readonly entry: FlaggedEntry } {
  const tab = states.find((state) => findMessage(state, key))
  const message = tab === undefined ? undefined : findMessage(tab, key)
  if (tab === undefined || message === undefined || !isWarned(message.view)) {
    throw new CallRefused('no such message in the inbox')
  }
  const url = tab.frames.find(({ frameId }) => frameId === message.frameId)?.url ?? ''
  const entry = { key, state: 'new' as const, flaggedAt: context.now(), url, view: message.view }
  return { isPrivate: tab.isPrivate, entry }
}
