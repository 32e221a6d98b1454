import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Condition, parseCondition, selectNames } from '../../../src/engine/sigma/condition.ts'
import { SigmaError } from '../../../src/engine/sigma/faults.ts'
import { findFaults, makeEvent, matchOne } from './rule-set-factory.ts'

/** Selections `a`, `b`, `c`, `_d` hold where the event's text has their letter. */
function decide(condition: unknown, text: string): boolean {
  const detection = {
    a: { 'text|contains': 'a' },
    b: { 'text|contains': 'b' },
    c: { 'text|contains': 'c' },
    _d: { 'text|contains': 'd' },
    condition,
  }
  return matchOne(detection, makeEvent({ text }))?.state === 'hit'
}

describe('conditions', () => {
  test.each<[unknown, readonly string[], readonly string[]]>([
    ['a', ['a', 'ab'], ['b', '']],
    ['a and b', ['ab'], ['a', 'b']],
    ['a or b', ['a', 'b'], ['c']],
    ['not a', ['b', ''], ['a']],
    ['not not a', ['a'], ['b']],
    ['a and not b', ['a', 'ac'], ['ab', '']],
    ['a or b and c', ['a', 'bc', 'ac'], ['b', 'c']],
    ['(a or b) and c', ['ac', 'bc'], ['a', 'ab']],
    ['not a and b', ['b'], ['ab', '']],
    ['not (a and b)', ['a', 'b', ''], ['ab']],
    ['not a or b', ['', 'ab'], ['a']],
    ['a AND NOT b', ['a'], ['ab']],
    ['1 of them', ['a', 'b', 'c'], ['d', '']],
    ['any of them', ['a'], ['d']],
    ['all of them', ['abc'], ['ab', 'abd']],
    ['2 of them', ['ab', 'bc', 'abc'], ['a', 'ad']],
    ['3 of them', ['abc'], ['abd']],
    ['1 of _*', ['d'], ['abc']],
    ['all of *', ['abcd'], ['abc']],
    ['2 of *', ['ad', 'ab'], ['d']],
    ['1 of a', ['a'], ['b']],
    ['not 1 of them', ['', 'd'], ['a']],
    ['a and not 1 of _*', ['a'], ['ad']],
    ['not 2 of them', ['a'], ['ab']],
    ['a and 1 of _d or b', ['ad', 'b'], ['a', 'd']],
    [
      ['a and b', 'c'],
      ['ab', 'c'],
      ['a', 'b'],
    ],
    ['((((a))))', ['a'], ['b']],
    ['  a\n and\tb ', ['ab'], ['a']],
  ])('%j', (condition, hits, misses) => {
    expect(hits.filter((text) => !decide(condition, text))).toEqual([])
    expect(misses.filter((text) => decide(condition, text))).toEqual([])
  })

  test.each([
    ['', 'is empty'],
    ['   ', 'is empty'],
    ['and a', 'has "and" where a selection should stand'],
    ['a and', 'ends too early'],
    ['a b', 'expects "and" or "or" before "b"'],
    ['(a', 'ends too early'],
    ['(a b)', 'has a "(" without its ")"'],
    ['a)', 'has a ")" without its "("'],
    ['()', 'has a ")" where a selection should stand'],
    ['not', 'ends too early'],
    ['e', 'names "e", which is not defined'],
    ['a or missing', 'names "missing"'],
    ['sel*', 'uses the pattern "sel*" without'],
    ['1 of', 'ends too early'],
    ['1 of (a)', 'a selection or pattern should follow'],
    ['0 of them', 'use a number from 1'],
    ['some of them', 'use a number from 1'],
    ['4 of them', 'wants 4 of them, but there are only 3'],
    ['1 of x*', 'has "1 of x*", but no such selection'],
    ['a | count() > 5', 'aggregation'],
    ['a | count(b) by c > 5', 'aggregation'],
    ['a and b |near c', 'aggregation'],
    [`${'('.repeat(101)}a${')'.repeat(101)}`, 'nested deeper'],
    [`${'not '.repeat(101)}a`, 'nested deeper'],
    ['a or '.repeat(2000) + 'a', 'longer than'],
    [5, 'must be a text'],
    [null, 'must be a text'],
    [undefined, 'a condition is missing'],
    [[], 'a condition is missing'],
    [['a', 5], 'detection/condition/1: condition must be a text'],
    [['a', 'x'], 'detection/condition/1: condition names "x"'],
  ])('refuses %j', (condition, expected) => {
    const detection = { a: ['x'], b: ['y'], c: ['z'], condition }
    expect(findFaults(detection)).toEqual([expect.stringContaining(expected)])
    expect(findFaults(detection)[0]).toMatch(/^detection\/condition/)
  })

  test('names with a pattern', () => {
    const names = ['selection', 'selection_a', 'filter_main_a', '_selection', 'sel']
    expect(selectNames('selection*', names)).toEqual(['selection', 'selection_a'])
    expect(selectNames('*_a', names)).toEqual(['selection_a', 'filter_main_a'])
    expect(selectNames('f*main*a', names)).toEqual(['filter_main_a'])
    expect(selectNames('*sel*sel*', names)).toEqual([])
    expect(selectNames('sel', names)).toEqual(['sel'])
    expect(selectNames('them', names)).toEqual(names.filter((name) => name !== '_selection'))
  })
})

function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'name':
      return condition.name
    case 'of':
      return `${condition.count} of ${condition.pattern}`
    case 'not':
      return `not ${printOperand(condition.node)}`
    default:
      return condition.nodes.map(printOperand).join(` ${condition.kind} `)
  }
}

function printOperand(condition: Condition): string {
  const isChain = condition.kind === 'and' || condition.kind === 'or'
  return isChain ? `(${printCondition(condition)})` : printCondition(condition)
}

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({ kind: fc.constant('name' as const), name: fc.stringMatching(/^[a-z_]{1,5}_s$/) }),
    fc.record({
      kind: fc.constant('of' as const),
      count: fc.oneof(fc.constant('all' as const), fc.integer({ min: 1, max: 99 })),
      pattern: fc.constantFrom('them', 'sel*', '*_x', 'one'),
    }),
    fc.record({ kind: fc.constant('not' as const), node: tie('condition') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      nodes: fc.array(tie('condition'), { minLength: 2, maxLength: 4 }),
    }),
  ),
}))

test('a printed condition reads back as itself', () => {
  fc.assert(
    fc.property(condition, (tree) => {
      expect(parseCondition(printCondition(tree), [])).toEqual(tree)
    }),
    { numRuns: 1000 },
  )
}, 60_000)

test('any text is a condition or a fault', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom('and', 'or', 'not', 'of', '1', 'all', 'them', '(', ')', '|', 'a', 'x*', ' '),
      fc.string(),
    ),
  )
  fc.assert(
    fc.property(pieces, (words) => {
      try {
        parseCondition(words.join(' '), ['condition'])
      } catch (error) {
        expect(error).toBeInstanceOf(SigmaError)
      }
    }),
    { numRuns: 1000 },
  )
}, 60_000)
