import { STAGES } from '../engine/verdict.ts'
import type { RuleView } from '../platform/schema/views.ts'

export const RULE_STATES = ['on', 'off', 'changed', 'fired'] as const
type RuleState = (typeof RULE_STATES)[number]

/** `''` in a choice means any. */
export interface RuleFilter {
  readonly search: string
  readonly kind: string
  readonly stage: string
  /** Technique of ATT&CK, as a tag names it. */
  readonly family: string
  readonly level: string
  readonly language: string
  readonly source: string
  readonly state: '' | RuleState
}

export const NO_FILTER: RuleFilter = {
  search: '',
  kind: '',
  stage: '',
  family: '',
  level: '',
  language: '',
  source: '',
  state: '',
}

/** A rule with what was counted on this machine. */
export interface CountedRule extends RuleView {
  readonly fired: number
  readonly dismissed: number
}

export function isFiltering(filter: RuleFilter): boolean {
  return Object.values(filter).some((choice: string) => choice.trim() !== '')
}

/** The level that counts here. */
export function levelOf({ level, levelHere }: RuleView): string {
  return levelHere ?? level
}

/** Rules that fit every choice and hold every word of the search. */
export function filterRules<R extends CountedRule>(rules: readonly R[], filter: RuleFilter): R[] {
  const words = filter.search.toLowerCase().split(/\s+/u).filter(Boolean)
  const fits = (choice: string, value: string) => choice === '' || choice === value
  const holds = (choice: string, values: readonly string[]) =>
    choice === '' || values.includes(choice)
  return rules.filter(
    (rule) =>
      fits(filter.kind, rule.kind) &&
      fits(filter.stage, rule.stage) &&
      fits(filter.level, levelOf(rule)) &&
      fits(filter.source, rule.source) &&
      holds(filter.family, rule.tags) &&
      holds(filter.language, rule.languages) &&
      (filter.state === '' || isInState(rule, filter.state)) &&
      words.every((word) => holdsWord(rule, word)),
  )
}

function isInState({ enabled, levelHere, fired }: CountedRule, state: RuleState): boolean {
  if (state === 'fired') return fired > 0
  if (state === 'changed') return !enabled || levelHere !== undefined
  return enabled === (state === 'on')
}

function holdsWord(rule: RuleView, word: string): boolean {
  const { title, name, description, id, falsepositives, tags } = rule
  return [title, name, description, id, ...falsepositives, ...tags].some((text) =>
    text.toLowerCase().includes(word),
  )
}

/** Rules by stage, in the order in which a lure goes; stages that we don't know come last. */
export function groupByStage<R extends RuleView>(rules: readonly R[]): (readonly [string, R[]])[] {
  const order: readonly string[] = STAGES
  const rank = (stage: string) => (order.includes(stage) ? order.indexOf(stage) : order.length)
  const groups = new Map<string, R[]>()
  for (const rule of rules) {
    const group = groups.get(rule.stage)
    if (group === undefined) groups.set(rule.stage, [rule])
    else group.push(rule)
  }
  return [...groups].sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b))
}

/** The values that stand in the rules, for the choices of a filter. */
export function listValues(
  rules: readonly RuleView[],
  valuesOf: (rule: RuleView) => readonly string[],
): string[] {
  return [...new Set(rules.flatMap(valuesOf))].filter(Boolean)
}
