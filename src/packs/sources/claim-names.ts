import type { RuleSetData } from '../../engine/rule-set.ts'
import type { ParsedRule } from '../parse-rule.ts'

/**
 * New names, `name@source`, for rules of a source whose names are borne by rules of others: two
 * rules of one name could not be told apart in `thread.signals`.
 */
export function claimNames(
  rules: readonly ParsedRule[],
  { signals, stories, exceptions }: RuleSetData,
  source: string,
): ReadonlyMap<string, string> {
  const taken = new Set([...signals, ...stories, ...exceptions].map(({ name }) => name))
  const names = rules.map(({ rule }) => rule.name).filter((name) => taken.has(name))
  return new Map(names.map((name) => [name, `${name}@${source}`]))
}
