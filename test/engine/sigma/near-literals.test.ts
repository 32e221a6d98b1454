import { RE2JS } from 're2js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldCase } from '../../../src/engine/sigma/fold.ts'
import { mayFitNear } from '../../../src/engine/sigma/near-literals.ts'
import { measureReach, toUnits } from '../../../src/engine/sigma/regex-reach.ts'
import { listRequiredLiterals } from '../../../src/engine/sigma/required-literals.ts'

const PATTERNS = [
  '(?i)(pay|send)[^\\n]{0,9}(back|home)',
  '\\bpay \\d{2}\\b',
  '(?i)back[^\\n]{1,6}pay',
]
const unit = fc.constantFrom('pay', 'PAY ', 'back', 'send', 'home', ' 12', ' ', '\n', 'x', '.')
const text = fc
  .array(fc.tuple(unit, fc.constantFrom(0, 0, 1, 5, 80)))
  .map((parts) => parts.map(([part, gap]) => part + '-'.repeat(gap)).join(''))

function mayFit(pattern: string, whole: string): boolean {
  const needed = listRequiredLiterals(pattern).map((texts) => texts.map(foldCase))
  const reach = toUnits(measureReach(pattern) ?? 0, whole)
  return mayFitNear(RE2JS.compile(pattern), whole, foldCase(whole), needed, reach)
}

describe('an expression tried around what it must hold', () => {
  test('is found wherever it fits', () => {
    let fitting = 0
    fc.assert(
      fc.property(fc.constantFrom(...PATTERNS), text, (pattern, whole) => {
        if (!RE2JS.compile(pattern).test(whole)) return
        fitting += 1
        expect(mayFit(pattern, whole)).toBe(true)
      }),
      { numRuns: 3000 },
    )
    expect(fitting).toBeGreaterThan(100)
  })

  test.each([
    ['one of the lists is missing', 'pay and pay', false],
    ['they stand too far apart', `pay ${'-'.repeat(300)} back`, false],
    ['in the wrong order', `back to pay ${'-'.repeat(300)}`, false],
    ['in reach', `${'-'.repeat(300)} Pay me back ${'-'.repeat(300)}`, true],
  ])('%s', (_, whole, expected) => {
    expect(mayFit('(?i)(pay|send)[^\\n]{0,9}(back|home)', whole)).toBe(expected)
  })
})
