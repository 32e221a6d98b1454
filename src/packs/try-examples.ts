import { EMPTY_CONVERSATION, type Span } from '../engine/conversation.ts'
import { judge, prepareEngine, type CompiledEngine } from '../engine/judge.ts'
import { readPath } from '../engine/message-path.ts'
import type { DetectionRule, FilterRule, RuleSetData } from '../engine/rule-set.ts'
import type { Evidence } from '../engine/verdict.ts'
import type { Example } from './example.ts'
import { locateHits } from './locate-hits.ts'
import { listNamedSignals } from './named-signals.ts'

/** What became of one example. */
export interface Trial {
  /** Whether the rule holds on its last message; of an exception: whether it silences a rule there. */
  readonly applies: boolean
  /** In the last message: of the rule, or of those that an exception silences. */
  readonly evidence: readonly Evidence[]
}

/** What examples are tried with. */
export interface TrialRules {
  /** The rules as data. */
  readonly data: RuleSetData
  /** The same rules in the form that is opened fastest; `data` by default. */
  readonly engine?: RuleSetData
  /** Ids of rules that are switched off. */
  readonly disabled: ReadonlySet<string>
}

/**
 * Judges examples of a rule by a whole rule set, without the rules that are switched off but always
 * with the rule itself. Nothing for an id that is not there.
 */
export function tryExamples(
  id: string,
  examples: readonly Example[],
  { data, engine: rules = data, disabled }: TrialRules,
): Trial[] | undefined {
  const others = new Set([...disabled].filter((other) => other !== id))
  const exception = data.exceptions.find((rule) => rule.id === id)
  if (exception !== undefined) return tryException(exception, examples, data, others)
  if (![...data.signals, ...data.stories].some((rule) => rule.id === id)) return undefined
  const { engine } = prepareEngine(rules, { disabled: others })
  return examples.map((example) => {
    const spans = findSpans(example, engine).get(id)
    return { applies: spans !== undefined, evidence: quote(example, spans ?? []) }
  })
}

/** With the exception's own signals alone: a whole rule set takes seconds to compile without it. */
function tryException(
  exception: FilterRule,
  examples: readonly Example[],
  data: RuleSetData,
  disabled: ReadonlySet<string>,
): Trial[] {
  const signals = findCompany(exception.rules, data)
  const others = data.exceptions.filter(({ id }) => id !== exception.id && !disabled.has(id))
  const prepare = (exceptions: readonly FilterRule[]): CompiledEngine => {
    const { version, lists } = data
    const part = { format: 1 as const, version, signals, stories: [], exceptions, lists }
    return prepareEngine(part, { disabled }).engine
  }
  const engines = { engine: prepare([...others, exception]), without: prepare(others) }
  return examples.map((example) => trySilence(exception.rules, example, engines))
}

/** Signals by id, and those that they ask for by name. */
function findCompany(ids: readonly string[], { signals }: RuleSetData): DetectionRule[] {
  const byName = new Map(signals.map((signal) => [signal.name, signal]))
  const wanted = new Set(signals.filter(({ id }) => ids.includes(id)))
  for (const { detection } of wanted) {
    for (const name of listNamedSignals(detection)) {
      const named = byName.get(name)
      // A set that grows while it is walked through is walked to its new end.
      if (named !== undefined) wanted.add(named)
    }
  }
  return [...wanted]
}

interface Engines {
  readonly engine: CompiledEngine
  /** The same without the exception. */
  readonly without: CompiledEngine
}

function trySilence(
  rules: readonly string[],
  example: Example,
  { engine, without }: Engines,
): Trial {
  const heard = findSpans(example, engine)
  const spoken = findSpans(example, without)
  const silenced = rules.filter((rule) => spoken.has(rule) && !heard.has(rule))
  const spans = silenced.flatMap((rule) => spoken.get(rule) ?? [])
  return { applies: silenced.length > 0, evidence: quote(example, spans) }
}

function findSpans(example: Example, engine: CompiledEngine): ReadonlyMap<string, readonly Span[]> {
  let conversation = EMPTY_CONVERSATION
  for (const message of example) {
    conversation = judge({ message, engine, conversation }).conversation
  }
  const last = example.at(-1)
  return last === undefined ? new Map() : locateHits(conversation, last, engine)
}

function quote(example: Example, spans: readonly Span[]): Evidence[] {
  const last = example.at(-1)
  const seen = new Set<string>()
  return spans.flatMap(({ field, start, end }) => {
    const text = last && readPath(last, field)?.slice(start, end)
    const key = `${field} ${start} ${end}`
    if (text === undefined || text === '' || seen.has(key)) return []
    seen.add(key)
    return [{ field, start, end, text }]
  })
}
