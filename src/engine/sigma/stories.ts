import type { CorrelationRule, CountCondition } from '../rule-set.ts'
import { isMet } from './count-condition.ts'
import { FaultList, type RuleFault } from './faults.ts'

export interface StoryMember {
  readonly kind: 'signal' | 'story'
  /** Position in the rule set's `signals` or `stories`. */
  readonly index: number
}

export interface CompiledStory {
  readonly meta: CorrelationRule
  /** In the order of `meta.rules`, without the rules that are switched off. */
  readonly members: readonly StoryMember[]
}

/** What story rules may refer to. */
export interface StoryContext {
  /** Position of a compiled signal by name and by id. */
  readonly signals: Pick<ReadonlyMap<string, number>, 'get'>
  /** Names and ids of every rule there is, switched off or faulty ones included. */
  readonly known: Pick<ReadonlySet<string>, 'has'>
  readonly disabled: ReadonlySet<string>
}

/** Compiles correlation rules so that each stands behind those it refers to. */
export function compileStories(
  rules: readonly CorrelationRule[],
  context: StoryContext,
): { stories: CompiledStory[]; faults: RuleFault[] } {
  const compiler = new StoryCompiler(rules, context)
  for (const rule of rules) compiler.compile(rule)
  return { stories: compiler.stories, faults: compiler.faults }
}

class StoryCompiler {
  readonly stories: CompiledStory[] = []
  readonly faults: RuleFault[] = []
  readonly #context: StoryContext
  readonly #rules = new Map<string, CorrelationRule>()
  /** Position of each finished story; undefined where it was left out. */
  readonly #finished = new Map<CorrelationRule, number | undefined>()
  readonly #open: CorrelationRule[] = []

  constructor(rules: readonly CorrelationRule[], context: StoryContext) {
    this.#context = context
    for (const rule of rules) {
      this.#rules.set(rule.name, rule)
      this.#rules.set(rule.id, rule)
    }
  }

  compile(rule: CorrelationRule): number | undefined {
    if (this.#finished.has(rule)) return this.#finished.get(rule)
    this.#open.push(rule)
    const members = this.#context.disabled.has(rule.id) ? [] : this.#compileMembers(rule)
    this.#open.pop()
    const isUsable = members !== undefined && canFire(rule, members.length)
    const index = isUsable ? this.stories.push({ meta: rule, members }) - 1 : undefined
    this.#finished.set(rule, index)
    return index
  }

  #compileMembers(rule: CorrelationRule): StoryMember[] | undefined {
    const faults = new FaultList(rule.name)
    checkTerms(rule, this.#context.known, faults)
    const members: StoryMember[] = []
    for (const [i, reference] of rule.rules.entries()) {
      const member = this.#compileMember(reference, ['correlation', 'rules', i], faults)
      if (member !== undefined) members.push(member)
    }
    this.faults.push(...faults.found)
    return faults.found.length === 0 ? members : undefined
  }

  #compileMember(
    reference: string,
    path: readonly (string | number)[],
    faults: FaultList,
  ): StoryMember | undefined {
    const signal = this.#context.signals.get(reference)
    if (signal !== undefined) return { kind: 'signal', index: signal }
    const story = this.#rules.get(reference)
    if (story === undefined) {
      if (!this.#context.known.has(reference)) faults.add(path, `there is no rule "${reference}"`)
      return undefined
    }
    const start = this.#open.indexOf(story)
    if (start >= 0) {
      const circle = [...this.#open.slice(start), story].map(({ name }) => name)
      faults.add(path, `the rule refers back to itself: ${circle.join(' → ')}`)
      return undefined
    }
    const index = this.compile(story)
    return index === undefined ? undefined : { kind: 'story', index }
  }
}

function checkTerms(rule: CorrelationRule, known: StoryContext['known'], faults: FaultList): void {
  const path = ['correlation', 'condition']
  if (rule.rules.length === 0) faults.add(['correlation', 'rules'], 'a story needs rules')
  if (!(rule.timespan > 0 && Number.isFinite(rule.timespan))) {
    faults.add(['correlation', 'timespan'], 'the time span must be longer than nothing')
  }
  const counts = rule.type === 'event_count' || rule.type === 'value_count'
  if (counts && rule.condition === undefined) faults.add(path, `"${rule.type}" needs a condition`)
  if (rule.condition !== undefined) checkCondition(rule, rule.condition, faults)
  for (const [alias, fields] of Object.entries(rule.aliases ?? {})) {
    for (const name of Object.keys(fields)) {
      if (known.has(name)) continue
      faults.add(['correlation', 'aliases', alias, name], `there is no rule "${name}"`)
    }
  }
}

function checkCondition(rule: CorrelationRule, condition: CountCondition, faults: FaultList): void {
  const path = ['correlation', 'condition']
  const { field, ...limits } = condition
  if (Object.keys(limits).length === 0) {
    faults.add(path, 'the condition needs one of gt, gte, lt, lte, eq, neq')
  } else if (!canFire(rule, rule.rules.length)) {
    faults.add(path, `the condition can never be met by ${rule.rules.length} rules`)
  }
  if (rule.type === 'value_count' && field === undefined) {
    faults.add([...path, 'field'], '"value_count" needs the field whose values it counts')
  }
  if (rule.type !== 'value_count' && field !== undefined) {
    faults.add([...path, 'field'], `"${rule.type}" counts no values: leave "field" out`)
  }
}

/** Whether a story can still come true when `available` of its rules are in use. */
function canFire(rule: CorrelationRule, available: number): boolean {
  if (available === 0) return false
  const { type, condition, rules } = rule
  if (type === 'event_count' || type === 'value_count') return true
  if (condition === undefined) return available === rules.length
  return Array.from({ length: available }, (_, i) => i + 1).some((n) => isMet(condition, n))
}
