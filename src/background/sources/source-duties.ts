import type { Context } from '../context.ts'
import { resetSourceAlarm } from './source-alarm.ts'
import { tidyClaims } from './source-hosts.ts'

/** The alarm rang: sources whose time has come are updated, one after another. */
export async function updateDueSources({ sources, rules, now }: Context): Promise<void> {
  await sources.updateDue()
  await resetSourceAlarm(rules, now())
}

/** At install, update and browser start: alarms may be gone, questions left unanswered. */
export async function resumeSources({ rules, now }: Context): Promise<void> {
  await resetSourceAlarm(rules, now())
  await tidyClaims(await rules.listSources(), now())
}
