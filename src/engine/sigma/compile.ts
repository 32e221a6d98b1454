import type { DetectionRule, FilterRule, RuleChoices, RuleSetData } from '../rule-set.ts'
import { finishSteps, mapSteps, type Steps } from '../steps.ts'
import type { CompiledRuleSet } from './compiled-rule-set.ts'
import { compileDetection } from './detection.ts'
import { FaultList, type RuleFault } from './faults.ts'
import type { Workshop } from './field-item.ts'
import { ItemTable } from './item-table.ts'
import { openRuleSet } from './open-rule-set.ts'
import type { DraftSignal, Exemption } from './rule-draft.ts'
import { compileStories } from './stories.ts'
import { writeRuleSet } from './write-rule-set.ts'

export type { CompiledRuleSet } from './compiled-rule-set.ts'
export type { CompiledSignal } from './compiled-signal.ts'
export type { RuleFault, RulePath } from './faults.ts'
export type { CompiledStory, StoryMember } from './stories.ts'

export interface Compilation {
  readonly ruleSet: CompiledRuleSet
  readonly faults: readonly RuleFault[]
}

const FORMAT = 1

/** Compiles what can be compiled; each rule with a fault is reported and left out. */
export function compileRuleSet(data: RuleSetData, choices: RuleChoices = {}): Compilation {
  const format: number = data.format
  if (format !== FORMAT) return refuseFormat(data, format)
  const { stored, faults } = storeRuleSet(data)
  const ruleSet = openRuleSet(stored, data.version, choices)
  if (ruleSet === undefined) throw new RangeError('the rule set does not read as it was written')
  const off = new Set(namesOf(data, choices.disabled ?? new Set()))
  return { ruleSet, faults: faults.filter(({ rule }) => !off.has(rule)) }
}

export interface StoredRuleSet {
  /** For `openRuleSet`. */
  readonly stored: Uint8Array<ArrayBuffer>
  /** Of the rules that are left out. */
  readonly faults: readonly RuleFault[]
}

/** The stored form of a rule set, with the faults of the rules that are left out. */
export function storeRuleSet(data: RuleSetData): StoredRuleSet {
  return finishSteps(storeInSteps(data))
}

/** The same, a rule at a time. */
export function* storeInSteps(data: RuleSetData): Steps<StoredRuleSet> {
  const workshop: Workshop = { table: new ItemTable(), lists: data.lists }
  const { unique, faults } = dropDuplicates(data)
  const exemptions = compileExceptions(data, workshop, faults)
  yield
  const compiled = yield* mapSteps(unique.signals, (rule) =>
    compileSignal(rule, workshop, exemptions, faults),
  )
  const signals = compiled.filter((signal) => signal !== undefined)
  const storyFaults = findStoryFaults(data, unique.stories, signals)
  yield
  const faulty = new Set(storyFaults.map(({ rule }) => rule))
  const stories = unique.stories.filter(({ name }) => !faulty.has(name))
  const { version, lists } = data
  const draft = { version, lists, signals, stories, table: workshop.table }
  return { stored: yield* writeRuleSet(draft), faults: [...faults, ...storyFaults] }
}

function findStoryFaults(
  data: RuleSetData,
  stories: RuleSetData['stories'],
  signals: readonly DraftSignal[],
): RuleFault[] {
  const known = new Set([...data.signals, ...data.stories].flatMap(({ id, name }) => [id, name]))
  const byName = indexBy(signals, ({ meta }) => meta.name)
  const byId = indexBy(signals, ({ meta }) => meta.id)
  const context = { signals: new Map([...byName, ...byId]), known, disabled: new Set<string>() }
  return compileStories(stories, context).faults
}

function namesOf(data: RuleSetData, ids: ReadonlySet<string>): string[] {
  const rules = [...data.signals, ...data.stories]
  return rules.filter(({ id }) => ids.has(id)).map(({ name }) => name)
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
): ReadonlyMap<string, readonly Exemption[]> {
  const signals = new Set(data.signals.flatMap(({ id, name }) => [id, name]))
  const stories = new Set(data.stories.flatMap(({ id, name }) => [id, name]))
  const exemptions = new Map<string, Exemption[]>()
  for (const filter of data.exceptions) {
    const found = new FaultList(filter.name)
    const node = compileDetection(filter.detection, 'filter', workshop, found)
    checkReferences(filter, signals, stories, found)
    faults.push(...found.found)
    if (node === undefined) continue
    const exemption = { filter: filter.id, condition: node }
    for (const reference of new Set(filter.rules)) {
      exemptions.set(reference, [...(exemptions.get(reference) ?? []), exemption])
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
  exemptions: ReadonlyMap<string, readonly Exemption[]>,
  faults: RuleFault[],
): DraftSignal | undefined {
  const found = new FaultList(meta.name)
  const condition = compileDetection(meta.detection, 'detection', workshop, found)
  faults.push(...found.found)
  if (condition === undefined) return undefined
  const added = [meta.name, meta.id].flatMap((key) => exemptions.get(key) ?? [])
  return { meta, condition, exemptions: [...new Set(added)] }
}

function indexBy<T>(entries: readonly T[], keyOf: (entry: T) => string): Map<string, number> {
  return new Map(entries.map((entry, i) => [keyOf(entry), i]))
}
