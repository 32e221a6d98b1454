import { describe, expect, it } from 'vitest'
import { readText } from './bytes.ts'

const AUTH = 'Authentication-Results: mx.example; '
const RECEIVED = 'Received: from a by b; Thu, 26 Nov 2026 10:00:00 +0100 (CET)\n'
const END = 'From: a@b.example\n\nHi'

describe('headers', () => {
  it.each<[string, string, string | undefined]>([
    [
      'the first reference',
      'Message-ID: <m@x>\nIn-Reply-To: <p@x>\nReferences: <r@x>\n <p@x>\n',
      'r@x',
    ],
    ['else the mail answered', 'Message-ID: <m@x>\nIn-Reply-To: <p@x>\n', 'p@x'],
    ['else its own id', 'Message-ID: <m@x>\n', 'm@x'],
    ['nothing without one', '', undefined],
  ])('make the thread %s', async (_, headers, thread) => {
    const { message } = await readText(headers + END)
    expect(message.threadId).toBe(thread)
    expect(message.id).toBe(headers === '' ? 'place' : 'm@x')
  })

  it.each<[string, string, string | undefined]>([
    [
      'the topmost Received',
      `${RECEIVED}Received: x; Mon, 2 Nov 2026 10:00:00 +0000\nDate: Tue, 3 Nov 2026 10:00:00 +0000\n`,
      '2026-11-26T09:00:00.000Z',
    ],
    ['else Date', 'Date: Tue, 3 Nov 2026 10:00:00 +0000\n', '2026-11-03T10:00:00.000Z'],
    [
      'Date for a Received without a time',
      'Received: nonsense\nDate: Tue, 3 Nov 2026 10:00:00 +0000\n',
      '2026-11-03T10:00:00.000Z',
    ],
    ['nothing where there is no date', 'Date: yesterday\n', undefined],
    ['nothing for a year that no mail has', 'Date: Tue, 3 Nov 1850 10:00:00 +0000\n', undefined],
  ])('make the time %s', async (_, headers, sentAt) => {
    expect((await readText(headers + END)).message.sentAt).toBe(sentAt)
  })

  it.each<[string, string, object | undefined]>([
    [
      'above every Received',
      `${AUTH}spf=pass smtp.mailfrom=a; dkim=fail; dmarc=none\n${RECEIVED}`,
      { spf: 'pass', dkim: 'fail', dmarc: 'none' },
    ],
    ['folded', `${AUTH}\n dmarc=pass\n  (p=reject) header.from=a\n${RECEIVED}`, { dmarc: 'pass' }],
    ['forged below it', `${RECEIVED}${AUTH}dmarc=pass\n`, undefined],
    ['the topmost of two', `${AUTH}dmarc=fail\n${AUTH}dmarc=pass\n${RECEIVED}`, { dmarc: 'fail' }],
    [
      'forged inside a quoted address',
      `${AUTH}spf=fail smtp.mailfrom="x; dmarc=pass"@a\n${RECEIVED}`,
      { spf: 'fail' },
    ],
    [
      'forged inside a comment',
      `${AUTH}dmarc=fail (evil\\) ; dmarc=pass)\n${RECEIVED}`,
      { dmarc: 'fail' },
    ],
    ['with two DMARC results', `${AUTH}dmarc=pass; dmarc=fail\n${RECEIVED}`, { dmarc: 'fail' }],
    ['with two signatures', `${AUTH}dkim=fail; dkim=pass\n${RECEIVED}`, { dkim: 'pass' }],
    ['softfail', `${AUTH}spf=softfail\n${RECEIVED}`, { spf: 'fail' }],
    ['neutral', `${AUTH}spf=neutral\n${RECEIVED}`, { spf: 'none' }],
    ['only another method', `${AUTH}arc=pass\n${RECEIVED}`, undefined],
  ])('believe Authentication-Results %s', async (_, headers, authentication) => {
    expect((await readText(headers + END)).message.authentication).toEqual(authentication)
  })

  it('name sender, reply address and recipient, decoded', async () => {
    const { message } = await readText(
      'From: =?utf-8?q?Ren=C3=A9e?= <R@Talent.example>\nReply-To: else@where.example\nTo: "User, The" <user@home.example>, b@c.example\nSubject: =?utf-8?b?Sm9i?=\n offer\n\nHi',
    )
    expect(message).toMatchObject({
      sender: { name: 'Renée', email: 'R@Talent.example', replyTo: 'else@where.example' },
      recipient: { name: 'User, The', email: 'user@home.example' },
      subject: 'Job offer',
      channel: 'email',
      site: 'file',
    })
    expect(message).not.toHaveProperty('direction')
  })

  it('take the address a mail was delivered to', async () => {
    const { message } = await readText(
      `Delivered-To: me@home.example\nTo: list@lists.example, Me <me@home.example>\n${END}`,
    )
    expect(message.recipient).toEqual({ name: 'Me', email: 'me@home.example' })
  })
})
