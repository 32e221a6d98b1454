import { STAGES } from '../engine/verdict.ts'
import type { RuleView } from '../platform/schema/views.ts'

/** `''` in a choice means any. */
export interface RuleFilter {
  readonly search: string
  readonly kind: string
  readonly stage: string
  readonly level: string
  readonly state: '' | 'on' | 'off'
}

export const NO_FILTER: RuleFilter = { search: '', kind: '', stage: '', level: '', state: '' }

export function isFiltering(filter: RuleFilter): boolean {
  const { search, kind, stage, level, state } = filter
  return [search, kind, stage, level, state].some((choice) => choice.trim() !== '')
}

/** Rules that fit every choice and hold every word of the search. */
export function filterRules(rules: readonly RuleView[], filter: RuleFilter): RuleView[] {
  const words = filter.search.toLowerCase().split(/\s+/u).filter(Boolean)
  const fits = (choice: string, value: string) => choice === '' || choice === value
  return rules.filter(
    (rule) =>
      fits(filter.kind, rule.kind) &&
      fits(filter.stage, rule.stage) &&
      fits(filter.level, rule.level) &&
      fits(filter.state, rule.enabled ? 'on' : 'off') &&
      words.every((word) => holdsWord(rule, word)),
  )
}

function holdsWord(rule: RuleView, word: string): boolean {
  return [rule.title, rule.name, rule.description, rule.id, ...rule.falsepositives].some((text) =>
    text.toLowerCase().includes(word),
  )
}

/** Rules by stage, in the order in which a lure goes; stages that we don't know come last. */
export function groupByStage(rules: readonly RuleView[]): (readonly [string, RuleView[]])[] {
  const order: readonly string[] = STAGES
  const rank = (stage: string) => (order.includes(stage) ? order.indexOf(stage) : order.length)
  const groups = new Map<string, RuleView[]>()
  for (const rule of rules) groups.set(rule.stage, [...(groups.get(rule.stage) ?? []), rule])
  return [...groups].sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b))
}

/** The values that stand in the rules, for the choices of a filter. */
export function listValues(rules: readonly RuleView[], field: 'stage' | 'level'): string[] {
  return [...new Set(rules.map((rule) => rule[field]))].filter(Boolean)
}
