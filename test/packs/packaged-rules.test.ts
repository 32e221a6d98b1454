import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EMPTY_CONVERSATION } from '../../src/engine/conversation.ts'
import { judge, prepareEngine, type Judgement } from '../../src/engine/judge.ts'
import type { RuleChoices, RuleSetData } from '../../src/engine/rule-set.ts'
import { storeRuleSet } from '../../src/engine/sigma/compile.ts'
import { PackagedRules } from '../../src/packs/packaged-rules.ts'
import {
  makeException,
  makeRuleSet,
  makeSignal,
  makeStory,
} from '../engine/sigma/rule-set-factory.ts'

const pay = makeSignal({ s: { 'words|contains': ' pay the fee ' }, condition: 's' }, 'pay', 1)
const move = makeSignal(
  {
    s: { 'text|contains': ['telegram', '電報'] },
    t: { 'words|re': ' move ([^ ]+ ){0,3}to ' },
    condition: 's and t',
  },
  'move',
  2,
)
const free = makeSignal({ s: { 'sender.freemail': true }, condition: 's' }, 'free', 3)
const both = makeSignal({ s: { 'message.signals': ['pay', 'move'] }, condition: 's' }, 'both', 4)
const data: RuleSetData = makeRuleSet({
  signals: [pay, move, free, both],
  stories: [makeStory(['pay', 'move'], 'fee_elsewhere')],
  exceptions: [makeException(['pay'], { s: { subject: 'invoice' }, condition: 'not s' })],
})

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

function pack(bytes: Uint8Array, version = data.version): PackagedRules {
  return new PackagedRules(version, encode(bytes), () => data)
}

function judgeWith(rules: RuleSetData, text: string, choices?: RuleChoices): Judgement {
  const { engine, faults } = prepareEngine(rules, choices)
  expect(faults).toEqual([])
  const message = { id: 'a', text, sender: { email: 'a@mail.example' } }
  return judge({ message, engine, conversation: EMPTY_CONVERSATION })
}

const { stored } = storeRuleSet(data)
const words = fc.constantFrom(
  'pay the fee',
  'pay the',
  'move now to',
  'to',
  'Telegram',
  '電報',
  'пay',
)
const texts = fc.array(words, { maxLength: 14 }).map((list) => list.join(' '))

describe('packaged rules', () => {
  test('give the verdicts of the rules that they were made of, some switched off or not', () => {
    const off = fc.subarray([...data.signals, ...data.stories].map(({ id }) => id))
    let flagged = 0
    fc.assert(
      fc.property(texts, off, (text, ids) => {
        const choices = { disabled: new Set(ids) }
        const found = judgeWith(pack(stored), text, choices)
        expect(found).toEqual(judgeWith(data, text, choices))
        if (JSON.stringify(found).includes('fee_elsewhere')) flagged += 1
      }),
      { numRuns: 120 },
    )
    expect(flagged).toBeGreaterThan(3)
  })

  test('tell and order findings by the levels that the user chose, stored or not', () => {
    const text = 'pay the fee, move now to Telegram'
    const story = makeStory(['pay', 'move'], 'fee_elsewhere')
    const levels = new Map([
      [story.id, 'critical' as const],
      [free.id, 'informational' as const],
      ['of no rule', 'high' as const],
    ])
    const told = (rules: RuleSetData, choices: RuleChoices) =>
      judgeWith(rules, text, choices).verdicts[0]?.findings.map(({ name, level }) => [name, level])
    const [first] = told(data, {}) ?? []
    expect(first?.[1]).not.toBe('critical')
    expect(told(pack(stored), { levels })?.[0]).toEqual(['fee_elsewhere', 'critical'])
    expect(told(pack(stored), { levels })).toEqual(told(data, { levels }))
    const alone = { disabled: new Set([story.id]), levels: new Map([[pay.id, 'high' as const]]) }
    expect(told(pack(stored), alone)).toContainEqual(['pay', 'high'])
    const quiet = new Map([[pay.id, 'informational' as const]])
    expect(told(pack(stored), { ...alone, levels: quiet })?.flat()).not.toContain('pay')
  })

  test('are not parsed to judge with them', () => {
    const closed = new PackagedRules(data.version, encode(stored), () => {
      throw new Error('the rules were read')
    })
    expect(judgeWith(closed, 'pay the fee, move now to Telegram')).toEqual(
      judgeWith(data, 'pay the fee, move now to Telegram'),
    )
    expect(() => closed.signals).toThrow('the rules were read')
  })

  test('are compiled anew where any byte is damaged', () => {
    const text = 'pay the fee, move now to Telegram'
    const expected = judgeWith(data, text)
    fc.assert(
      fc.property(
        fc.nat({ max: stored.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, change) => {
          const damaged = stored.slice()
          damaged[at] = (damaged[at] ?? 0) ^ change
          expect(judgeWith(pack(damaged), text)).toEqual(expected)
        },
      ),
      { numRuns: 200 },
    )
  })

  test.each([
    ['cut short', stored.slice(0, stored.length - 4)],
    ['cut within a number', stored.slice(0, stored.length - 1)],
    ['empty', new Uint8Array(0)],
    ['longer', Uint8Array.from([...stored, 0, 0, 0, 0])],
  ])('are compiled anew where the stored form is %s', (_, bytes) => {
    const text = 'pay the fee, move now to Telegram'
    expect(judgeWith(pack(bytes), text)).toEqual(judgeWith(data, text))
  })

  test('are compiled anew where the stored form is of other rules', () => {
    const other = storeRuleSet(makeRuleSet({ version: 'other' })).stored
    expect(judgeWith(pack(other), 'pay the fee')).toEqual(judgeWith(data, 'pay the fee'))
  })

  test('are the rules that they were made of, as data', () => {
    const { signals, stories, exceptions, lists, version, format } = pack(stored)
    expect({ signals, stories, exceptions, lists, version, format }).toEqual(data)
  })
})
