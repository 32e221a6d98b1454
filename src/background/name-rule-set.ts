import { hashText } from '../packs/content-hash.ts'
import type { Context } from './context.ts'
import { loadSettings } from './settings-store.ts'

/** Names the rules in use: their version and, where some are switched off, a hash of these. */
export async function nameRuleSet({ rules }: Context): Promise<string> {
  const { disabledRules } = await loadSettings()
  if (disabledRules.length === 0) return rules.version
  return `${rules.version}-${hashText([...disabledRules].sort().join(' ')).slice(0, 8)}`
}
