import type { MemoryEntry } from '../conversation.ts'

/** An entry with its place in the conversation. */
export interface PlacedEntry {
  readonly entry: MemoryEntry
  /** `sentAt`, else that of the message read before it; milliseconds, -Infinity if none is known. */
  readonly time: number
  /** Position in the conversation's order. */
  readonly place: number
}

/** Entries in the conversation's order: by time, else as read. */
export function placeEntries(entries: readonly MemoryEntry[]): PlacedEntry[] {
  let time = -Infinity
  const placed = [...entries]
    .sort((a, b) => a.seq - b.seq)
    .map((entry) => {
      time = entry.sentAt ?? time
      return { entry, time }
    })
  const untimed = new Set(placed.flatMap((at) => (at.entry.sentAt === undefined ? [at.time] : [])))
  return placed
    .sort((a, b) => {
      if (a.time !== b.time) return a.time < b.time ? -1 : 1
      // Of messages sent at once the order is unknown: it must not be that in which they were read.
      return untimed.has(a.time) ? a.entry.seq - b.entry.seq : compareKeys(a.entry.key, b.entry.key)
    })
    .map(({ entry, time: known }, position) => ({ entry, time: known, place: position }))
}

function compareKeys(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/**
 * Whether `a` belongs to what a verdict on `b` may know. Messages of the same time see each other,
 * because their order is unknown and must not depend on which was read first.
 */
export function isVisibleTo(a: PlacedEntry, b: PlacedEntry): boolean {
  if (a.entry.key === b.entry.key) return false
  if (a.time !== b.time) return a.time < b.time
  const isOrderUnknown = a.entry.sentAt !== undefined && b.entry.sentAt !== undefined
  return isOrderUnknown || a.entry.seq < b.entry.seq
}

/** Whether `a` lies inside the time span that ends with `b`; without a time it always does. */
export function isWithin(a: PlacedEntry, b: PlacedEntry, timespan: number): boolean {
  if (a.entry.sentAt === undefined || b.entry.sentAt === undefined) return true
  return b.entry.sentAt - a.entry.sentAt <= timespan
}

export function isSameThread(a: PlacedEntry, b: PlacedEntry): boolean {
  return a.entry.thread !== undefined && a.entry.thread === b.entry.thread
}
