import { describe, expect, test } from 'vitest'
import type { Event, EventValue } from '../../../src/engine/event.ts'
import { compileRuleSet } from '../../../src/engine/sigma/compile.ts'
import { matchSignals } from '../../../src/engine/sigma/match.ts'
import { makeEvent, makeRuleSet, makeSignal, makeWords } from './rule-set-factory.ts'

/** An event that notes which fields it is asked for. */
function watch(event: Event): { event: Event; asked: string[] } {
  const asked: string[] = []
  const get = (field: string): readonly EventValue[] => {
    asked.push(field)
    return event.get(field)
  }
  return { event: { get }, asked }
}

const DETECTION = {
  where: { 'link.domain': 'a.example' },
  talk: { 'words|contains': [' pay ', ' fee '] },
  figure: { 'text|re': '[$€]\\d{3}' },
  no: { 'words|contains': ' never ' },
  condition: 'where and (talk or figure) and not no',
}

describe('a field that no index covers', () => {
  const { ruleSet } = compileRuleSet(makeRuleSet({ signals: [makeSignal(DETECTION, 'a', 1)] }))

  test.each([
    ['nothing of the rest is found', 'good morning', false, []],
    ['what must not be there is', 'never pay the fee', false, []],
    ['a phrase is found', 'pay the fee', true, [0]],
    ['an expression may fit', 'for $250 only', true, [0]],
  ])('where %s', (_, text, isAsked, hits) => {
    const words = makeWords(text)
    const { event, asked } = watch(makeEvent({ words, text, 'link.domain': 'a.example' }))
    expect(matchSignals(ruleSet, event).map(({ signal }) => signal)).toEqual(hits)
    expect(asked.includes('link.domain')).toBe(isAsked)
  })
})
