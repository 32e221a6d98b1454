import type { Finding, Verdict } from '../engine/verdict.ts'
import type { VerdictChange } from '../platform/schema/views.ts'

/** What other rules made of a verdict; `at`: milliseconds since 1970. */
export function compareVerdicts(before: Verdict, after: Verdict, at: number): VerdictChange {
  return {
    at,
    from: before.level,
    also: listMissing(after.findings, before.findings),
    gone: listMissing(before.findings, after.findings),
  }
}

/** Whether there is anything to tell. */
export function isChange({ from, also, gone }: VerdictChange, { level }: Verdict): boolean {
  return also.length + gone.length > 0 || from !== level
}

function listMissing(
  findings: readonly Finding[],
  others: readonly Finding[],
): VerdictChange['also'] {
  const known = new Set(others.map(({ rule }) => rule))
  return findings.filter(({ rule }) => !known.has(rule)).map(({ rule, title }) => ({ rule, title }))
}
