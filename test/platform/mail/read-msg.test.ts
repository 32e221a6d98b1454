import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMsg } from '../../../src/platform/mail/read-msg.ts'
import { makeMsg, type MsgParts } from './make-msg.ts'

const HEADERS = [
  'Received: from mx.example (mx.example [192.0.2.7]) by in.example; Thu, 5 Nov 2026 09:30:00 +0100',
  'Authentication-Results: in.example; spf=pass; dkim=fail',
  'From: "Talent Team" <talent@acme-careers.example>',
  'Reply-To: hr@free.example',
  'To: Robin Vale <robin@home.example>',
  'Message-ID: <m-2@acme-careers.example>',
  'References: <m-1@acme-careers.example>',
  'Subject: Your next role',
].join('\r\n')

const PLAIN: MsgParts = {
  properties: {
    0x0037: 'Your next role',
    0x0042: 'Talent Team',
    0x5d02: 'talent@acme-careers.example',
    0x1000: 'Hello Robin,\r\nsee https://acme-careers.example/apply for details.',
    0x1035: '<m-2@acme-careers.example>',
    0x0e06: new Date('2026-11-05T08:30:00Z'),
  },
}

async function read(parts: MsgParts, narrow: Record<number, Uint8Array> = {}) {
  const result = await readMsg(makeMsg(parts, { narrow }), 'offer.msg')
  if (!result.ok) throw new Error(result.reason)
  return result
}

describe('readMsg', () => {
  it('reads sender, subject, time, text and links', async () => {
    expect((await read(PLAIN)).message).toEqual({
      id: 'm-2@acme-careers.example',
      site: 'file',
      channel: 'email',
      threadId: 'm-2@acme-careers.example',
      sentAt: '2026-11-05T08:30:00.000Z',
      sender: { name: 'Talent Team', email: 'talent@acme-careers.example' },
      subject: 'Your next role',
      text: 'Hello Robin,\nsee https://acme-careers.example/apply for details.',
      links: [
        {
          href: 'https://acme-careers.example/apply',
          text: 'https://acme-careers.example/apply',
        },
      ],
    })
  })

  it('believes the header lines that came with the mail', async () => {
    const properties = { ...PLAIN.properties, 0x007d: `${HEADERS}\r\n\r\n`, 0x0042: 'Other name' }
    expect((await read({ properties })).message).toMatchObject({
      threadId: 'm-1@acme-careers.example',
      sentAt: '2026-11-05T08:30:00.000Z',
      sender: {
        name: 'Talent Team',
        email: 'talent@acme-careers.example',
        replyTo: 'hr@free.example',
      },
      recipient: { name: 'Robin Vale', email: 'robin@home.example' },
    })
  })

  it.each([
    ['below a Received: the sender may have written it', HEADERS, undefined],
    ['on top', HEADERS.split('\r\n').slice(1).join('\r\n'), { spf: 'pass', dkim: 'fail' }],
    [
      'behind the line that Exchange puts in front',
      `Microsoft Mail Internet Headers Version 2.0\r\n${HEADERS.split('\r\n').slice(1).join('\r\n')}`,
      { spf: 'pass', dkim: 'fail' },
    ],
  ])('authentication %s', async (_, head, expected) => {
    const { message } = await read({ properties: { ...PLAIN.properties, 0x007d: head } })
    expect(message.authentication).toEqual(expected)
  })

  it('takes the recipient from the list, and no path of Exchange for an address', async () => {
    const properties = {
      ...PLAIN.properties,
      0x5d02: '/o=Acme/ou=Exchange/cn=Recipients/cn=talent',
    }
    const recipients = [{ 0x3001: 'Robin Vale', 0x39fe: 'robin@home.example' }]
    const { message } = await read({ properties, recipients })
    expect(message.recipient).toEqual({ name: 'Robin Vale', email: 'robin@home.example' })
    expect(message.sender).toEqual({ name: 'Talent Team' })
  })

  it('reads HTML in its own encoding, with hidden text and link targets', async () => {
    const html =
      '<html><head><meta charset="windows-1251"></head><body><p>Привет <a href="https://evil.example/x">acme.example</a></p>' +
      '<p style="display:none">hidden words</p></body></html>'
    const bytes = Uint8Array.from(html, (letter) => {
      const code = letter.charCodeAt(0)
      return code >= 0x410 ? code - 0x410 + 0xc0 : code
    })
    const { message } = await read({ properties: { 0x0037: 'x', 0x1013: bytes } })
    expect(message).toMatchObject({
      text: 'Привет acme.example',
      hidden: 'hidden words',
      links: [{ href: 'https://evil.example/x', text: 'acme.example' }],
    })
  })

  it.each([
    [1252, 'windows-1252 by name', [0xfc]],
    [65001, 'UTF-8', [0xc3, 0xbc]],
    [28591 + 14, 'ISO 8859-15', [0xfc]],
  ])('reads narrow texts in code page %i (%s)', async (codePage, _, umlaut) => {
    const body = Uint8Array.from([0x47, ...umlaut, 0x6e])
    const { message } = await read(
      { properties: { 0x0042: 'A', 0x3ffd: codePage } },
      { 0x1000: body },
    )
    expect(message.text).toBe('Gün')
  })

  it('lists files with their type as sent, size and type by their bytes; no pictures of the text', async () => {
    const zip = Uint8Array.from([0x50, 0x4b, 3, 4, ...new Array<number>(40).fill(0)])
    const attachments = [
      {
        properties: {
          0x3707: 'Offer.pdf',
          0x3704: 'OFFER~1.PDF',
          0x370e: 'application/pdf',
          0x3701: zip,
        },
      },
      { properties: { 0x3704: 'CV.DOC', 0x3701: new Uint8Array(6000) } },
      { properties: { 0x3707: 'image001.png', 0x370e: 'image/png', 0x7ffe: true } },
    ]
    const { message } = await read({ ...PLAIN, attachments })
    expect(message.attachments).toEqual([
      { name: 'Offer.pdf', mime: 'application/pdf', size: 44, detected: 'application/zip' },
      { name: 'CV.DOC', size: 6000 },
    ])
  })

  it('takes an attached mail for quoted text, and its files for attachments', async () => {
    const mail: MsgParts = {
      properties: { 0x0037: 'Earlier', 0x1000: 'Let us talk on Telegram' },
      attachments: [{ properties: { 0x3707: 'task.zip', 0x3701: new Uint8Array(10) } }],
    }
    const { message } = await read({ ...PLAIN, attachments: [{ properties: {}, mail }] })
    expect(message.quoted).toBe('Earlier\n\nLet us talk on Telegram')
    expect(message.attachments).toEqual([{ name: 'task.zip', size: 10 }])
  })

  it('says what it does not read: mails nested too deep, RTF alone', async () => {
    let mail: MsgParts = { properties: { 0x0037: 'deepest' } }
    for (let depth = 0; depth < 5; depth += 1) {
      mail = { properties: { 0x0037: `at ${depth}` }, attachments: [{ properties: {}, mail }] }
    }
    expect((await read(mail)).unread).toEqual([
      { part: 'attached mail', reason: 'is nested deeper than 3 mails' },
    ])
    const rtf = await read({ properties: { 0x0037: 'x', 0x1009: new Uint8Array(20) } })
    expect(rtf.unread).toEqual([
      { part: 'text', reason: 'stands in the file as RTF only, which is not read' },
    ])
  })

  it.each([
    ['nothing', new Uint8Array(), /does not begin/],
    ['a text', new TextEncoder().encode('Hello'), /does not begin/],
    ['a header without its file', makeMsg(PLAIN).slice(0, 200), /ends within its header/],
    ['a compound file without a mail', makeMsg({ properties: {} }), /no mail/],
  ])('refuses %s and says why', async (_, bytes, reason) => {
    const result = await readMsg(bytes, 'x.msg')
    expect(result.ok ? '' : result.reason).toMatch(reason)
  })
})

describe('hostile Outlook files', () => {
  const good = makeMsg({
    ...PLAIN,
    attachments: [{ properties: { 0x3707: 'a.zip', 0x3701: new Uint8Array(9000) } }],
  })
  const change = (edit: (view: DataView, bytes: Uint8Array) => void): Uint8Array => {
    const bytes = good.slice()
    edit(new DataView(bytes.buffer), bytes)
    return bytes
  }
  const firstFat = (view: DataView) => (view.getUint32(0x4c, true) + 1) * 512
  const directory = (view: DataView) => (view.getUint32(0x30, true) + 1) * 512

  it.each([
    [
      'a list of tables that leads to itself',
      change((view) => {
        view.setUint32(0x44, 0, true)
        view.setUint32(0x48, 9, true)
      }),
    ],
    [
      'a chain of the directory that leads to itself',
      change((view) => {
        const start = view.getUint32(0x30, true)
        view.setUint32(firstFat(view) + start * 4, start, true)
      }),
    ],
    [
      'an entry that is its own sibling',
      change((view) => view.setUint32(directory(view) + 128 + 0x48, 1, true)),
    ],
    [
      'a root that is its own child',
      change((view) => view.setUint32(directory(view) + 0x4c, 0, true)),
    ],
    [
      'a table in which all leads to the first piece',
      change((view) => {
        for (let at = 0; at < 128; at += 1) view.setUint32(firstFat(view) + at * 4, 0, true)
      }),
    ],
    [
      'streams that claim four gigabytes',
      change((view) => {
        for (
          let at = directory(view);
          at + 128 <= view.byteLength && at < directory(view) + 2048;
          at += 128
        ) {
          view.setUint32(at + 0x78, 0xffffffff, true)
        }
      }),
    ],
  ])('end at once: %s', async (_, bytes) => {
    const started = performance.now()
    await readMsg(bytes, 'x.msg')
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('says that a cut file is damaged, and reads the rest', async () => {
    const bytes = makeMsg({ properties: { ...PLAIN.properties, 0x1013: new Uint8Array(20_000) } })
    const results = await Promise.all(
      [0.4, 0.6, 0.9].map((share) => readMsg(bytes.slice(0, bytes.length * share), 'x.msg')),
    )
    for (const result of results) {
      expect(result.ok ? result.unread?.map(({ reason }) => reason) : result.reason).toBeDefined()
    }
  })

  it('never throws and never hangs, whatever bytes are changed', async () => {
    const edits = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(edits, async (changes) => {
        const bytes = good.slice()
        for (const [at, value] of changes) bytes[at] = value
        const started = performance.now()
        const result = await readMsg(bytes, 'x.msg')
        expect(typeof result.ok).toBe('boolean')
        expect(performance.now() - started).toBeLessThan(1000)
      }),
      { numRuns: 300 },
    )
  })
})
