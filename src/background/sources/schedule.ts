import type { SourceRecord } from '../source-record.ts'

const MINUTE = 60 * 1000
const HOUR = 60 * MINUTE
/** How often a source is asked. */
const INTERVAL = 4 * HOUR
const FIRST_RETRY = 15 * MINUTE
const LONGEST_RETRY = 24 * HOUR
/** Part of the time by which it varies, so that not everybody asks at once. */
const JITTER = 0.25

/**
 * When a source is to be asked next, in milliseconds since 1970: after failures ever later. `random`
 * lies from 0 to 1.
 */
export function planNextTry(now: number, failures: number, random: number): number {
  const wait = failures === 0 ? INTERVAL : FIRST_RETRY * 2 ** Math.min(failures - 1, 10)
  const spread = 1 - JITTER + 2 * JITTER * random
  return Math.round(now + Math.min(wait, LONGEST_RETRY) * spread)
}

/**
 * When a source is due; undefined where it is not updated by itself. A try that lies in the future was
 * made by a clock that has been set right since: what it planned counts for nothing.
 */
export function findDueTime(
  { automatic, paused, nextTry = 0, lastTry = 0 }: SourceRecord,
  now: number,
): number | undefined {
  if (!automatic || paused) return undefined
  return lastTry > now ? now : nextTry
}
