import type { RulesFired } from '../platform/rule-protocol.ts'
import type { FlaggedEntry } from '../platform/schema/views.ts'

/** Counts, by rule, the entries whose verdict names it, and those of them that were called safe. */
export function countFired(entries: readonly FlaggedEntry[]): RulesFired {
  const counts = new Map<string, { fired: number; dismissed: number }>()
  for (const { view, state } of entries) {
    for (const rule of new Set(view.verdict.findings.map((finding) => finding.rule))) {
      const count = counts.get(rule) ?? { fired: 0, dismissed: 0 }
      count.fired += 1
      if (state === 'safe') count.dismissed += 1
      counts.set(rule, count)
    }
  }
  const rules = [...counts].map(([rule, count]) => ({ rule, ...count }))
  return { entries: entries.length, rules }
}
