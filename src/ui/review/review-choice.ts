import type { InboxFilter } from '../../platform/inbox-protocol.ts'
import { REVIEW_STATES } from '../../platform/schema/views.ts'

/** Levels that an entry can have: lower ones are not flagged. */
export const FLAGGED_LEVELS = ['critical', 'high', 'medium'] as const
const DAY = 24 * 60 * 60 * 1000

/** What stands in the search and the choices above the flagged messages; `''` means any. */
export interface ReviewChoice {
  readonly search: string
  readonly level: string
  readonly state: string
  readonly site: string
  /** Flagged within so many days. */
  readonly days: string
  /** Id of a rule that fired. */
  readonly rule: string
}

export const NO_CHOICE: ReviewChoice = {
  search: '',
  level: '',
  state: '',
  site: '',
  days: '',
  rule: '',
}

export function isChoosing(choice: ReviewChoice): boolean {
  return Object.values(choice).some((value: string) => value.trim() !== '')
}

/** `now`: milliseconds since 1970. */
export function toFilter(
  { search, level, state, site, days, rule }: ReviewChoice,
  now: number,
): InboxFilter {
  const levels = FLAGGED_LEVELS.filter((one) => one === level)
  const states = REVIEW_STATES.filter((one) => one === state)
  return {
    ...(search.trim() === '' ? {} : { search }),
    ...(levels.length === 0 ? {} : { levels }),
    ...(states.length === 0 ? {} : { states }),
    ...(site === '' ? {} : { sites: [site] }),
    ...(rule === '' ? {} : { rule }),
    ...(days === '' ? {} : { since: now - Number(days) * DAY }),
  }
}
