import type { Organisation } from '../engine/rule-set.ts'
import { hashText } from '../packs/content-hash.ts'
import type { Settings } from '../platform/schema/views.ts'

/** Names rules in use: their version and, where the user or a policy chose otherwise, a hash of that. */
export function nameRuleSet(
  version: string,
  { disabledRules, ruleLevels }: Pick<Settings, 'disabledRules' | 'ruleLevels'>,
  own: readonly Organisation[] = [],
): string {
  const levels = Object.entries(ruleLevels).map(([id, level]) => `${id}=${level}`)
  const choices = [...disabledRules, ...levels, ...own.map((one) => JSON.stringify(one))]
  if (choices.length === 0) return version
  return `${version}-${hashText(choices.sort().join(' ')).slice(0, 8)}`
}
