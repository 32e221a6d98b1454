import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PreparedValue } from '../../../src/engine/sigma/prepared-value.ts'
import { RegexTest } from '../../../src/engine/sigma/regex-test.ts'
import { WordSequenceTest } from '../../../src/engine/sigma/word-sequence-test.ts'
import { cutWords, joinWords } from '../../../src/engine/text/words.ts'

const word = fc.constantFrom('pay', 'the', 'fee', 'now', 'paying')
const part = fc.oneof(
  word,
  fc.tuple(word, word).map(([a, b]) => `(?:${a}|${b})`),
  word.map((text) => `${text}[a-z]*`),
)
const gap = fc.constantFrom('', '([^ ]+ ){0,3}', '([^ ]+ )?', '([^ ]+ ){2}', '([^ ]+ )*', '(the )+')
const pattern = fc
  .tuple(part, fc.array(fc.tuple(gap, part), { maxLength: 4 }))
  .map(([first, rest]) => ` ${first} ${rest.map(([skip, next]) => `${skip}${next} `).join('')}`)
// Long enough for several numbers of 32 places.
const text = fc.array(fc.oneof(word, fc.constant('other')), { minLength: 1, maxLength: 120 })

/** A few words behind so many others that the beginning is tried by itself. */
const longText = fc
  .tuple(fc.integer({ min: 100, max: 200 }), fc.array(word, { minLength: 1, maxLength: 12 }))
  .map(([before, words]) => [...Array<string>(before).fill('other'), ...words])
const bounded = fc.constantFrom('', '([^ ]+ ){0,3}', '([^ ]+ )?', '([^ ]+ ){2,40}', '(the )?')
const shortPattern = fc
  .tuple(part, bounded, part)
  .map(([first, skip, next]) => ` ${first} ${skip}${next} `)

function check(source: string, words: readonly string[]): void {
  const sequence = WordSequenceTest.compile(RegexTest.compile(source, [], ['pattern']))
  const view = cutWords(words.join(' '))
  const joined = joinWords(view)
  const value = new PreparedValue({ value: joined, path: 'text', words: view })
  expect(sequence?.holds(value)).toBe(new RegExp(source).test(joined))
}

describe('a sequence tried at all words at once', () => {
  it('fits where its regular expression does', () => {
    fc.assert(fc.property(pattern, text, check), { numRuns: 2000 })
  })

  it('fits in a long text where its regular expression does', () => {
    fc.assert(fc.property(shortPattern, longText, check), { numRuns: 500 })
  })
})
