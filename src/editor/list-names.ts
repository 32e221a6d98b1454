import type { KnownRules } from '../packs/own/known-rules.ts'
import type { RuleNames } from './complete-rule.ts'
import type { FileCheck } from './use-check.ts'

/** Names that a rule may use: own ones first, then those of all active rules. */
export function listNames(known: KnownRules, check: FileCheck | undefined): RuleNames {
  const own = check?.rules ?? []
  const take = (kind: 'signal' | 'story') =>
    own
      .filter(({ parsed }) => parsed.kind === kind)
      .map(({ parsed: { rule } }): [string, string] => [rule.name, rule.title])
  const named = (rules: readonly { readonly name: string; readonly title: string }[]) =>
    rules.map(({ name, title }): [string, string] => [name, title])
  const lists = Object.entries(check?.pack.data.lists.values ?? known.lists.values)
  return {
    signals: Object.fromEntries([...take('signal'), ...named(known.signals)]),
    stories: Object.fromEntries([...take('story'), ...named(known.stories)]),
    lists: Object.fromEntries(lists.map(([name, values]) => [name, values.slice(0, 3).join(', ')])),
  }
}
