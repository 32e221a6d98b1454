import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
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
