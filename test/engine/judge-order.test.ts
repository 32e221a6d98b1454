import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/engine/message.ts'
import { DAY, judgeAll, judgeOne, makeEngine, makeSignal, makeStory } from './rule-factory.ts'

const T0 = Date.parse('2026-03-01T09:00:00Z')
const at = (days: number): string => new Date(T0 + days * DAY).toISOString()
const say = (id: string, text: string, part: Partial<Message> = {}): Message => ({
  id,
  threadId: 't',
  text,
  ...part,
})

const signals = [
  makeSignal('approach_job', 'great role', { stage: 'approach' }),
  makeSignal('asks_telegram', 'on telegram', { stage: 'channel-shift' }),
  makeSignal('sends_archive', 'open the archive', { stage: 'delivery' }),
  makeSignal('own_talked', 'thanks for the call'),
]

describe('any order of arrival', () => {
  const engine = makeEngine({
    signals: [
      ...signals,
      makeSignal('run_before_talk', {
        run_this: { 'message.signals': 'sends_archive' },
        talked: { 'thread.own_signals': 'own_talked' },
        condition: 'run_this and not talked',
      }),
      makeSignal('first_words', { first: { 'thread.first_contact': true }, condition: 'first' }),
    ],
    stories: [
      makeStory('any_two', ['approach_job', 'asks_telegram', 'run_before_talk'], {
        condition: { gte: 2 },
      }),
      makeStory('in_order', ['approach_job', 'asks_telegram', 'sends_archive'], {
        type: 'temporal_ordered',
        condition: { gte: 2 },
        level: 'critical',
      }),
      makeStory('same_sender', ['first_words', 'sends_archive'], { groupBy: ['sender.key'] }),
    ],
  })
  const texts = ['great role', 'on telegram', 'open the archive', 'thanks for the call', 'hello']
  const drawn = fc.record({
    words: fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 }),
    day: fc.integer({ min: 0, max: 6 }),
    isOwn: fc.boolean(),
    thread: fc.constantFrom('t', 'u'),
    sender: fc.constantFrom('x@a.example', 'y@a.example'),
  })
  const conversations = fc.array(drawn, { minLength: 1, maxLength: 7 }).map((parts) =>
    parts.map(({ words, day, isOwn, thread, sender }, index) =>
      say(`m${index}`, words.join('. '), {
        threadId: thread,
        sentAt: at(day),
        sender: { email: sender },
        ...(isOwn ? { direction: 'outgoing' } : {}),
      }),
    ),
  )

  it('ends in the same verdicts', () => {
    fc.assert(
      fc.property(
        conversations.chain((messages) =>
          fc.tuple(
            fc.constant(messages),
            fc.shuffledSubarray(messages, {
              minLength: messages.length,
              maxLength: messages.length,
            }),
          ),
        ),
        ([messages, shuffled]) => {
          const straight = judgeAll(engine, messages)
          const mixed = judgeAll(engine, shuffled)
          for (const { id } of messages) {
            expect(summary(mixed.get(id))).toEqual(summary(straight.get(id)))
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('never lets a later message flag an earlier one', () => {
    fc.assert(
      fc.property(conversations, drawn, (messages, late) => {
        const before = judgeAll(engine, messages)
        const after = judgeAll(engine, [
          ...messages,
          say('late', late.words.join('. '), { sentAt: at(9), threadId: late.thread }),
        ])
        for (const { id } of messages) expect(after.get(id)).toEqual(before.get(id))
      }),
      { numRuns: 200 },
    )
  })
})

function summary(verdict: ReturnType<typeof judgeOne> | undefined): unknown {
  return verdict?.findings.map(({ name, level, related }) => [
    name,
    level,
    related?.map(({ id, rule }) => `${id} ${rule}`).sort(),
  ])
}
