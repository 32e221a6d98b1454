import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Event, EventValue } from '../../../src/engine/event.ts'
import { compileRuleSet } from '../../../src/engine/sigma/compile.ts'
import { decidePending, matchSignals } from '../../../src/engine/sigma/match.ts'
import { makeEvent, makeRuleSet, makeSignal, makeWords } from './rule-set-factory.ts'

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
