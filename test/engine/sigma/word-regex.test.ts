import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileRuleSet } from '../../../src/engine/sigma/compile.ts'
import { matchSignals } from '../../../src/engine/sigma/match.ts'
import { PreparedValue } from '../../../src/engine/sigma/prepared-value.ts'
import { RegexTest } from '../../../src/engine/sigma/regex-test.ts'
import { WordSequenceTest } from '../../../src/engine/sigma/word-sequence-test.ts'
import { makeEvent, makeRuleSet, makeSignal, makeWords } from './rule-set-factory.ts'

describe('a regular expression on words', () => {
  const piece = fc.constantFrom(
    'a',
    'ab',
    'cd',
    'cda',
    'pay',
    'pa[^ ]+',
    'pay(s|ing)?',
    'fee',
    '\\d+',
    '.',
  )
  const group = fc.array(piece, { minLength: 1, maxLength: 4 }).map((all) => `(${all.join('|')})`)
  const joint = fc.constantFrom(' ', ' ', ' ([^ ]+ ){0,2}', '( x)? ', ' (ab )*', '', ' ?')
  const pattern = fc
    .tuple(
      fc.array(fc.tuple(group, joint), { minLength: 1, maxLength: 3 }),
      fc.constantFrom(' ', ''),
    )
    .map(([pairs, head]) => head + pairs.map((pair) => pair.join('')).join(''))
  const spoken = fc.constantFrom(
    'a',
    'ab',
    'cd',
    'cda',
    'pay',
    'pays',
    'pat',
    'paying',
    'fee',
    'x',
    '7',
  )

  test('holds where it is found in the joined words, whatever the index leaves out', () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { minLength: 1, maxLength: 5 }),
        fc.array(spoken, { maxLength: 12 }).map((all) => all.join(' ')),
        (patterns, text) => {
          const signals = patterns.map((re, i) =>
            makeSignal({ s: { 'words|re': re }, condition: 's' }, `r${i}`, i + 1),
          )
          const { ruleSet, faults } = compileRuleSet(makeRuleSet({ signals }))
          expect(faults).toEqual([])
          const words = makeWords(text)
          const found = matchSignals(ruleSet, makeEvent({ words })).map(({ signal }) => signal)
          const expected = patterns.flatMap((re, i) =>
            new RegExp(re, 'u').test(String(words.value)) ? [i] : [],
          )
          expect(found).toEqual(expected)
        },
      ),
      { numRuns: 2000 },
    )
  }, 60_000)

  const choice = fc.constantFrom(
    ...['a', 'ab', 'cd', 'pay', 'ab cd', 'a b', 'pa[^ ]*', 'pay[^ ]+', '7'],
    ...['ab (cd|a b)', '(x )?(pa[^ ]*|b (7|cd))', '(a|b)'],
  )
  const choices = fc
    .array(choice, { minLength: 1, maxLength: 4 })
    .map((all) => `(${all.join('|')}) `)
  const element = fc.oneof(
    { arbitrary: choices, weight: 3 },
    fc.constantFrom('([^ ]+ ){0,2}', '(x )?', '(ab |a ){1,3}', '(?:a )*', '(a b )+'),
    fc.constantFrom('pay(s|ing)? ', '[^ ]+ ', '\\d{1,2} ', '[a-z]{0,2}\\d{1,3} ', 'c[^ ]* '),
  )
  const wholeWords = fc
    .array(element, { minLength: 1, maxLength: 4 })
    .map((elements) => ` ${elements.join('')}`)

  test('finds among whole words what a regular expression finds in the joined ones', () => {
    let taken = 0
    fc.assert(
      fc.property(
        wholeWords,
        fc.array(fc.oneof(spoken, fc.constantFrom('b', 'b', '12', 'ab7')), { maxLength: 16 }),
        (pattern, words) => {
          const regex = RegexTest.compile(pattern, [], [])
          const sequence = WordSequenceTest.compile(regex)
          if (sequence === undefined) return
          taken += 1
          const value = new PreparedValue(makeWords(words.join(' ')))
          const found = [...value.text.matchAll(new RegExp(pattern, 'g'))]
            .map(({ 0: { length }, index }) => [index, index + length])
            .slice(0, 8)
          expect(sequence.holds(value)).toBe(found.length > 0)
          expect(sequence.locate(value)).toEqual(found)
          expect(sequence.locate(value)).toEqual(regex.locate(value))
        },
      ),
      { numRuns: 3000 },
    )
    expect(taken).toBeGreaterThan(1000)
  }, 60_000)

  test.each([
    [' (pay|send) ([^ ]+ ){0,3}(fee|first month) ', 'send it for the first month', true],
    [' (pay|send) ([^ ]+ ){0,3}(fee|first month) ', 'send it for the very first month', false],
    [' \\d{1,2} (percent|prozent) ', 'keep 10 percent', true],
    [' \\d{1,2} (percent|prozent) ', 'keep 100 percent', false],
    [' (run|start) (it|on (your|my) (pc|own (one|two))) ', 'run on my own two', true],
    [' (run|start) (it|on (your|my) (pc|own (one|two))) ', 'run on my own too', false],
    [' weiterleit[^ ]+ ', 'bitte weiterleiten', true],
    [' weiterleit[^ ]+ ', 'bitte weiterleit', false],
  ])('%s in "%s": %s, among whole words', (pattern, text, isFound) => {
    const sequence = WordSequenceTest.compile(RegexTest.compile(pattern, [], []))
    expect(sequence?.holds(new PreparedValue(makeWords(text)))).toBe(isFound)
  })

  test.each(['pay ', ' pay', ' a.b ', ' [^a] ', ' (a|b)', ' (a )*', ' a\\b ', ' ((a )?)* b '])(
    'leaves %s to the linear engine',
    (pattern) => {
      expect(WordSequenceTest.compile(RegexTest.compile(pattern, [], []))).toBeUndefined()
    },
  )

  test('that counts far holds where it would if it counted at once', () => {
    const part = fc.constantFrom('\\d{1,12}', '[^\\n]{0,10}', 'a{2,11}', '(fee|get)', 'x?', ' ')
    const letters = fc.constantFrom('1', '77', 'a', 'aa', 'fee', 'get', 'x', ' ', '\n', 'zzzzzz')
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 5 }).map((all) => all.join('')),
        fc.array(letters, { maxLength: 20 }).map((all) => all.join('')),
        (pattern, text) => {
          const value = new PreparedValue({ value: text })
          expect(RegexTest.compile(pattern, [], []).holds(value)).toBe(
            new RegExp(pattern).test(text),
          )
        },
      ),
      { numRuns: 2000 },
    )
  })

  test.each(['a\\{2,10}', '[{]2,10}', 'a{2,10}'])('%s is read as it is written', (pattern) => {
    const test = RegexTest.compile(pattern, [], [])
    for (const text of ['a', 'aa', 'a{2,10}', '{2,10}', 'aaaaaaaaaaaa', '{']) {
      const expected = new RegExp(pattern).test(text)
      expect(test.holds(new PreparedValue({ value: text }))).toBe(expected)
    }
  })
})
