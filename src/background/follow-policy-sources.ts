import { loadPolicy } from '../platform/managed.ts'
import type { PolicySource } from '../platform/schema/policy.ts'
import type { Context } from './context.ts'
import { removeSource } from './sources/manage-sources.ts'

/** Adds the sources that a policy names and removes those that it names no more. */
export async function followPolicySources(context: Context): Promise<void> {
  const { sources: wanted = [] } = await loadPolicy()
  const { sources, rules } = context
  const isSame = (one: { url: string; fingerprint: string }, other: PolicySource): boolean =>
    toDigits(one.fingerprint) === toDigits(other.fingerprint)
  const known = await rules.listSources()
  for (const record of known) {
    if (record.managed !== true || wanted.some((one) => isSame(record, one))) continue
    await removeSource(record.id, sources.world, true)
  }
  for (const { url, fingerprint, name, trust = 'limited', mayChangeOthers, automatic } of wanted) {
    if (known.some((record) => isSame(record, { url, fingerprint }))) continue
    // One that can't be reached now is tried again at the next start of the browser.
    await sources.add({
      url,
      fingerprint,
      trust,
      managed: true,
      ...(name === undefined ? {} : { name }),
      ...(automatic === undefined ? {} : { automatic }),
      ...(mayChangeOthers === undefined ? {} : { mayChangeOthers }),
    })
  }
}

function toDigits(fingerprint: string): string {
  return fingerprint.toLowerCase().replace(/[^0-9a-f]/g, '')
}
