import type { FlaggedEntry } from '../platform/schema/views.ts'
import type { StoredEntry } from './record-schema.ts'

/** The oldest entries beyond `max`, by the time they were sent, else written. */
export function findExcessEntries(
  entries: readonly StoredEntry[],
  max: number,
): readonly StoredEntry[] {
  if (entries.length <= max) return []
  const sorted = [...entries].sort((a, b) => timeOf(a) - timeOf(b))
  return sorted.slice(0, entries.length - max)
}

/** The entries beyond `max` that are missed least: those dismissed first, then the oldest. */
export function findExcessFlagged(
  flagged: readonly FlaggedEntry[],
  max: number,
): readonly FlaggedEntry[] {
  if (flagged.length <= max) return []
  const rank = (entry: FlaggedEntry): number => (entry.state === 'safe' ? 0 : 1)
  const sorted = [...flagged].sort((a, b) => rank(a) - rank(b) || a.flaggedAt - b.flaggedAt)
  return sorted.slice(0, flagged.length - max)
}

export function sortNewestFirst(flagged: readonly FlaggedEntry[]): FlaggedEntry[] {
  return [...flagged].sort((a, b) => b.flaggedAt - a.flaggedAt)
}

function timeOf({ entry, writtenAt }: StoredEntry): number {
  return entry.sentAt ?? writtenAt
}
