import { describe, expect, it } from 'vitest'
import { EMPTY_CONVERSATION } from '../../src/engine/conversation.ts'
import { judge } from '../../src/engine/judge.ts'
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

describe('a signal alone', () => {
  it.each([
    ['informational', 'none', 0],
    ['low', 'low', 1],
    ['medium', 'medium', 1],
    ['critical', 'critical', 1],
  ] as const)('of level %s gives %s', (level, expected, findings) => {
    const engine = makeEngine({ signals: [makeSignal('a_signal', 'secret word', { level })] })
    const verdict = judgeOne(engine, say('m', 'The secret word.'))
    expect(verdict.level).toBe(expected)
    expect(verdict.findings).toHaveLength(findings)
  })

  it('shows its evidence where it stands in the message', () => {
    const engine = makeEngine({ signals: [makeSignal('a_signal', 'secret word')] })
    const message = say('m', 'Now: the SECRET\n  Wórd? No, the Secret-Word!')
    const [finding] = judgeOne(engine, message).findings
    expect(finding?.evidence).toEqual([{ field: 'text', start: 32, end: 43, text: 'Secret-Word' }])
  })

  it('is never held against the user', () => {
    const engine = makeEngine({ signals: [makeSignal('a_signal', 'secret', { level: 'high' })] })
    expect(judgeOne(engine, say('m', 'secret', { direction: 'outgoing' })).level).toBe('none')
  })
})

describe('a story', () => {
  const story = makeStory('approach_then_archive', ['approach_job', 'sends_archive'])
  const engine = makeEngine({ signals, stories: [story] })

  it('fires within one message, and takes its signals in', () => {
    const verdict = judgeOne(engine, say('m', 'A great role! Please open the archive.'))
    expect(verdict.findings.map(({ name }) => name)).toEqual(['approach_then_archive'])
    expect(verdict.findings[0]?.evidence.map(({ text }) => text)).toEqual([
      'great role',
      'open the archive',
    ])
  })

  it('fires on the message that completes it and names the earlier one', () => {
    const verdicts = judgeAll(engine, [
      say('a', 'A great role', { sentAt: at(0) }),
      say('b', 'open the archive', { sentAt: at(2) }),
      say('c', 'bye', { sentAt: at(3) }),
    ])
    expect(verdicts.get('a')?.level).toBe('low')
    expect(verdicts.get('b')?.level).toBe('high')
    expect(verdicts.get('b')?.findings[0]?.related).toEqual([
      { id: 'a', rule: 'id-approach_job', stage: 'approach', sentAt: at(0) },
    ])
    expect(verdicts.get('c')?.level).toBe('none')
  })

  it.each([
    [
      'outside its time span',
      [say('a', 'great role', { sentAt: at(0) }), say('b', 'open the archive', { sentAt: at(31) })],
    ],
    [
      'in another thread',
      [say('a', 'great role'), say('b', 'open the archive', { threadId: 'u' })],
    ],
    [
      'in another account',
      [say('a', 'great role', { account: '1' }), say('b', 'open the archive', { account: '2' })],
    ],
    [
      'said by the user',
      [say('a', 'great role', { direction: 'outgoing' }), say('b', 'open the archive')],
    ],
    [
      'without threads',
      [
        { id: 'a', text: 'great role' },
        { id: 'b', text: 'open the archive' },
      ],
    ],
  ])('stays silent when its parts are %s', (_, messages) => {
    expect(judgeAll(engine, messages).get('b')?.level).toBe('low')
  })

  it('lets a message without a time lie inside every time span', () => {
    const messages = [say('a', 'great role'), say('b', 'open the archive', { sentAt: at(400) })]
    expect(judgeAll(engine, messages).get('b')?.level).toBe('high')
  })

  it('groups by sender across threads', () => {
    const bySender = makeEngine({ signals, stories: [{ ...story, groupBy: ['sender.key'] }] })
    const sender = { email: 'HR@acme.example' }
    const verdicts = judgeAll(bySender, [
      say('a', 'great role', { sender }),
      say('b', 'open the archive', { threadId: 'u', sender: { email: 'hr@ACME.example' } }),
    ])
    expect(verdicts.get('b')?.level).toBe('high')
  })

  it('counts overlapping evidence once', () => {
    const twice = makeEngine({
      signals: [
        makeSignal('sig_wide', 'open the archive now'),
        makeSignal('sig_narrow', 'the archive'),
      ],
      stories: [makeStory('both_seen', ['sig_wide', 'sig_narrow'])],
    })
    expect(judgeOne(twice, say('m', 'open the archive now')).level).toBe('low')
    expect(judgeOne(twice, say('m', 'open the archive now, yes, the archive')).level).toBe('low')
  })

  it('reads the order of a message from its evidence', () => {
    const ordered = makeEngine({ signals, stories: [{ ...story, type: 'temporal_ordered' }] })
    expect(judgeOne(ordered, say('m', 'A great role. Open the archive.')).level).toBe('high')
    expect(judgeOne(ordered, say('m', 'Open the archive. A great role.')).level).toBe('low')
  })

  it.each([
    ['two of three', { gte: 2 }, 'great role, on telegram', 'high'],
    ['one of three', { gte: 2 }, 'great role', 'low'],
    ['all of three', undefined, 'great role, on telegram, open the archive', 'high'],
  ] as const)('takes %s', (_, condition, text, expected) => {
    const counting = makeEngine({
      signals,
      stories: [
        makeStory('some_of_them', ['approach_job', 'asks_telegram', 'sends_archive'], {
          ...(condition === undefined ? {} : { condition }),
        }),
      ],
    })
    expect(judgeOne(counting, say('m', text)).level).toBe(expected)
  })

  it('counts events and values', () => {
    const counting = makeEngine({
      signals,
      stories: [
        makeStory('asks_thrice', ['asks_telegram'], { type: 'event_count', condition: { gte: 3 } }),
        makeStory('two_addresses', ['approach_job'], {
          type: 'value_count',
          condition: { field: 'sender.email', gte: 2 },
        }),
      ],
    })
    const asked = judgeAll(
      counting,
      ['a', 'b', 'c'].map((id) => say(id, 'on telegram')),
    )
    expect([...asked.values()].map(({ level }) => level)).toEqual(['low', 'low', 'high'])
    const addresses = ['x@a.example', 'x@a.example', 'y@a.example']
    const mails = addresses.map((email, i) => say(`m${i}`, 'great role', { sender: { email } }))
    expect([...judgeAll(counting, mails).values()].map(({ level }) => level)).toEqual([
      'low',
      'low',
      'high',
    ])
  })

  it('is not told again by a fact that holds for every message of the thread', () => {
    const social = makeSignal('on_social_site', { site: { channel: 'social' }, condition: 'site' })
    const engine = makeEngine({
      signals: [...signals, social],
      stories: [makeStory('archive_on_social', ['on_social_site', 'sends_archive'])],
    })
    const verdicts = judgeAll(
      engine,
      ['hello', 'open the archive', 'hello again'].map((text, index) =>
        say(`m${index}`, text, { channel: 'social', sentAt: at(index) }),
      ),
    )
    expect([...verdicts.values()].map(({ level }) => level)).toEqual(['low', 'high', 'low'])
  })

  it('builds on other stories', () => {
    const chained = makeEngine({
      signals,
      stories: [
        makeStory('after_that_telegram', ['approach_then_archive', 'asks_telegram'], {
          level: 'critical',
        }),
        story,
      ],
    })
    const verdicts = judgeAll(chained, [
      say('a', 'great role'),
      say('b', 'open the archive'),
      say('c', 'on telegram'),
    ])
    expect(verdicts.get('c')?.level).toBe('critical')
  })
})

describe('a rule that reads the conversation', () => {
  const runFirst = makeSignal(
    'run_before_talk',
    {
      run_this: { 'message.signals': 'sends_archive' },
      talked: { 'thread.own_signals': 'own_talked' },
      condition: 'run_this and not talked',
    },
    { level: 'high' },
  )
  const engine = makeEngine({ signals: [...signals, runFirst] })

  it('hits where the user has not said so before', () => {
    expect(judgeOne(engine, say('m', 'open the archive')).level).toBe('high')
  })

  it.each([
    ['the user did', { direction: 'outgoing' } as const, 'low'],
    ['only the sender claims it', {}, 'high'],
  ])('when %s', (_, part, expected) => {
    const verdicts = judgeAll(engine, [
      say('a', 'thanks for the call', { ...part, sentAt: at(0) }),
      say('b', 'open the archive', { sentAt: at(1) }),
    ])
    expect(verdicts.get('b')?.level).toBe(expected)
  })

  it('is decided again when an earlier message is read later, its text gone', () => {
    const first = judge({
      message: say('b', 'open the archive', { sentAt: at(1) }),
      engine,
      conversation: EMPTY_CONVERSATION,
    })
    expect(first.verdicts[0]?.level).toBe('high')
    const second = judge({
      message: say('a', 'thanks for the call', { direction: 'outgoing', sentAt: at(0) }),
      engine,
      conversation: first.conversation,
    })
    expect(second.changes.map(({ key, verdict }) => [key, verdict.level])).toEqual([['||b', 'low']])
    expect(JSON.stringify(first.conversation)).not.toContain('open the archive')
  })
})

describe('quoted text', () => {
  const engine = makeEngine({
    signals: [makeSignal('a_signal', 'open the archive', { level: 'high' })],
  })
  const original = 'Dear all, please open the archive that I sent you yesterday.'

  it('is judged, since a quote mark is no way around the rules', () => {
    expect(judgeOne(engine, say('m', 'See below', { quoted: original })).level).toBe('high')
  })

  it.each([
    ['before', [0, 1]],
    ['after', [1, 0]],
  ])('is not judged again where the original was read %s it', (_, order) => {
    const messages = [
      say('a', original, { sentAt: at(0) }),
      say('b', 'Any news?', { quoted: original, sentAt: at(1) }),
    ]
    const verdicts = judgeAll(
      engine,
      order.map((index) => messages[index]!),
    )
    expect([verdicts.get('a')?.level, verdicts.get('b')?.level]).toEqual(['high', 'none'])
  })
})
