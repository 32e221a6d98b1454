import { EMPTY_CONVERSATION, messageKey } from '../engine/conversation.ts'
import { judge, prepareEngine, type CompiledEngine } from '../engine/judge.ts'
import type { FilterRule, RuleSetData } from '../engine/rule-set.ts'
import type { CompiledPack } from './compile.ts'
import type { Example, RuleExamples } from './example.ts'
import { listHits } from './list-hits.ts'

export interface ExampleFailure {
  readonly path: string
  /** Line of the example in the rule's file. */
  readonly line: number
  readonly message: string
}

export interface ExampleReport {
  readonly rules: number
  readonly examples: number
  readonly failures: readonly ExampleFailure[]
}

/**
 * Runs each rule against its own examples. A signal or story must be hit by the last message of
 * each `match` and of no `near`; an exception must silence one of its rules on each `match`, and
 * none on a `near`.
 */
export function runExamples(pack: CompiledPack): ExampleReport {
  const { engine } = prepareEngine(pack.data)
  const failures: ExampleFailure[] = []
  let count = 0
  for (const examples of pack.examples) {
    count += examples.match.length + examples.near.length
    failures.push(...runRule(examples, pack.data, engine))
  }
  return { rules: pack.examples.length, examples: count, failures }
}

function runRule(
  examples: RuleExamples,
  data: RuleSetData,
  engine: CompiledEngine,
): ExampleFailure[] {
  const applies = makeProbe(examples, data, engine)
  const words = examples.kind === 'exception' ? 'silence' : 'hit'
  const failAll = (side: 'match' | 'near', wanted: boolean): ExampleFailure[] =>
    examples[side].flatMap((example, index) => {
      if (applies(example) === wanted) return []
      const line = examples.lines[side][index] ?? 1
      const verb = wanted ? `does not ${words}` : `must not ${words}`
      const what = examples.kind === 'exception' ? ' any of its rules' : ''
      const message = `${examples.rule}: ${verb}${what}: tests.${side}[${index}] ${quote(example)}`
      return [{ path: examples.path, line, message }]
    })
  return [...failAll('match', true), ...failAll('near', false)]
}

type Probe = (example: Example) => boolean

function makeProbe({ id, kind }: RuleExamples, data: RuleSetData, engine: CompiledEngine): Probe {
  if (kind !== 'exception') return (example) => findHits(example, engine).has(id)
  const exception = data.exceptions.find((rule) => rule.id === id)
  if (exception === undefined) return () => false
  const others = data.exceptions.filter((rule) => rule.id !== id)
  const without = prepareEngine({ ...data, exceptions: others }).engine
  return (example) => isSilenced(exception, findHits(example, without), findHits(example, engine))
}

function isSilenced(
  { rules }: FilterRule,
  without: ReadonlySet<string>,
  with_: ReadonlySet<string>,
): boolean {
  return rules.some((rule) => without.has(rule) && !with_.has(rule))
}

/** Ids of all signals and stories that the last message of a conversation hits. */
export function findHits(example: Example, engine: CompiledEngine): Set<string> {
  let conversation = EMPTY_CONVERSATION
  for (const message of example) {
    conversation = judge({ message, engine, conversation }).conversation
  }
  const last = example.at(-1)
  if (last === undefined) return new Set()
  const { signals, stories } = listHits(conversation, messageKey(last), engine)
  return new Set([...signals, ...stories].map(({ id }) => id))
}

function quote(example: Example): string {
  const last = example.at(-1)
  const text = last?.text === '' ? JSON.stringify(last) : (last?.text ?? '')
  const line = text.replace(/\s+/gu, ' ')
  return `"${line.length > 80 ? `${line.slice(0, 79)}…` : line}"`
}
