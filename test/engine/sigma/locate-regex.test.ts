import { RE2JS } from 're2js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { locateRegex } from '../../../src/engine/sigma/locate-regex.ts'
import { measureReach, toUnits } from '../../../src/engine/sigma/regex-reach.ts'

describe('the reach of a regular expression', () => {
  test.each<[string, number | undefined]>([
    ['ab', 2],
    ['pay [^\\n]{0,20}(back|home)', 28],
    ['\\bpay\\b', 3],
    ['a+', undefined],
    ['a?', undefined],
    ['a$', undefined],
    ['(^|x)a', undefined],
    ['\\Aa', undefined],
    ['a{1,1500}', undefined],
  ])('%s: %s', (pattern, expected) => {
    expect(measureReach(pattern)).toBe(expected)
  })
})

function unitsOf(pattern: string, whole: string): number | undefined {
  const reach = measureReach(pattern)
  return reach === undefined ? undefined : toUnits(reach, whole)
}

describe('places of a regular expression', () => {
  const patterns = [
    'a[^\\n]{0,9}b',
    '\\bab\\b',
    '(?i)a.{1,3}B',
    '(ab|abc|b{2,3})',
    '\\Bb',
    '[^a]b?',
    'a😀?',
  ]
  const unit = fc.constantFrom('a', 'b', 'c', ' ', '\n', 'A', '😀', '_')
  const text = fc
    .array(fc.tuple(fc.string({ unit, maxLength: 12 }), fc.integer({ min: 0, max: 300 })))
    .map((parts) => parts.map(([part, gap]) => part + '.'.repeat(gap)).join(''))

  test('are the same with windows as without', () => {
    fc.assert(
      fc.property(fc.constantFrom(...patterns), text, (pattern, whole) => {
        const regex = RE2JS.compile(pattern)
        const reach = toUnits(measureReach(pattern) ?? NaN, whole)
        expect(reach).toBeGreaterThan(0)
        expect(locateRegex(regex, whole, reach, 8)).toEqual(locateRegex(regex, whole, undefined, 8))
      }),
      { numRuns: 1500 },
    )
  })

  test('are those that the expression finds by itself', () => {
    fc.assert(
      fc.property(fc.constantFrom(...patterns, 'a*'), text, (pattern, whole) => {
        const regex = RE2JS.compile(pattern)
        const matcher = regex.matcher(whole)
        const expected: [number, number][] = []
        while (expected.length < 8 && matcher.find())
          expected.push([matcher.start(), matcher.end()])
        expect(locateRegex(regex, whole, unitsOf(pattern, whole), 8)).toEqual(expected)
      }),
      { numRuns: 500 },
    )
  })
})
