import { describe, expect, test } from 'vitest'
import type { RuleSetData } from '../../../src/engine/rule-set.ts'
import { compileRuleSet } from '../../../src/engine/sigma/compile.ts'
import { decidePending, matchSignals, type SignalMatch } from '../../../src/engine/sigma/match.ts'
import {
  makeEvent,
  makeException,
  makeId,
  makeRuleSet,
  makeSignal,
  makeStory,
  makeWords,
} from './rule-set-factory.ts'

function keyword(text: string, name: string, number: number): RuleSetData['signals'][number] {
  return makeSignal({ selection: [text], condition: 'selection' }, name, number)
}

function namesHit(data: RuleSetData, text: string, disabled = new Set<string>()): string[] {
  const { ruleSet } = compileRuleSet(data, { disabled })
  const matches = matchSignals(ruleSet, makeEvent({ text }))
  return matches.map(({ signal }) => ruleSet.signals[signal]?.meta.name ?? '')
}

describe('a rule set', () => {
  const good = keyword('one', 'good', 1)
  const other = keyword('two', 'other', 2)

  test('with one faulty rule keeps the others', () => {
    const bad = makeSignal({ selection: { 'f|nope': 1 }, condition: 'selection' }, 'bad', 3)
    const data = makeRuleSet({ signals: [good, bad, other] })
    const [fault, ...more] = compileRuleSet(data).faults
    expect(more).toEqual([])
    expect(fault?.rule).toBe('bad')
    expect(fault?.path).toEqual(['detection', 'selection', 'f|nope'])
    expect(fault?.reason).toContain('modifier "nope" is unknown')
    expect(namesHit(data, 'one two')).toEqual(['good', 'other'])
  })

  test('of another format is one fault', () => {
    const data = Object.assign(makeRuleSet({ signals: [good] }), { format: 2 })
    const { ruleSet, faults } = compileRuleSet(data)
    expect(ruleSet.signals).toEqual([])
    const reason = 'rule set format 2 is unknown to this version, which reads 1'
    expect(faults).toEqual([{ rule: '', path: ['format'], reason }])
  })

  test('leaves the second rule of a name or id out', () => {
    const sameName = keyword('three', 'good', 3)
    const sameId = keyword('four', 'fourth', 2)
    const data = makeRuleSet({ signals: [good, other, sameName, sameId] })
    expect(compileRuleSet(data).faults.map(({ rule, path }) => [rule, ...path])).toEqual([
      ['good', 'name'],
      ['fourth', 'id'],
    ])
    expect(namesHit(data, 'one two three four')).toEqual(['good', 'other'])
  })

  test('knows positions by id and name, without the rules that are off', () => {
    const { ruleSet } = compileRuleSet(makeRuleSet({ signals: [good, other] }), {
      disabled: new Set([good.id]),
    })
    const position = ruleSet.signalIndexById.get(other.id) ?? -1
    expect(ruleSet.signals[position]?.meta.name).toBe('other')
    expect(ruleSet.signalIndexByName.get('other')).toBe(position)
    expect(ruleSet.signalIndexById.get(good.id)).toBeUndefined()
    expect(ruleSet.signalIndexByName.get('good')).toBeUndefined()
    expect(ruleSet.signalIndexById.get('unheard of')).toBeUndefined()
  })
})

describe('exceptions', () => {
  const signals = [keyword('pay', 'pay', 1), keyword('fee', 'fee', 2)]
  const exempt = { selection: { 'text|contains': 'honest' }, condition: 'not selection' }

  test('are added to the rules that they name, by name or id, and to no other', () => {
    const byName = makeRuleSet({ signals, exceptions: [makeException(['pay'], exempt)] })
    expect(namesHit(byName, 'pay the fee')).toEqual(['pay', 'fee'])
    expect(namesHit(byName, 'honest: pay the fee')).toEqual(['fee'])
    const byId = makeRuleSet({ signals, exceptions: [makeException([makeId(2)], exempt)] })
    expect(namesHit(byId, 'honest: pay the fee')).toEqual(['pay'])
  })

  test('are ANDed as written', () => {
    const written = { selection: { 'text|contains': 'honest' }, condition: 'selection' }
    const data = makeRuleSet({ signals, exceptions: [makeException(['pay', 'fee'], written)] })
    expect(namesHit(data, 'pay')).toEqual([])
    expect(namesHit(data, 'honest pay')).toEqual(['pay'])
  })

  test('that are switched off take nothing back, and others still do', () => {
    const exceptions = [
      makeException(['pay'], exempt, 'first', 201),
      makeException(['pay'], { ...exempt, selection: ['friend'] }, 'second', 202),
      makeException(['fee'], { selection: ['fee'], condition: 'not selection' }, 'third', 203),
    ]
    const data = makeRuleSet({ signals, exceptions })
    const off = (...numbers: number[]) => new Set(numbers.map(makeId))
    expect(namesHit(data, 'pay, honest friend')).toEqual([])
    expect(namesHit(data, 'pay, honest', off(201))).toEqual(['pay'])
    expect(namesHit(data, 'pay, honest friend', off(201))).toEqual([])
    expect(namesHit(data, 'pay the fee, honest friend', off(201, 202, 203))).toEqual(['pay', 'fee'])
  })

  test('may use the same selection names as the rule', () => {
    const exceptions = [
      makeException(['pay'], exempt, 'first', 201),
      makeException(['pay'], { ...exempt, selection: ['friend'] }, 'second', 202),
    ]
    const data = makeRuleSet({ signals, exceptions })
    expect(namesHit(data, 'pay')).toEqual(['pay'])
    expect(namesHit(data, 'pay, friend')).toEqual([])
    expect(namesHit(data, 'pay, honest')).toEqual([])
  })

  test('their selections are not among "them" of the rule', () => {
    const all = makeSignal({ a: ['pay'], condition: 'all of them' }, 'pay', 1)
    const data = makeRuleSet({ signals: [all], exceptions: [makeException(['pay'], exempt)] })
    expect(namesHit(data, 'pay')).toEqual(['pay'])
  })

  test('for unknown rules or stories are faults and still hold for the others', () => {
    const data = makeRuleSet({
      signals,
      stories: [makeStory(['pay'], 'tale')],
      exceptions: [makeException(['gone', 'tale', 'pay'], exempt)],
    })
    expect(compileRuleSet(data).faults).toEqual([
      { rule: 'exception', path: ['filter', 'rules', 0], reason: 'there is no rule "gone"' },
      {
        rule: 'exception',
        path: ['filter', 'rules', 1],
        reason: '"tale" is a story: exceptions are for signals',
      },
    ])
    expect(namesHit(data, 'pay, honest')).toEqual([])
  })

  test('with a fault are left out', () => {
    const broken = makeException(['pay'], { selection: {}, condition: 'not selection' })
    const data = makeRuleSet({ signals, exceptions: [broken] })
    expect(compileRuleSet(data).faults).toEqual([
      { rule: 'exception', path: ['filter', 'selection'], reason: 'the selection is empty' },
    ])
    expect(namesHit(data, 'pay')).toEqual(['pay'])
  })
})

describe('rules that read the conversation', () => {
  function pend(
    detection: Record<string, unknown>,
    text: string,
  ): { matches: readonly SignalMatch[]; decide: (names: string[]) => boolean[] } {
    const rule = makeSignal(detection)
    const { ruleSet, faults } = compileRuleSet(makeRuleSet({ signals: [rule] }))
    expect(faults).toEqual([])
    // The evidence of a match is read when it is asked for.
    const matches = matchSignals(ruleSet, makeEvent({ words: [makeWords(text)] })).map(
      ({ signal, state, decided, spans }) => ({
        signal,
        state,
        spans,
        ...(decided === undefined ? {} : { decided }),
      }),
    )
    const decide = (names: string[]): boolean[] =>
      matches.map(({ decided = '', spans }) =>
        decidePending(
          ruleSet,
          { rule: rule.id, decided, spans },
          makeEvent({ 'thread.signals': names }),
        ),
      )
    return { matches, decide }
  }
  const run = { 'words|contains': ' run this ' }
  const talked = { 'thread.signals': 'talked' }

  test('wait where the message alone leaves them open', () => {
    const { matches, decide } = pend({ run, talked, condition: 'run and not talked' }, 'run this')
    expect(matches).toEqual([
      { signal: 0, state: 'pending', decided: '1', spans: [{ field: 'text', start: 0, end: 8 }] },
    ])
    expect(decide([])).toEqual([true])
    expect(decide(['other'])).toEqual([true])
    expect(decide(['talked', 'other'])).toEqual([false])
  })

  test('are decided at once where the conversation makes no difference', () => {
    expect(pend({ run, talked, condition: 'run and talked' }, 'do not').matches).toEqual([])
    expect(pend({ run, talked, condition: 'run or talked' }, 'run this').matches).toMatchObject([
      { state: 'hit' },
    ])
    expect(pend({ run, talked, condition: 'not run and talked' }, 'run this').matches).toEqual([])
  })

  test('keep the truth of every item that the message decides (here: a, text, b)', () => {
    const a = { 'words|contains': ' a ', 'text|exists': false }
    const b = { 'words|contains': ' b ' }
    const detection = { a, b, talked, condition: '2 of them' }
    const { matches, decide } = pend(detection, 'only a here')
    expect(matches).toMatchObject([{ state: 'pending', decided: '100' }])
    expect(decide(['talked'])).toEqual([true])
    expect(decide([])).toEqual([false])
    expect(pend(detection, 'a and b').matches).toMatchObject([{ state: 'hit' }])
    expect(pend(detection, 'neither').matches).toEqual([])
  })

  test('compare context fields with each other', () => {
    const same = { 'thread.position|fieldref': 'thread.count' }
    const rule = makeSignal({ same, condition: 'same' })
    const { ruleSet } = compileRuleSet(makeRuleSet({ signals: [rule] }))
    expect(ruleSet.signals[0]?.readsContext).toBe(true)
    const pending = { rule: rule.id, decided: '', spans: [] }
    const decide = (count: number): boolean =>
      decidePending(ruleSet, pending, makeEvent({ 'thread.position': 2, 'thread.count': count }))
    expect([decide(2), decide(3)]).toEqual([true, false])
  })

  test('that changed or went since are false', () => {
    const rule = makeSignal({ run, talked, condition: 'run and not talked' })
    const { ruleSet } = compileRuleSet(makeRuleSet({ signals: [rule] }))
    const context = makeEvent({})
    expect(decidePending(ruleSet, { rule: rule.id, decided: '1', spans: [] }, context)).toBe(true)
    expect(decidePending(ruleSet, { rule: rule.id, decided: '11', spans: [] }, context)).toBe(false)
    expect(decidePending(ruleSet, { rule: makeId(9), decided: '1', spans: [] }, context)).toBe(
      false,
    )
  })

  test('are told apart from those that do not', () => {
    const exceptions = [makeException(['plain'], { selection: talked, condition: 'not selection' })]
    const plain = makeSignal({ run, condition: 'run' }, 'plain')
    const without = compileRuleSet(makeRuleSet({ signals: [plain] })).ruleSet
    const withException = compileRuleSet(makeRuleSet({ signals: [plain], exceptions })).ruleSet
    expect(without.signals[0]?.readsContext).toBe(false)
    expect(withException.signals[0]?.readsContext).toBe(true)
  })
})
