import { RE2JS } from 're2js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldCase } from '../../../src/engine/sigma/fold.ts'
import { joinWindows } from '../../../src/engine/sigma/near-literals.ts'
import { measureBehind } from '../../../src/engine/sigma/regex-chain.ts'
import { measureReach, toUnits } from '../../../src/engine/sigma/regex-reach.ts'
import { isScannable, MAX_ENDS, TextScanner } from '../../../src/engine/sigma/text-scanner.ts'

const PATTERNS = [
  '(?i)(pay|send|\\d{2,4})[^\\n]{0,9}(back|home|get)[^\\n]{0,6}\\d{2,6}',
  '(?i)(pay|send) ?(back|home)[^\\n]{0,9}',
  '\\bpay \\d{2}\\b',
  '(?i)back[^\\n]{1,6}pay|^home|\\d\\d$',
  '(?im)^pay|back$',
  '[$€]\\s?([6-9]\\d|[1-4]\\d\\d)(\\s?[-–]\\s?[$€]?\\s?\\d{2,3})?\\s?(/|per|an)\\s?h',
  '(?i:PAY) (back|Home)',
  'pa[^a-x]+?\\Bb',
  '[„“"][^„“"\\n]{3,9}[”“"]',
  '(?i)(key|code)\\b\\W{0,3}[:=]\\W{0,3}[^\\s]{0,24}[0-9#!]',
  '(?i)([^\\p{L}]|^)(k|ſ|straße|σ)([^\\p{L}]|$)',
  '(?s)pay.{2,12}home',
  '\\S{3,}\\d\\D',
]
const LITERALS = [
  'pay',
  'back',
  'ck h',
  'k',
  '$',
  'straße',
  'σας',
  '😀',
  'äö',
  '\n',
  'home 12',
  'p',
]

const unit = fc.constantFrom(
  ...[
    'pay',
    'PAY ',
    'back',
    'send',
    'home',
    'Home ',
    'get',
    ' 12',
    '345',
    'min',
    'hour',
    'h',
    'per',
  ],
  ...[
    ' ',
    '\n',
    'x',
    '.',
    '$',
    '€ ',
    '/',
    '-',
    '"',
    '„',
    'key',
    'code: ',
    '= ',
    '#',
    '_',
    'K',
    'ſ',
  ],
  ...['straße', 'ΣΑΣ', 'σας', '😀', 'äö', 'ÄÖ', 'İ', '\ud800', '\udc00', 'STRASSE', 'a'],
)
const likely = [
  '$95 / h',
  '€ 120 per h',
  'code: 7',
  'key= x#',
  ' pay 12 ',
  ' k ',
  'pay back',
  'pazzb',
  'pay home',
]
const text = fc
  .array(fc.oneof({ arbitrary: unit, weight: 4 }, fc.constantFrom(...likely)), { maxLength: 20 })
  .map((parts) => parts.join(''))
const scanner = new TextScanner(
  PATTERNS.map((pattern) => ({ pattern, flags: '' })),
  LITERALS.map((literal, number) => [literal, number] as const),
)

describe('one pass for all expressions and literals', () => {
  test('finds every literal, and no other', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const found = [...(scanner.scan(whole)?.literals ?? [])].sort((a, b) => a - b)
        const expected = LITERALS.flatMap((literal, number) =>
          foldCase(whole).includes(literal) ? [number] : [],
        )
        expect(found).toEqual(expected)
      }),
      { numRuns: 5000 },
    )
  })

  test('leaves out no expression that fits, and tells where its matches end', () => {
    const fitting = PATTERNS.map(() => 0)
    let possible = 0
    fc.assert(
      fc.property(text, (whole) => {
        const found = scanner.scan(whole)
        possible += found?.patterns.length ?? 0
        for (const [number, pattern] of PATTERNS.entries()) {
          const matcher = RE2JS.compile(pattern).matcher(whole)
          if (!matcher.find()) continue
          fitting[number] = (fitting[number] ?? 0) + 1
          const ends = found?.ends[found.patterns.indexOf(number)]
          expect(ends).toBeDefined()
          const reach = measureReach(pattern)
          if (ends === undefined || reach === undefined || ends.length === MAX_ENDS) continue
          const units = {
            reach: toUnits(reach, whole),
            behind: toUnits(measureBehind(pattern, ''), whole),
          }
          const windows = joinWindows(ends, units, whole.length)
          const start = matcher.start()
          const end = matcher.end()
          expect(windows.some(([from, to]) => from <= start && end <= to)).toBe(true)
        }
      }),
      { numRuns: 2500 },
    )
    expect(fitting.filter((count) => count < 5)).toEqual([])
    const right = fitting.reduce((sum, count) => sum + count, 0)
    expect(right / possible).toBeGreaterThan(0.4)
  }, 60_000)

  test.each([
    'a*',
    '\\d?',
    '(?i)',
    '(a|b*)',
    '[^\\n]{0,70}',
    '\\p{Greek}',
    '^',
    '(?P<n>a)',
    '.{0,70}',
  ])('can not look for %s', (pattern) => {
    expect(isScannable(pattern, '')).toBe(false)
  })

  test.each([
    ['another line between the parts', 'pay you\nback 12', false],
    ['too far apart', `pay ${'-'.repeat(90)}back 12`, false],
    ['in the wrong order', 'back pay 12', false],
    ['in a row', 'pay you back in 12', true],
  ])('parts that stand %s', (_, whole, expected) => {
    const few = [{ pattern: 'pay[^\\n]{0,40}back[^\\n]{0,9}\\d{2,6}', flags: 'i' }]
    expect(new TextScanner(few, []).scan(whole)?.patterns).toEqual(expected ? [0] : [])
  })

  test('gives a text up that takes too much, in bounded time', () => {
    // Each of many places may be the one that counts: more states than are kept.
    const pattern = '[ab]*a[ab]{4}(a|b)[ab]{4}(a|b)[ab]{4}(a|b)[ab]{4}c'
    const hostile = new TextScanner([{ pattern, flags: '' }], [])
    let bits = 1
    const random = Array.from({ length: 200_000 }, () => {
      bits = (Math.imul(bits, 1103515245) + 12345) >>> 0
      return bits >>> 31 === 1 ? 'a' : 'b'
    }).join('')
    expect(hostile.scan(random)).toBeUndefined()
    expect(hostile.scan('aaaaaaaaaaaaaaaaaaaac')?.patterns).toEqual([0])
  }, 30_000)
})
