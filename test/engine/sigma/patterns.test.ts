import fc from 'fast-check'
import { RE2JS } from 're2js'
import { describe, expect, test } from 'vitest'
import { compileRuleSet } from '../../../src/engine/sigma/compile.ts'
import { foldCase } from '../../../src/engine/sigma/fold.ts'
import { compileGlob, matchGlob } from '../../../src/engine/sigma/glob.ts'
import {
  findRequiredLiterals,
  listRequiredLiterals,
} from '../../../src/engine/sigma/required-literals.ts'
import {
  ANY,
  joinParts,
  ONE,
  type Part,
  parseSigmaString,
  printSigmaString,
} from '../../../src/engine/sigma/sigma-string.ts'
import { holds, makeRuleSet, makeSignal } from './rule-set-factory.ts'

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.constant<Part>(ANY),
  fc.constant<Part>(ONE),
  fc.string({
    unit: fc.constantFrom('a', 'b', 'c', '*', '?', '\\', '😀'),
    minLength: 1,
    maxLength: 3,
  }),
)
const parts = fc.array(part, { maxLength: 7 }).map((list) => joinParts(list))

describe('Sigma strings', () => {
  test.each<[string, readonly Part[]]>([
    ['abc', ['abc']],
    ['a*b?c', ['a', ANY, 'b', ONE, 'c']],
    ['a\\b', ['a\\b']],
    ['a\\\\b', ['a\\b']],
    ['\\*', ['*']],
    ['\\?', ['?']],
    ['\\\\*', ['\\', ANY]],
    ['\\\\\\*', ['\\*']],
    ['\\\\\\', ['\\\\']],
    ['\\\\\\\\', ['\\\\']],
    ['\\', ['\\']],
    ['**', [ANY]],
    ['??', [ONE, ONE]],
    ['', []],
  ])('%j', (source, expected) => {
    expect(parseSigmaString(source)).toEqual(expected)
  })

  test('printed parts read back as themselves', () => {
    fc.assert(
      fc.property(parts, (list) => {
        expect(parseSigmaString(printSigmaString(list))).toEqual(list)
      }),
    )
  })

  test('match as the same pattern does as a native regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '😀'), maxLength: 10 })
    fc.assert(
      fc.property(parts, text, (list, whole) => {
        const source = list.map((one) => {
          if (one === ANY) return '.*'
          return one === ONE ? '.' : one.replace(/[*?\\]/g, '\\$&')
        })
        const expected = new RegExp(`^${source.join('')}$`, 'su').test(whole)
        const range = matchGlob(compileGlob(list), whole)
        expect(range !== undefined).toBe(expected)
        if (range !== undefined) {
          expect(range[0]).toBeGreaterThanOrEqual(0)
          expect(range[1]).toBeLessThanOrEqual(whole.length)
          expect(range[0]).toBeLessThanOrEqual(range[1])
        }
      }),
      { numRuns: 5000 },
    )
  }, 60_000)

  test('take time that grows with the text only, on the pattern that makes others hang', () => {
    const selection = { 'f|contains': 'a*a*a*a*a*a*a*a*a*a*b' }
    expect(holds(selection, { f: 'a'.repeat(50_000) })).toBe(false)
    expect(holds(selection, { f: `${'a'.repeat(50_000)}b` })).toBe(true)
  })
})

describe('required literals of a regular expression', () => {
  test.each<[string, readonly string[] | undefined]>([
    ['telegram', ['telegram']],
    ['t\\.me/\\w+', ['t.me/']],
    ['(?:wallet|seed) phrase', ['wallet phrase', 'seed phrase']],
    ['(wallet|seeds)!?', ['wallet', 'seeds']],
    ['ab?cde', ['abcde', 'acde']],
    ['abc+de', ['abc']],
    ['abc*de', ['ab']],
    ['ab{0,3}cd', ['cd']],
    ['ab{2}cd', ['ab']],
    ['[0-9]+ ?%', ['%']],
    ['[%٪]', ['%', '٪']],
    ['(租|借)[^\\n]{0,9}账号', ['账号']],
    [' (do|be) ([^ ]+ ){0,4}(calls?|interview) ', [' calls ', ' call ', ' interview ']],
    [' (do|be) ([^ ]+ ){0,4}(phones|interview) ', [' phones ', ' interview ']],
    ['(ab )?([^ ]+){0,4}(phones|interview) ', ['phones ', 'interview ']],
    ['x ([^ ]+ |ab){0,4}(phones|interview) ', ['phones ', 'interview ']],
    [' be ([^ ]+ )+([a-z]+ing|calling|stand[^ ]+) ', [' be ']],
    ['ab{2}c', ['ab']],
    ['(abc)?de', ['de']],
    ['x(abc){2,}d', ['xabc']],
    ['[abc]+', undefined],
    ['[]abc]de', [']de', 'ade', 'bde', 'cde']],
    ['[^]ab]cd', ['cd']],
    ['[a-c]de', ['de']],
    ['a|bcd', undefined],
    ['(a|)bcd', ['bcd']],
    ['\\d{3}', undefined],
    ['.*', undefined],
    ['x', undefined],
    ['(?i)abc', ['abc']],
    ['(?i:abc)d', ['abcd']],
    ['(?P<n>abc)', undefined],
    ['\\x41bc', ['bc']],
    ['\\Qab\\E', undefined],
    ['^dear sir$', ['dear sir']],
    ['a.bc\\nde', ['bc']],
    ['😀?ab', ['ab']],
  ])('%s', (pattern, expected) => {
    RE2JS.compile(pattern)
    expect(findRequiredLiterals(pattern)).toEqual(expected)
  })

  const { regex } = fc.letrec<{ regex: string }>((tie) => ({
    regex: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(
        'ab',
        'K',
        's',
        'é',
        'Σ',
        '\\.',
        '.',
        '[ab]',
        '[^a]',
        '\\d',
        '^',
        '$',
        'xyz',
        '😀',
      ),
      fc.tuple(tie('regex'), tie('regex')).map(([a, b]) => a + b),
      fc.tuple(tie('regex'), tie('regex')).map(([a, b]) => `(${a}|${b})`),
      fc
        .tuple(tie('regex'), fc.constantFrom('*', '+', '?', '*?', '{0,2}', '{2}', '{1,}'))
        .map(([a, repeat]) => `(?:${a})${repeat}`),
    ),
  }))
  const text = fc.string({
    unit: fc.constantFrom(
      'a',
      'b',
      'x',
      'y',
      'z',
      'k',
      '\u212a',
      's',
      'ſ',
      'S',
      'é',
      'É',
      'σ',
      'ς',
      'Σ',
      '.',
      '1',
      '😀',
    ),
    maxLength: 14,
  })

  test('each list says something of its own', () => {
    expect(listRequiredLiterals('(pay|send) [^\\n]{0,20}(receive|return)')).toEqual([
      ['receive', 'return'],
      ['pay ', 'send '],
    ])
  })

  test('one of each list stands in every text that matches, in any case', () => {
    let matched = 0
    fc.assert(
      fc.property(regex, text, fc.boolean(), (pattern, whole, isInsensitive) => {
        const lists = listRequiredLiterals(pattern)
        const flags = isInsensitive ? RE2JS.CASE_INSENSITIVE : 0
        if (lists.length === 0 || !RE2JS.compile(pattern, flags).matcher(whole).find()) return
        matched += 1
        const folded = foldCase(whole)
        for (const literals of lists) {
          expect(literals.some((literal) => folded.includes(foldCase(literal)))).toBe(true)
        }
      }),
      { numRuns: 5000 },
    )
    expect(matched).toBeGreaterThan(20)
  }, 60_000)
})

describe('the cost of a rule', () => {
  test.each([
    [{ 'words|contains': ' run this ' }, 'index'],
    [{ 'words|contains': [' run this ', ' paste '], 'sender.domain': 'x' }, 'index'],
    [{ 'words|contains': ' run this comm' }, 'index'],
    [{ 'words|contains': ' run * command ' }, 'index'],
    [{ 'words|contains': 'comm' }, 'search'],
    [{ 'text|contains': 'run this' }, 'index'],
    [{ 'text|re': 'run +this' }, 'index'],
    [{ 'text|contains': '!' }, 'index'],
    [{ 'sender.domain|contains': 'run' }, 'search'],
    [{ 'text|re': '\\d{4}' }, 'index'],
    [{ 'text|re': '\\p{Greek}{4}' }, 'regex'],
    [{ 'text|re': '\\d{4}', 'words|contains': ' code ' }, 'index'],
  ])('%j: %s', (selection, expected) => {
    const rule = makeSignal({ selection, condition: 'selection' })
    const { ruleSet } = compileRuleSet(makeRuleSet({ signals: [rule] }))
    expect(ruleSet.signals.map(({ cost }) => cost)).toEqual([expected])
  })

  test.each<[string, string]>([
    ['selection or other', 'search'],
    ['selection and other', 'index'],
    ['not selection', 'search'],
    ['2 of them', 'index'],
    ['1 of them', 'search'],
  ])('of the condition %s: %s', (condition, expected) => {
    const selection = { 'words|contains': ' a ' }
    const detection = {
      selection,
      more: { 'words|contains': ' b ' },
      other: { 'sender.domain': 'c' },
      condition,
    }
    const { ruleSet } = compileRuleSet(makeRuleSet({ signals: [makeSignal(detection)] }))
    expect(ruleSet.signals.map(({ cost }) => cost)).toEqual([expected])
  })

  test('a regex without a literal is not run on very long texts', () => {
    const selection = { 'text|re': '\\d{4}' }
    expect(holds(selection, { text: `1234${' '.repeat(19_996)}` })).toBe(true)
    expect(holds(selection, { text: `1234${' '.repeat(19_997)}` })).toBe(false)
    expect(holds({ 'text|re': 'code \\d{4}' }, { text: `code 1234${' '.repeat(30_000)}` })).toBe(
      true,
    )
  })
})
