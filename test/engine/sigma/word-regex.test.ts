import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileRuleSet } from '../../../src/engine/sigma/compile.ts'
import { matchSignals } from '../../../src/engine/sigma/match.ts'
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
})
