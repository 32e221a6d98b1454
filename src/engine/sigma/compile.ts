import type { DetectionRule, FilterRule, Lists, RuleSetData } from '../rule-set.ts'
import { compileDetection } from './detection.ts'
import { FaultList, type RuleFault } from './faults.ts'
import type { Workshop } from './field-item.ts'
import { costOf, isIndexed, type Item, ItemTable } from './item-table.ts'
import { buildMatcher, type Matcher } from './matcher.ts'
import { findTriggers, joinNodes, listItems, type Node, orderByCost } from './node.ts'
import { UNGUARDED_COST } from './regex-test.ts'
import { compileStories, type CompiledStory } from './stories.ts'

export type { RuleFault, RulePath } from './faults.ts'
export type { CompiledStory, StoryMember } from './stories.ts'

export interface CompiledSignal {
  readonly meta: DetectionRule
  /** Whether its condition asks about the rest of the conversation. */
  readonly readsContext: boolean
  readonly condition: Node
  /**
   * What it costs where it does not hit: `index`: nothing, it waits for the word index; `search`: a
   * few plain searches; `regex`: a regular expression without a required literal runs on each text.
   */
  readonly cost: 'index' | 'search' | 'regex'
  /** Items that the message alone decides, in the order of `PendingRule.decided`. */
  readonly decidable: readonly number[]
}

/** A rule set ready to match. It never changes and holds no state of any message. */
export interface CompiledRuleSet {
  readonly version: string
  readonly signals: readonly CompiledSignal[]
  /** A story stands behind the stories that it refers to. */
  readonly stories: readonly CompiledStory[]
  readonly lists: Lists
  /** Positions in `signals` by UUID. */
  readonly signalIndexById: ReadonlyMap<string, number>
  /** Positions in `signals` by name. */
  readonly signalIndexByName: ReadonlyMap<string, number>
  readonly matcher: Matcher
}

export interface Compilation {
  readonly ruleSet: CompiledRuleSet
  readonly faults: readonly RuleFault[]
}

const FORMAT = 1

/**
 * Compiles what can be compiled; each rule with a fault is reported and left out. `disabled` holds
 * UUIDs of rules that are switched off.
 */
export function compileRuleSet(
  data: RuleSetData,
  disabled: ReadonlySet<string> = new Set(),
): Compilation {
  const format: number = data.format
  if (format !== FORMAT) return refuseFormat(data, format)
  const workshop: Workshop = { table: new ItemTable(), lists: data.lists }
  const { unique, faults } = dropDuplicates(data)
  const exemptions = compileExceptions(data, workshop, faults)
  const signals = unique.signals
    .filter((rule) => !disabled.has(rule.id))
    .map((rule) => compileSignal(rule, workshop, exemptions, faults))
    .filter((signal) => signal !== undefined)
  const byName = indexBy(signals, ({ meta }) => meta.name)
  const byId = indexBy(signals, ({ meta }) => meta.id)
  const known = new Set([...data.signals, ...data.stories].flatMap(({ id, name }) => [id, name]))
  const context = { signals: new Map([...byName, ...byId]), known, disabled }
  const { stories, faults: storyFaults } = compileStories(unique.stories, context)
  return {
    ruleSet: {
      version: data.version,
      signals,
      stories,
      lists: data.lists,
      signalIndexById: byId,
      signalIndexByName: byName,
      matcher: buildMatcher(workshop.table, signals),
    },
    faults: [...faults, ...storyFaults],
  }
}

function refuseFormat(data: RuleSetData, format: number): Compilation {
  const empty = { ...data, format: FORMAT, signals: [], stories: [], exceptions: [] } as const
  const reason = `rule set format ${format} is unknown to this version, which reads ${FORMAT}`
  return {
    ruleSet: compileRuleSet(empty).ruleSet,
    faults: [{ rule: '', path: ['format'], reason }],
  }
}

/** Names and ids are what rules refer to, so the second rule with the same one is left out. */
function dropDuplicates(data: RuleSetData): {
  unique: Pick<RuleSetData, 'signals' | 'stories'>
  faults: RuleFault[]
} {
  const owners = new Map<string, string>()
  const faults: RuleFault[] = []
  const isFirst = ({ id, name }: { id: string; name: string }): boolean => {
    for (const [key, value] of [
      ['id', id],
      ['name', name],
    ] as const) {
      const owner = owners.get(value)
      if (owner === undefined) continue
      faults.push({ rule: name, path: [key], reason: `the rule "${owner}" has the same ${key}` })
      return false
    }
    owners.set(id, name).set(name, name)
    return true
  }
  const unique = { signals: data.signals.filter(isFirst), stories: data.stories.filter(isFirst) }
  return { unique, faults }
}

/** Conditions that exceptions add to rules, by the rule's name or id as the exception gives it. */
function compileExceptions(
  data: RuleSetData,
  workshop: Workshop,
  faults: RuleFault[],
): ReadonlyMap<string, readonly Node[]> {
  const signals = new Set(data.signals.flatMap(({ id, name }) => [id, name]))
  const stories = new Set(data.stories.flatMap(({ id, name }) => [id, name]))
  const exemptions = new Map<string, Node[]>()
  for (const filter of data.exceptions) {
    const found = new FaultList(filter.name)
    const node = compileDetection(filter.detection, 'filter', workshop, found)
    checkReferences(filter, signals, stories, found)
    faults.push(...found.found)
    if (node === undefined) continue
    for (const reference of new Set(filter.rules)) {
      exemptions.set(reference, [...(exemptions.get(reference) ?? []), node])
    }
  }
  return exemptions
}

function checkReferences(
  filter: FilterRule,
  signals: ReadonlySet<string>,
  stories: ReadonlySet<string>,
  faults: FaultList,
): void {
  const path = ['filter', 'rules']
  if (filter.rules.length === 0) faults.add(path, 'an exception must name the rules it is for')
  for (const [i, reference] of filter.rules.entries()) {
    if (signals.has(reference)) continue
    const reason = stories.has(reference)
      ? `"${reference}" is a story: exceptions are for signals`
      : `there is no rule "${reference}"`
    faults.add([...path, i], reason)
  }
}

function compileSignal(
  meta: DetectionRule,
  workshop: Workshop,
  exemptions: ReadonlyMap<string, readonly Node[]>,
  faults: RuleFault[],
): CompiledSignal | undefined {
  const found = new FaultList(meta.name)
  const own = compileDetection(meta.detection, 'detection', workshop, found)
  faults.push(...found.found)
  if (own === undefined) return undefined
  const added = [meta.name, meta.id].flatMap((key) => exemptions.get(key) ?? [])
  const condition = joinNodes('and', [own, ...new Set(added)])
  const { items } = workshop.table
  const isContext = (item: number): boolean => items[item]?.isContext ?? false
  const all = [...listItems(condition)]
  return {
    meta,
    readsContext: all.some(isContext),
    condition: orderByCost(condition, (item) => costOf(items[item])),
    cost: classifyCost(condition, items),
    decidable: all.filter((item) => !isContext(item)),
  }
}

function classifyCost(condition: Node, items: readonly Item[]): CompiledSignal['cost'] {
  if (findTriggers(condition, (item) => isIndexed(items[item])) !== undefined) return 'index'
  const costs = [...listItems(condition)].map((item) => costOf(items[item]))
  return costs.includes(UNGUARDED_COST) ? 'regex' : 'search'
}

function indexBy<T>(entries: readonly T[], keyOf: (entry: T) => string): Map<string, number> {
  return new Map(entries.map((entry, i) => [keyOf(entry), i]))
}
