import { formatTime } from './format-time.ts'
import type { Translate } from './services.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** The largest unit of which it is at least one; of months and years several: days say more. */
const STEPS = [
  ['year', 365 * DAY, 2],
  ['month', 30 * DAY, 4],
  ['day', DAY, 1],
  ['hour', HOUR, 1],
] as const

/** How long ago or how soon, in the page's language: `3 days ago`, `in 5 hours`. Both in milliseconds. */
export function formatAge(t: Translate, time: number, now: number): string {
  const distance = time - now
  const step = STEPS.find(([, each, least]) => Math.abs(distance) >= each * least)
  const [unit, length] = step ?? ['minute', MINUTE]
  const format = new Intl.RelativeTimeFormat(t('language_tag'), { numeric: 'auto' })
  return format.format(Math.round(distance / length), unit)
}

/** The same with the date behind it: `3 days ago (Nov 21, 2026, 9:00 AM)`. */
export function formatAgeAndTime(t: Translate, time: number, now: number): string {
  return t('time_with_age', formatAge(t, time, now), formatTime(t, time) ?? '')
}
