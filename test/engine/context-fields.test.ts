import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/engine/message.ts'
import { judgeAll, makeEngine, makeSignal } from './rule-factory.ts'

const say = (id: string, minute: number, part: Partial<Message> = {}): Message => ({
  id,
  threadId: 't',
  text: 'hello',
  sentAt: new Date(Date.UTC(2026, 2, 1, 9, minute)).toISOString(),
  sender: { email: 'ana@a.example' },
  ...part,
})
const own: Partial<Message> = { direction: 'outgoing', sender: { email: 'me@b.example' } }

const THREAD = [say('m1', 0), say('m2', 5, own), say('m3', 65), say('m4', 66)]
const STRANGER = say('n1', 90, { threadId: 'u', sender: { email: 'new@c.example' } })
const SAME_SENDER = say('n2', 91, { threadId: 'u2' })

describe('what a message knows of its conversation', () => {
  it.each([
    ['thread.position', 3, ['m3']],
    ['thread.first_contact', true, ['m1', 'n1']],
    ['thread.replied', true, ['m3', 'm4']],
    ['thread.last_direction', 'outgoing', ['m3']],
    ['thread.last_direction', 'incoming', ['m4']],
    ['thread.minutes_since_last', 60, ['m3']],
  ])('%s: %s', (field, value, ids) => {
    const engine = makeEngine({
      signals: [
        makeSignal('asked', { item: { [field]: value }, condition: 'item' }, { level: 'medium' }),
      ],
    })
    const orders = [
      [...THREAD, STRANGER, SAME_SENDER],
      [SAME_SENDER, STRANGER, ...THREAD].reverse(),
    ]
    for (const messages of orders) {
      const verdicts = judgeAll(engine, messages)
      const hit = [...verdicts.values()].filter(({ level }) => level === 'medium')
      expect(hit.map(({ id }) => id).sort()).toEqual(ids)
    }
  })
})
