import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Event, EventValue } from '../../../src/engine/event.ts'
import { compileRuleSet } from '../../../src/engine/sigma/compile.ts'
import { decidePending, matchSignals } from '../../../src/engine/sigma/match.ts'
import { makeEvent, makeRuleSet, makeSignal, makeWords } from './rule-set-factory.ts'

/** Sigma as a few lines that any reader can check, for the rules that are generated here. */
function judgeNaively(
  rule: Generated,
  fields: Readonly<Record<string, readonly string[]>>,
): boolean {
  const truth = new Map(
    Object.entries(rule.selections).map(([name, lines]) => [
      name,
      lines.every((line) => holdsNaively(line, fields)),
    ]),
  )
  const evaluate = (tree: Tree): boolean => {
    if (typeof tree === 'string') return truth.get(tree) ?? false
    if (tree[0] === 'not') return !evaluate(tree[1])
    if (tree[0] === 'of') return [...truth.values()].filter(Boolean).length >= tree[1]
    if (tree[0] === 'and') return evaluate(tree[1]) && evaluate(tree[2])
    return evaluate(tree[1]) || evaluate(tree[2])
  }
  return evaluate(rule.tree)
}

function holdsNaively(line: Line, fields: Readonly<Record<string, readonly string[]>>): boolean {
  const values = fields[line.field] ?? []
  const fits = (needle: string): boolean =>
    values.some((value) => {
      const [text, wanted] = [value.toLowerCase(), needle.toLowerCase()]
      if (line.how === 'startswith') return text.startsWith(wanted)
      if (line.how === 'endswith') return text.endsWith(wanted)
      return line.how === 'contains' ? text.includes(wanted) : text === wanted
    })
  return line.all ? line.needles.every(fits) : line.needles.some(fits)
}

interface Line {
  readonly field: string
  readonly how: '' | 'contains' | 'startswith' | 'endswith'
  readonly all: boolean
  readonly needles: readonly string[]
}
type Tree =
  string | readonly ['not', Tree] | readonly ['and' | 'or', Tree, Tree] | readonly ['of', number]
interface Generated {
  readonly selections: Readonly<Record<string, readonly Line[]>>
  readonly tree: Tree
}

const word = fc.constantFrom('a', 'b', 'cd', 'pay', 'fee', 'ab', 'ба', '支')
const someWords = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
const needle = fc.oneof(
  { arbitrary: someWords.map((words) => ` ${words} `), weight: 5 },
  someWords,
  someWords.map((words) => ` ${words}`),
  someWords.map((words) => words.toUpperCase()),
)
const line: fc.Arbitrary<Line> = fc
  .record({
    field: fc.constantFrom('words', 'words', 'words', 'text', 'thread.signals'),
    how: fc.constantFrom('contains', 'contains', 'contains', 'startswith', 'endswith', ''),
    all: fc.boolean(),
    needles: fc.uniqueArray(needle, { minLength: 1, maxLength: 4 }),
  })
  .map((made) => ({ ...made, all: made.all && made.needles.length > 1 }))
const NAMES = ['s1', 's2', 's3']
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(...NAMES),
    fc.tuple(fc.constant('not' as const), tie('tree')),
    fc.tuple(fc.constantFrom('and' as const, 'or' as const), tie('tree'), tie('tree')),
    fc.tuple(fc.constant('of' as const), fc.integer({ min: 1, max: 3 })),
  ),
}))
const lines = fc.array(line, { minLength: 1, maxLength: 2 })
const generated: fc.Arbitrary<Generated> = fc.record({
  selections: fc.record({ s1: lines, s2: lines, s3: lines }),
  tree,
})

function printTree(of: Tree): string {
  if (typeof of === 'string') return of
  if (of[0] === 'not') return `not (${printTree(of[1])})`
  if (of[0] === 'of') return `${of[1]} of them`
  return `(${printTree(of[1])}) ${of[0]} (${printTree(of[2])})`
}

function toDetection(rule: Generated): Record<string, unknown> {
  const selections = Object.entries(rule.selections).map(([name, some]): [string, unknown] => [
    name,
    Object.fromEntries(
      some.map(({ field, how, all, needles }) => [
        [field, how, all ? 'all' : ''].filter(Boolean).join('|'),
        needles,
      ]),
    ),
  ])
  return { ...Object.fromEntries(selections), condition: printTree(rule.tree) }
}

/** Lines of the same key in one map replace each other, as in YAML: keep the last of them. */
function withoutRepeats(rule: Generated): Generated {
  const keep = (some: readonly Line[]): Line[] => [
    ...new Map(some.map((made) => [`${made.field}|${made.how}|${made.all}`, made])).values(),
  ]
  const selections = Object.fromEntries(
    Object.entries(rule.selections).map(([name, some]) => [name, keep(some)]),
  )
  return { ...rule, selections }
}

const texts = fc.array(
  fc.array(word, { maxLength: 12 }).map((words) => words.join(' ')),
  { maxLength: 3 },
)

describe('the matcher', () => {
  test('decides as the naive reading of the rules, conversation included', () => {
    fc.assert(
      fc.property(
        fc.array(generated.map(withoutRepeats), { minLength: 1, maxLength: 6 }),
        texts,
        fc.array(needle, { maxLength: 3 }),
        (rules, messages, context) => {
          const signals = rules.map((rule, i) => makeSignal(toDetection(rule), `r${i}`, i + 1))
          const { ruleSet, faults } = compileRuleSet(makeRuleSet({ signals }))
          expect(faults).toEqual([])
          const words = messages.map((text) => makeWords(text))
          const event = makeEvent({ words, text: messages })
          const conversation = makeEvent({ 'thread.signals': context })
          const hits = matchSignals(ruleSet, event).filter(
            ({ state, signal, decided = '', spans }) =>
              state === 'hit' ||
              decidePending(ruleSet, { rule: signals[signal]!.id, decided, spans }, conversation),
          )
          const fields = {
            words: words.map(({ value }) => String(value)),
            text: messages,
            'thread.signals': context,
          }
          const expected = rules.flatMap((rule, i) => (judgeNaively(rule, fields) ? [i] : []))
          expect(hits.map(({ signal }) => signal)).toEqual(expected)
        },
      ),
      { numRuns: 1000 },
    )
  }, 60_000)

  test('points at the phrase with every hit of one', () => {
    fc.assert(
      fc.property(
        fc.array(someWords, { minLength: 1, maxLength: 20 }),
        fc.array(word).map((w) => w.join(', ')),
        (phrases, text) => {
          const signals = phrases.map((phrase, i) =>
            makeSignal({ s: { 'words|contains': ` ${phrase} ` }, condition: 's' }, `r${i}`, i + 1),
          )
          const { ruleSet } = compileRuleSet(makeRuleSet({ signals }))
          const joined = ` ${text.split(', ').join(' ')} `
          const matches = matchSignals(ruleSet, makeEvent({ words: makeWords(text) }))
          expect(matches.map(({ signal }) => signal)).toEqual(
            phrases.flatMap((phrase, i) => (joined.includes(` ${phrase} `) ? [i] : [])),
          )
          for (const { signal, spans } of matches) {
            expect(spans.length).toBeGreaterThan(0)
            for (const { start, end } of spans) {
              expect(text.slice(start, end).split(', ').join(' ')).toBe(phrases[signal])
            }
          }
        },
      ),
      { numRuns: 1000 },
    )
  }, 60_000)
})

describe('hostile input', () => {
  const key = fc
    .tuple(
      fc.constantFrom('f', 'words', 'text', '', 'thread.signals', '__proto__', 'constructor'),
      fc.array(
        fc.constantFrom(
          'contains',
          'startswith',
          'endswith',
          'all',
          'cased',
          're',
          'i',
          'm',
          's',
          'cidr',
          'lt',
          'gte',
          'neq',
          'exists',
          'fieldref',
          'base64',
          'base64offset',
          'utf16',
          'wide',
          'windash',
          'expand',
          'hour',
          'week',
          'nonsense',
        ),
        { maxLength: 3 },
      ),
    )
    .map(([field, modifiers]) => [field, ...modifiers].join('|'))
  const scalar = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '*',
      '?',
      '\\',
      '%ats_hosts%',
      '%',
      '(',
      'a{1000}',
      '[^]',
      '1.2.3.4/8',
      '::/0',
      ' a b ',
      'f',
      'thread.x',
    ),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
  )
  const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.object({ maxDepth: 1 }))
  const sound = fc.constantFrom<Record<string, unknown>[]>(
    { 'f|contains': ['a', 'b*c'] },
    { 'words|contains': [' a ', ' b c ', 'd'] },
    { 'f|re|i': '(a|bc)+\\d', text: null },
    { 'f|lt': 5, 'text|exists': true },
    { 'f|cidr': '1.2.3.0/24' },
    { 'f|hour|gte': 5 },
    { 'thread.signals|contains|neq': 'a' },
    { 'f|fieldref|contains': 'text' },
    { 'f|expand|windash': '-%ats_hosts%' },
    { 'f|wide|base64offset|contains': 'a' },
    { '|all': ['a', 'b?'] },
  )
  const selection = fc.oneof(
    { arbitrary: sound, weight: 5 },
    { arbitrary: fc.dictionary(key, value, { maxKeys: 3 }), weight: 4 },
    fc.array(fc.oneof(scalar, fc.dictionary(key, value, { maxKeys: 2 })), { maxLength: 3 }),
    fc.anything(),
  )
  const condition = fc.oneof(
    {
      arbitrary: fc.constantFrom(
        's1',
        'not s1',
        's1 and s2',
        '1 of them',
        'all of s*',
        '2 of them',
      ),
      weight: 3,
    },
    fc.string(),
    fc.anything(),
  )
  const anyText = fc.string({ unit: 'binary' })
  const scalarValue = fc.oneof(
    anyText,
    fc.double(),
    fc.boolean(),
    fc.constantFrom('1.2.3.4', '2026-01-01'),
  )

  test('gives faults, never an exception', () => {
    let compiled = 0
    fc.assert(
      fc.property(
        selection,
        selection,
        condition,
        fc.array(scalarValue, { maxLength: 3 }),
        (s1, s2, of, values) => {
          const rule = makeSignal({ s1, s2, condition: of })
          const { ruleSet, faults } = compileRuleSet(makeRuleSet({ signals: [rule] }))
          expect(ruleSet.signals).toHaveLength(faults.length === 0 ? 1 : 0)
          for (const fault of faults) {
            expect(fault.rule).toBe('signal')
            expect(fault.reason).toMatch(/\S/)
            expect(fault.path[0]).toBe('detection')
          }
          compiled += ruleSet.signals.length
          const words: EventValue[] = values.map((text) => makeWords(String(text)))
          const event: Event = makeEvent({
            f: values,
            text: values,
            words,
            'thread.signals': values,
          })
          for (const { signal, decided = '', spans } of matchSignals(ruleSet, event)) {
            expect(signal).toBe(0)
            decidePending(ruleSet, { rule: rule.id, decided, spans }, event)
          }
        },
      ),
      { numRuns: 2000 },
    )
    expect(compiled).toBeGreaterThan(100)
  }, 60_000)
})
