import { clearAlarm, setAlarm } from '../../platform/alarms.ts'
import { findDueTime } from './schedule.ts'
import type { SourceStore } from './source-store.ts'

export const SOURCE_ALARM = 'source-updates'
/** Should an update end with the worker, the alarm rings again by itself. */
const PERIOD_MINUTES = 60
const SOONEST = 60 * 1000

/**
 * Has the alarm ring when the next source is due; where none is updated by itself, there is no alarm.
 * `now`: milliseconds since 1970.
 */
export async function resetSourceAlarm(
  store: Pick<SourceStore, 'listSources'>,
  now: number,
): Promise<void> {
  const due = (await store.listSources())
    .map((record) => findDueTime(record, now))
    .filter((time) => time !== undefined)
  if (due.length === 0) await clearAlarm(SOURCE_ALARM)
  else await setAlarm(SOURCE_ALARM, Math.max(now + SOONEST, Math.min(...due)), PERIOD_MINUTES)
}
