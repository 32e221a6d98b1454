import type { SigmaLevel } from '../../engine/rule-set.ts'
import type { ParsedRule } from '../parse-rule.ts'
import { makeRuleId } from '../source-ids.ts'
import type { RuleSource } from './rule-source.ts'

/** Event fields whose values are names of signals. */
const SIGNAL_FIELDS: ReadonlySet<string> = new Set([
  'message.signals',
  'thread.signals',
  'thread.own_signals',
])

/** How names that a source uses for its own things are called in the merged set. */
export interface Scope {
  readonly source: RuleSource
  /** Names of its rules that others bear already, and what these rules are called in place. */
  readonly names: ReadonlyMap<string, string>
  /** Names of its value lists, and what these are called. */
  readonly lists: ReadonlyMap<string, string>
}

/** Rules under the ids, names, names of lists and levels that they have in the merged set. */
export function scopeRules(rules: readonly ParsedRule[], scope: Scope): ParsedRule[] {
  const ids = new Map(
    rules.map(({ rule }) => [rule.id, makeRuleId(scope.source.id, rule.id)] as const),
  )
  return rules.map((parsed) => scopeRule(parsed, scope, ids))
}

type Ids = ReadonlyMap<string, string>

function scopeRule(parsed: ParsedRule, scope: Scope, ids: Ids): ParsedRule {
  const { kind, rule } = parsed
  const shared = {
    id: ids.get(rule.id) ?? rule.id,
    name: scope.names.get(rule.name) ?? rule.name,
    level: capLevel(rule.level, scope.source),
  }
  if (kind === 'story') {
    const { aliases } = rule
    const scoped = aliases === undefined ? {} : { aliases: scopeAliases(aliases, ids) }
    return { ...parsed, rule: { ...rule, ...shared, ...scoped, rules: scopeIds(rule.rules, ids) } }
  }
  const detection = scopeDetection(rule.detection, scope)
  if (kind === 'signal') return { ...parsed, rule: { ...rule, ...shared, detection } }
  const rules = scopeIds(rule.rules, ids)
  return { ...parsed, rule: { ...rule, ...shared, rules, detection } }
}

function capLevel(level: SigmaLevel, { trust }: RuleSource): SigmaLevel {
  return trust === 'limited' && (level === 'high' || level === 'critical') ? 'medium' : level
}

/** References are resolved to ids by now. */
function scopeIds(rules: readonly string[], ids: Ids): string[] {
  return rules.map((id) => ids.get(id) ?? id)
}

type Aliases = Readonly<Record<string, Readonly<Record<string, string>>>>

function scopeAliases(aliases: Aliases, ids: Ids): Aliases {
  return Object.fromEntries(
    Object.entries(aliases).map(([alias, fields]) => [
      alias,
      Object.fromEntries(Object.entries(fields).map(([id, field]) => [ids.get(id) ?? id, field])),
    ]),
  )
}

type Detection = Readonly<Record<string, unknown>>

function scopeDetection(detection: Detection, scope: Scope): Detection {
  const entries = Object.entries(detection).map(([key, value]) => {
    const scoped = key === 'condition' ? value : scopeSelection(value, scope)
    return [key, scoped] as const
  })
  return Object.fromEntries(entries)
}

/** A selection is a map of items, a list of such maps, or a list of keywords. */
function scopeSelection(selection: unknown, scope: Scope): unknown {
  if (Array.isArray(selection)) return selection.map((part) => scopeSelection(part, scope))
  if (typeof selection !== 'object' || selection === null) return selection
  return Object.fromEntries(
    Object.entries(selection).map(([key, value]) => [key, scopeValues(key, value, scope)]),
  )
}

function scopeValues(key: string, value: unknown, scope: Scope): unknown {
  const [field = '', ...modifiers] = key.split('|')
  const change = modifiers.includes('expand')
    ? (text: string) => scopePlaceholders(text, scope.lists)
    : SIGNAL_FIELDS.has(field)
      ? (text: string) => scope.names.get(text) ?? text
      : undefined
  if (change === undefined) return value
  const changeText = (item: unknown) => (typeof item === 'string' ? change(item) : item)
  return Array.isArray(value) ? value.map(changeText) : changeText(value)
}

/** `\%` is a plain percent sign. */
function scopePlaceholders(text: string, lists: Scope['lists']): string {
  return text.replaceAll(/\\%|%([\w.-]+)%/g, (whole, name: string | undefined) => {
    const scoped = name === undefined ? undefined : lists.get(name)
    return scoped === undefined ? whole : `%${scoped}%`
  })
}
