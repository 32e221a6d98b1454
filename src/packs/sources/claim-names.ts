import type { RuleSetData } from '../../engine/rule-set.ts'
import type { ParsedRule } from '../parse-rule.ts'

/**
 * A name as rules of a folder have them. Any other could be the id of a rule, or the name that a rule
 * of another source is going to get below.
 */
const PLAIN = /^[\p{L}\p{M}\p{N}_.-]{1,200}$/u

/**
 * New names, `name@source`, for rules of a source whose names are borne by rules of others: two
 * rules of one name could not be told apart in `thread.signals`.
 */
export function claimNames(
  rules: readonly ParsedRule[],
  { signals, stories, exceptions }: RuleSetData,
  source: string,
): ReadonlyMap<string, string> {
  const taken = new Set(
    [...signals, ...stories, ...exceptions].flatMap(({ id, name }) => [id, name]),
  )
  const names = new Map<string, string>()
  const used = new Set<string>()
  for (const { rule } of rules) {
    const { name } = rule
    if (PLAIN.test(name) && !taken.has(name)) continue
    const plain = name.replace(/[^\p{L}\p{M}\p{N}_.-]/gu, '_').slice(0, 200)
    let claimed = `${plain}@${source}`
    for (let count = 2; used.has(claimed); count += 1) claimed = `${plain}_${count}@${source}`
    used.add(claimed)
    names.set(name, claimed)
  }
  return names
}
