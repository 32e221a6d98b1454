import { hashText } from '../packs/content-hash.ts'
import type { Settings } from '../platform/schema/views.ts'

/** Names rules in use: their version and, where the user chose otherwise for some, a hash of that. */
export function nameRuleSet(
  version: string,
  { disabledRules, ruleLevels }: Pick<Settings, 'disabledRules' | 'ruleLevels'>,
): string {
  const levels = Object.entries(ruleLevels).map(([id, level]) => `${id}=${level}`)
  if (disabledRules.length === 0 && levels.length === 0) return version
  return `${version}-${hashText([...disabledRules, ...levels].sort().join(' ')).slice(0, 8)}`
}
