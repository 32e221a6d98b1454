import type { StorageStatus } from '../platform/schema/views.ts'
import { estimateStorage } from '../platform/storage.ts'
import type { Context } from './context.ts'
import { findLosses } from './losses.ts'

/** What is kept on this machine, how much room it takes, and what could not be kept. */
export async function describeStorage(context: Context): Promise<StorageStatus> {
  const kept = await context.normal.records.count()
  const inMemory = await context.private.records.count()
  const room = await estimateStorage()
  const lost = await findLosses()
  const { faults } = await context.ruleBook.get()
  return {
    flagged: kept.flagged,
    remembered: kept.remembered,
    dropped: kept.dropped + inMemory.dropped,
    unsaved: context.counters.unsaved,
    ruleFaults: [...faults],
    ...(room === undefined ? {} : { usedBytes: room.used, quotaBytes: room.quota }),
    ...(lost === undefined ? {} : { lost }),
  }
}
