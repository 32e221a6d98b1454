import { describe, expect, it } from 'vitest'
import { MAX_TEXT, limitMessage } from '../../src/engine/limits.ts'
import { readPath } from '../../src/engine/message-path.ts'

describe('limitMessage', () => {
  it('leaves an ordinary message as it is', () => {
    const message = { id: 'a', text: 'hello', links: [{ href: 'https://a.example', text: 'a' }] }
    expect(limitMessage(message)).toEqual({ message, unread: [] })
  })

  it('says what was not read of a huge one', () => {
    const link = { href: 'https://a.example', text: 'a' }
    const huge = {
      id: 'a',
      text: 'x'.repeat(MAX_TEXT + 1),
      links: Array<typeof link>(10_000).fill(link),
    }
    const { message, unread } = limitMessage(huge)
    expect(message.text).toHaveLength(MAX_TEXT)
    expect(message.links).toHaveLength(500)
    expect(unread.map(({ part }) => part)).toEqual(['text', 'links'])
    expect(unread[1]?.reason).toContain('10000')
  })
})

describe('readPath', () => {
  const message = {
    id: 'a',
    text: 'hi',
    sender: { email: 'a@b.example' },
    attachments: [{ name: 'x.zip', size: 3 }],
  }
  it.each([
    ['text', 'hi'],
    ['sender.email', 'a@b.example'],
    ['attachments.0.name', 'x.zip'],
    ['attachments.0.size', undefined],
    ['attachments.1.name', undefined],
    ['sender.constructor.name', undefined],
    ['__proto__.toString', undefined],
  ])('%s → %s', (path, expected) => {
    expect(readPath(message, path)).toBe(expected)
  })
})
