import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Conversation, MemoryEntry } from '../../../src/engine/conversation.ts'
import { StoryTeller } from '../../../src/engine/correlate/story.ts'
import { Timeline } from '../../../src/engine/correlate/timeline.ts'
import { judge } from '../../../src/engine/judge.ts'
import type { Message } from '../../../src/engine/message.ts'
import { DAY, makeEngine, makeSignal, makeStory } from '../rule-factory.ts'

const engine = makeEngine({
  signals: [
    makeSignal('approach_job', 'great role'),
    makeSignal('asks_telegram', 'on telegram'),
    makeSignal('asks_money', 'the fee'),
    makeSignal('talk_of_job', {
      told: { 'thread.signals': 'approach_job' },
      condition: 'told',
    }),
  ],
  stories: [
    makeStory('both', ['approach_job', 'asks_telegram']),
    makeStory('any_two', ['talk_of_job', 'asks_telegram', 'asks_money'], {
      condition: { gte: 2 },
      timespan: 3 * DAY,
    }),
    makeStory('of_sender', ['approach_job', 'asks_money'], { groupBy: ['sender.key'] }),
  ],
})
const TEXTS = ['great role', 'on telegram', 'the fee', 'great role on telegram', 'hello']

const drawn = fc.array(
  fc.record({
    text: fc.constantFrom(...TEXTS),
    day: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }),
    thread: fc.constantFrom('t', 't', 'u'),
    sender: fc.constantFrom('a@x.example', 'b@x.example'),
    isOwn: fc.constantFrom(false, false, true),
  }),
  { minLength: 1, maxLength: 12 },
)

function toMessages(parts: typeof drawn extends fc.Arbitrary<infer T> ? T : never): Message[] {
  return parts.map(({ text, day, thread, sender, isOwn }, index) => ({
    id: `m${index}`,
    text,
    threadId: thread,
    sender: { email: sender },
    ...(day === undefined ? {} : { sentAt: new Date(Date.UTC(2026, 2, 1 + day)).toISOString() }),
    ...(isOwn ? { direction: 'outgoing' as const } : {}),
  }))
}

describe('what is remembered between messages', () => {
  it('changes no verdict: entries as they were made, or read back from a store', () => {
    fc.assert(
      fc.property(drawn, (parts) => {
        let kept: Conversation = { entries: [] }
        let stored: Conversation = { entries: [] }
        for (const message of toMessages(parts)) {
          const warm = judge({ message, engine, conversation: kept })
          const cold = judge({ message, engine, conversation: stored })
          expect(warm).toEqual(cold)
          kept = warm.conversation
          stored = structuredClone(cold.conversation)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('a temporal story', () => {
  it('fires where counting every hit of its members says so', () => {
    fc.assert(
      fc.property(drawn, (parts) => {
        let conversation: Conversation = { entries: [] }
        for (const message of toMessages(parts)) {
          conversation = judge({ message, engine, conversation }).conversation
        }
        const timeline = new Timeline(conversation.entries, engine.ruleSet)
        const teller = new StoryTeller(engine.ruleSet, timeline)
        for (const at of timeline.placed) {
          const told = teller.storiesOn(at).some(({ story }) => nameOf(story) === 'both')
          expect(told).toBe(isBothTold(timeline, at.entry))
        }
      }),
      { numRuns: 300 },
    )
  })
})

function nameOf(story: number): string | undefined {
  return engine.ruleSet.stories[story]?.meta.name
}

/** `both` by its definition: own and earlier incoming hits of the thread hold both signals. */
function isBothTold(timeline: Timeline, entry: MemoryEntry): boolean {
  const at = timeline.find(entry.key)
  if (at === undefined || entry.outgoing === true) return false
  const namesOn = ({ hits }: MemoryEntry): string[] => hits.map(({ rule }) => rule)
  const members = ['id-approach_job', 'id-asks_telegram']
  const own = namesOn(entry).filter((rule) => members.includes(rule))
  const earlier = timeline
    .before(at)
    .filter((other) => other.entry.outgoing !== true && other.entry.thread === entry.thread)
    .flatMap((other) => namesOn(other.entry))
  return own.length > 0 && members.every((rule) => own.includes(rule) || earlier.includes(rule))
}

describe('a long thread', () => {
  it('is not gone through for each story of each message', () => {
    const entries = Array.from({ length: 300 }, (_, index): MemoryEntry => {
      const message = { id: `m${index}`, threadId: 't', text: TEXTS[3] ?? '' }
      const conversation = { entries: [] }
      const [entry] = judge({ message, engine, conversation }).conversation.entries
      if (entry === undefined) throw new Error('a judged message is remembered')
      return { ...entry, seq: index + 1, sentAt: index * 60_000 }
    })
    const timeline = new CountingTimeline(entries, engine.ruleSet)
    const last = timeline.placed.at(-1)
    if (last === undefined) throw new Error('there are 300 messages')
    expect(new StoryTeller(engine.ruleSet, timeline).storiesOn(last)).toHaveLength(2)
    expect(timeline.asked).toBeLessThan(50)
  })
})

/** Counts how often a story asks for a hit of a message. */
class CountingTimeline extends Timeline {
  asked = 0

  override hitOn(...question: Parameters<Timeline['hitOn']>): ReturnType<Timeline['hitOn']> {
    this.asked += 1
    return super.hitOn(...question)
  }
}
