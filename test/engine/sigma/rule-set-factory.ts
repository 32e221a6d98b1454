import type { Event, EventValue, Scalar } from '../../../src/engine/event.ts'
import type {
  CorrelationRule,
  DetectionRule,
  FilterRule,
  RuleSetData,
} from '../../../src/engine/rule-set.ts'
import { compileRuleSet } from '../../../src/engine/sigma/compile.ts'
import { matchSignals, type SignalMatch } from '../../../src/engine/sigma/match.ts'
import { cutWords, joinWords } from '../../../src/engine/text/words.ts'

/** A value as given, or many, or full event values. */
export type FieldInput = Scalar | EventValue | readonly (Scalar | EventValue)[]

/** An event of raw fields; a plain value stands at the path that is the field's name. */
export function makeEvent(fields: Readonly<Record<string, FieldInput>>): Event {
  return {
    get(field) {
      const input = Object.hasOwn(fields, field) ? fields[field] : undefined
      if (input === undefined) return []
      const list: readonly (Scalar | EventValue)[] = Array.isArray(input) ? input : [input]
      return list.map((entry) =>
        typeof entry === 'object' ? entry : { value: entry, path: field },
      )
    },
  }
}

/** A value of `words`, with the way back. */
export function makeWords(text: string, path = 'text'): EventValue {
  const words = cutWords(text)
  return { value: joinWords(words), path, words }
}

/** `number` makes the UUID, so that rules can be told apart. */
export function makeSignal(
  detection: Readonly<Record<string, unknown>>,
  name = 'signal',
  number = 1,
): DetectionRule {
  return { id: makeId(number), name, title: name, level: 'low', detection }
}

export function makeStory(
  rules: readonly string[],
  name = 'story',
  number = 101,
  more: Partial<CorrelationRule> = {},
): CorrelationRule {
  return {
    id: makeId(number),
    name,
    title: name,
    level: 'high',
    type: 'temporal',
    rules,
    groupBy: ['thread'],
    timespan: 86_400_000,
    ...more,
  }
}

export function makeException(
  rules: readonly string[],
  detection: Readonly<Record<string, unknown>>,
  name = 'exception',
  number = 201,
): FilterRule {
  return { id: makeId(number), name, title: name, level: 'informational', rules, detection }
}

export function makeId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

export function makeRuleSet(parts: Partial<RuleSetData>): RuleSetData {
  return {
    format: 1,
    version: 'test',
    signals: [],
    stories: [],
    exceptions: [],
    lists: {
      organisations: [],
      values: {
        ats_hosts: ['jobs.example', 'hire.example'],
        starred: ['a*c'],
        nothing: [],
      },
      fileKinds: {},
    },
    ...parts,
  }
}

/** Matches one detection against one event. Throws where the rule has a fault. */
export function matchOne(
  detection: Readonly<Record<string, unknown>>,
  event: Event,
): SignalMatch | undefined {
  const { ruleSet, faults } = compileRuleSet(makeRuleSet({ signals: [makeSignal(detection)] }))
  const [fault] = faults
  if (fault !== undefined) throw new Error(`${fault.path.join('.')}: ${fault.reason}`)
  return matchSignals(ruleSet, event)[0]
}

/** Whether a lone selection hits. */
export function holds(selection: unknown, fields: Readonly<Record<string, FieldInput>>): boolean {
  const match = matchOne({ selection, condition: 'selection' }, makeEvent(fields))
  return match?.state === 'hit'
}

/** Faults of one rule as `path: reason`. */
export function findFaults(detection: Readonly<Record<string, unknown>>): string[] {
  const { faults } = compileRuleSet(makeRuleSet({ signals: [makeSignal(detection)] }))
  return faults.map(({ path, reason }) => `${path.join('/')}: ${reason}`)
}
