import type { Scalar } from '../event.ts'

export const DATE_PARTS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const
export type DatePart = (typeof DATE_PARTS)[number]

const ISO_DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?/
const DAY = 86_400_000

/**
 * The part of a date: ISO 8601 text, taken as it is written without regard to its zone, or
 * milliseconds since 1970 in UTC. Undefined where the value is no date or lacks the part.
 */
export function readDatePart(value: Scalar, part: DatePart): number | undefined {
  const fields = ISO_DATE.exec(typeof value === 'number' ? printTime(value) : String(value))
  if (fields === null) return undefined
  const [, year, month, day, hour, minute] = fields.map((field: string | undefined) =>
    field === undefined ? undefined : Number(field),
  )
  if (year === undefined || month === undefined || day === undefined) return undefined
  if (part === 'week') return readWeek(Date.UTC(year, month - 1, day))
  return { minute, hour, day, month, year }[part]
}

function printTime(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : ''
}

/** ISO 8601 week: the one that holds the year's first Thursday is week 1. */
function readWeek(time: number): number {
  const weekday = (new Date(time).getUTCDay() + 6) % 7
  const thursday = time + (3 - weekday) * DAY
  const yearStart = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1)
  return 1 + Math.floor((thursday - yearStart) / DAY / 7)
}
