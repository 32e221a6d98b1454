import { isFlagged, type Verdict } from '../engine/verdict.ts'

/** The sentence at the head of a warning: the strongest finding's own. Nothing for one that warns of nothing. */
export function findHeadline(verdict: Verdict): string | undefined {
  const [first] = verdict.findings
  if (first === undefined || !isFlagged(verdict.level)) return undefined
  return first.headline ?? first.title
}
