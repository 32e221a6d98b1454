import type { SigmaLevel } from '../engine/rule-set.ts'
import { faultAt, type ParsedRule } from './parse-rule.ts'
import type { FileFault } from './read-yaml.ts'

const LEVELS: readonly SigmaLevel[] = ['informational', 'low', 'medium', 'high', 'critical']

export interface Resolved {
  readonly rules: readonly ParsedRule[]
  readonly faults: readonly FileFault[]
}

/**
 * Turns every reference (id, file name or a document's own `name`) into the id it means, and gives
 * a story without a level the highest level of its rules. A story with a rule that is not there
 * could never fire: it is left out and named. An exception keeps the rules that are there. `others`
 * are rules of other sources: what is found nowhere in `parsed` may mean one of them.
 */
export function resolveReferences(
  parsed: readonly ParsedRule[],
  others: readonly ParsedRule[] = [],
): Resolved {
  const faults: FileFault[] = []
  let rules = parsed
  // Leaving a story out may take away what another one refers to.
  for (;;) {
    const names = indexNames(rules, others)
    const faulty = rules.filter((rule) => !isResolvable(rule, names, faults))
    if (faulty.length === 0) return { rules: linkRules(rules, names, faults), faults }
    const left = new Set(faulty)
    rules = rules.filter((rule) => !left.has(rule))
  }
}

type Names = ReadonlyMap<string, ParsedRule>

/** Own rules win over others, ids over file names, file names over a document's own `name`. */
function indexNames(own: readonly ParsedRule[], others: readonly ParsedRule[]): Names {
  const names = new Map<string, ParsedRule>()
  const add = (name: string | undefined, rule: ParsedRule): void => {
    if (name !== undefined && !names.has(name)) names.set(name, rule)
  }
  for (const rules of [own, others]) {
    for (const rule of rules) add(rule.rule.id, rule)
    for (const rule of rules) add(rule.rule.name, rule)
    for (const rule of rules) add(rule.alias, rule)
  }
  return names
}

function find(names: Names, reference: string): ParsedRule | undefined {
  return names.get(reference) ?? names.get(reference.toLowerCase())
}

function isResolvable(parsed: ParsedRule, names: Names, faults: FileFault[]): boolean {
  if (parsed.kind !== 'story') return true
  let isComplete = true
  parsed.rule.rules.forEach((reference, index) => {
    const problem = findProblem(parsed, find(names, reference))
    if (problem === undefined) return
    isComplete = false
    const message = `correlation.rules: "${reference}" ${problem}`
    faults.push(faultAt(parsed.document, ['correlation', 'rules', index], message))
  })
  return isComplete
}

function findProblem(story: ParsedRule, found: ParsedRule | undefined): string | undefined {
  if (found === undefined) return 'is no rule of this set'
  if (found === story) return 'is the story itself'
  return found.kind === 'exception' ? 'is an exception' : undefined
}

function linkRules(rules: readonly ParsedRule[], names: Names, faults: FileFault[]): ParsedRule[] {
  return rules.map((parsed): ParsedRule => {
    if (parsed.kind === 'signal') return parsed
    const idOf = (reference: string): string => find(names, reference)?.rule.id ?? reference
    if (parsed.kind === 'exception') return linkException(parsed, names, faults)
    const { rule } = parsed
    const aliases = rule.aliases === undefined ? {} : { aliases: linkAliases(rule.aliases, idOf) }
    const level = parsed.hasLevel ? rule.level : highestLevel(parsed, names, new Set())
    return { ...parsed, rule: { ...rule, ...aliases, level, rules: rule.rules.map(idOf) } }
  })
}

type ParsedException = ParsedRule & { readonly kind: 'exception' }

/** Filters act on signals, never on stories. */
function linkException(parsed: ParsedException, names: Names, faults: FileFault[]): ParsedRule {
  const rules: string[] = []
  parsed.rule.rules.forEach((reference, index) => {
    const found = find(names, reference)
    if (found?.kind === 'signal') rules.push(found.rule.id)
    else {
      const message = `filter.rules: "${reference}" is no signal of this set`
      faults.push({ ...faultAt(parsed.document, ['filter', 'rules', index], message), kept: true })
    }
  })
  return { ...parsed, rule: { ...parsed.rule, rules } }
}

type Aliases = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Aliases keep the name as written and gain the id. */
function linkAliases(aliases: Aliases, idOf: (reference: string) => string): Aliases {
  const entries = Object.entries(aliases).map(([alias, fields]) => {
    const byId = Object.entries(fields).map(([rule, field]) => [idOf(rule), field] as const)
    return [alias, { ...fields, ...Object.fromEntries(byId) }] as const
  })
  return Object.fromEntries(entries)
}

/** `seen` ends circles of stories; the engine's compiler names them. */
function highestLevel(parsed: ParsedRule, names: Names, seen: Set<ParsedRule>): SigmaLevel {
  if (parsed.kind !== 'story' || parsed.hasLevel) return parsed.rule.level
  if (seen.has(parsed)) return 'informational'
  seen.add(parsed)
  const levels = parsed.rule.rules.map((reference) => {
    const found = find(names, reference)
    return found === undefined ? 0 : LEVELS.indexOf(highestLevel(found, names, seen))
  })
  return LEVELS[Math.max(...levels)] ?? 'low'
}
