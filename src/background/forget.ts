import * as v from 'valibot'
import type { MemoryEntry } from '../engine/conversation.ts'
import type { Forgotten } from '../platform/inbox-protocol.ts'
import { CallRefused } from '../platform/messages.ts'
import { changeEverywhere } from './change-everywhere.ts'
import { memoryFor, type Context } from './context.ts'
import { memoryEntrySchema } from './record-schema.ts'
import { changeMessage, type TabState } from './tab-state.ts'

/**
 * Drops all that is kept of messages. Pages that show them now neither warn of them nor have them
 * judged again; they may be flagged anew when they are read on a later page.
 */
export function forgetMessages(context: Context, keys: readonly string[]): Promise<Forgotten[]> {
  return changeEverywhere(context, keys, async () => {
    const answer: Forgotten[] = []
    for (const isPrivate of [false, true]) {
      const { records, recent } = memoryFor(context, isPrivate)
      const flagged = await records.getFlagged(keys)
      const memory = await records.forget(keys)
      for (const key of keys) recent.drop(key)
      answer.push(...joinRecords(keys, isPrivate, flagged, memory))
    }
    const changeTab = (tab: TabState): TabState => ({
      ...keys.reduce((state, key) => changeMessage(state, key, { dismissed: true }), tab),
      forgotten: [...new Set([...tab.forgotten, ...keys])],
    })
    return { changeTab, answer }
  })
}

/** Undoes a forgetting, with what it answered: entries and memory are back, and so are warnings. */
export async function restoreMessages(
  context: Context,
  given: readonly Forgotten[],
): Promise<void> {
  const memories = given.map(({ memory }) => parseMemory(memory))
  const keys = given.map(({ key }) => key)
  await changeEverywhere(context, keys, async () => {
    for (const isPrivate of [false, true]) {
      const own = given.map((record) => record.isPrivate === isPrivate)
      const entries = memories.filter((_, index) => own[index]).flat()
      const flagged = given.filter((_, index) => own[index]).flatMap((one) => one.flagged ?? [])
      if (entries.length + flagged.length === 0) continue
      const change = { entries, flagged, unflagged: [] }
      await memoryFor(context, isPrivate).records.commit(change, context.now())
    }
    return { changeTab: (tab) => restoreTab(tab, given), answer: undefined }
  })
}

function restoreTab(tab: TabState, given: readonly Forgotten[]): TabState {
  const keys = new Set(given.map(({ key }) => key))
  const restored = given.reduce(
    (state, { key, flagged }) =>
      changeMessage(state, key, {
        dismissed: flagged?.state === 'safe',
        ...(flagged === undefined ? {} : { verdict: flagged.view.verdict }),
      }),
    tab,
  )
  return { ...restored, forgotten: tab.forgotten.filter((key) => !keys.has(key)) }
}

function joinRecords(
  keys: readonly string[],
  isPrivate: boolean,
  flagged: NonNullable<Forgotten['flagged']>[],
  memory: readonly MemoryEntry[],
): Forgotten[] {
  const entries = new Map(flagged.map((entry) => [entry.key, entry]))
  const memories = new Map(memory.map((entry) => [entry.key, entry]))
  return keys.flatMap((key): Forgotten[] => {
    const entry = entries.get(key)
    const hits = memories.get(key)
    if (entry === undefined && hits === undefined) return []
    return [
      {
        key,
        isPrivate,
        ...(entry === undefined ? {} : { flagged: entry }),
        ...(hits === undefined ? {} : { memory: hits }),
      },
    ]
  })
}

function parseMemory(memory: unknown): MemoryEntry[] {
  if (memory === undefined || memory === null) return []
  const parsed = v.safeParse(memoryEntrySchema, memory)
  if (!parsed.success) throw new CallRefused('what was forgotten is malformed')
  return [parsed.output]
}
