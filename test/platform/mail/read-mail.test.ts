import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { messageSchema } from '../../../src/packs/message-schema.ts'
import { readMail } from '../../../src/platform/mail/read-mail.ts'
import * as v from 'valibot'
import { multipart, part, readText, toBytes, toLatin1 } from './bytes.ts'

describe('text', () => {
  it('is the plain part where the HTML says the same', async () => {
    const { message } = await readText(
      multipart(
        'alternative',
        part('Content-Type: text/plain', 'Dear Ana,\n\nhello there.'),
        part('Content-Type: text/html', '<p>Dear <b>Ana</b>,<p>hello there.'),
      ),
    )
    expect(message.text).toBe('Dear Ana,\n\nhello there.')
  })

  it('is the HTML where the plain part hides what readers see', async () => {
    const { message } = await readText(
      multipart(
        'alternative',
        part('Content-Type: text/plain', 'Monthly newsletter.'),
        part(
          'Content-Type: text/html',
          '<p>Please write to our manager on Telegram about the vacancy today',
        ),
      ),
    )
    expect(message.text).toBe('Please write to our manager on Telegram about the vacancy today')
  })

  it('parts quoted lines and the line that announces them', async () => {
    const { message } = await readText(
      'From: a@b.example\n\nYes, fine.\n\nOn 3 Nov 2026 at 10:00, Bo <bo@b.example>\nwrote:\n\n> Shall we?\n>> Now?\n\nBye',
    )
    expect(message.text).toBe('Yes, fine.\n\nBye')
    expect(message.quoted).toBe(
      'On 3 Nov 2026 at 10:00, Bo <bo@b.example>\nwrote:\nShall we?\nNow?',
    )
  })

  it.each([
    ["the sender's own sentence", 'Do this:\n> npm run build', 'Do this:'],
    ['a sign inside a line', 'a > b', 'a > b'],
  ])('keeps %s', async (_, body, text) => {
    expect((await readText(`From: a@b.example\n\n${body}`)).message.text).toBe(text)
  })

  it('keeps line breaks and drops markup, script and style', async () => {
    const html =
      '<html><head><title>t</title><style>p{}</style></head><body><div>one<br>two</div><script>x()</script><ul><li>a<li>b</ul><pre>x\n  y</pre>&euro;&nbsp;5'
    const { message } = await readText(
      `From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n${html}`,
    )
    expect(message.text).toBe('one\ntwo\na\nb\n\nx\n  y\n\n€\u00A05')
  })

  it.each([
    ['<p style="color:red; DISPLAY : none">', true],
    ['<p style="visibility:hidden">', true],
    ['<p style="font-size:0px;">', true],
    ['<p style="font-size: 0">', true],
    ['<p hidden>', true],
    ['<p aria-hidden="true">', true],
    ['<p style="font-size:0.9em">', false],
    ['<p style="opacity:0.8">', false],
    ['<p aria-hidden="false">', false],
    ['<p class="hidden">', false],
  ])('%s hides its text: %s', async (tag, isHidden) => {
    const { message } = await readText(
      `From: a@b.example\nContent-Type: text/html\n\n<p>seen ${tag}secret <b>word</b></p>`,
    )
    expect(message.hidden).toBe(isHidden ? 'secret word' : undefined)
    expect(message.text).toContain('seen')
  })

  it.each([
    ['<blockquote>old mail</blockquote>'],
    ['<div class="gmail_quote"><div>On Monday:</div>old mail</div>'],
    ['<hr><div id="divRplyFwdMsg">From: x</div><div>old mail</div>'],
  ])('takes %s as quoted', async (html) => {
    const { message } = await readText(
      `From: a@b.example\nContent-Type: text/html\n\n<div>new</div>${html}`,
    )
    expect(message.text).toBe('new')
    expect(message.quoted).toContain('old mail')
  })

  it.each([
    ['text/plain charset=utf-8', 'Hello there', 'Hello there'],
    ['text/html charset=utf-8', '<p>Hello <b>there</b>', 'Hello there'],
    ['nonsense', 'Hello there', 'Hello there'],
  ])('is read under the faulty type "%s" too', async (type, body, text) => {
    expect(
      (await readText(`From: a@b.example\nContent-Type: ${type}\n\n${body}\n`)).message.text,
    ).toBe(text)
  })

  it.each([
    ['all below a divider', 'Mine\n\n----- Original Message -----\nFrom: Bo\n\nold', 'Mine', 'old'],
    [
      'only marked lines where answers stand between',
      '----- Original Message -----\nFrom: Bo\n\n> old\nMine\n> older',
      'Mine',
      'older',
    ],
  ])('takes as quoted %s', async (_, body, text, quoted) => {
    const { message } = await readText(`From: a@b.example\n\n${body}`)
    expect(message.text).toBe(text)
    expect(message.quoted).toMatch(new RegExp(`${quoted}$`))
  })

  it('shows a page whose head has no end', async () => {
    const html = '<html><head><title>t</title><div>lure</div>'
    expect(
      (await readText(`From: a@b.example\nContent-Type: text/html\n\n${html}`)).message.text,
    ).toBe('lure')
  })

  it('reads mails that are attached, as quotations', async () => {
    const inner =
      'From: x@y.example\nSubject: Vacancy\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nRun setup https://x.example/s.zip\n--c\nContent-Disposition: attachment; filename=s.exe\n\nMZ\n--c--\n'
    const { message } = await readText(
      multipart(
        'mixed',
        part('Content-Type: text/plain', 'See below'),
        part('Content-Type: message/rfc822', inner),
      ),
    )
    expect(message.text).toBe('See below')
    expect(message.quoted).toBe('Vacancy\n\nRun setup https://x.example/s.zip')
    expect(message.links).toEqual([
      { href: 'https://x.example/s.zip', text: 'https://x.example/s.zip' },
    ])
    expect(message.attachments?.map(({ name }) => name)).toContain('s.exe')
  })

  it.each(['klingon', 'utf-7', '"', ''])('survives the charset %j', async (charset) => {
    const mail = toLatin1(
      `From: a@b.example\nContent-Type: text/plain; charset=${charset}\n\nhello \u00FF\u0000`,
    )
    const result = await readMail(mail, 'x')
    expect(result.ok && result.message.text).toContain('hello')
  })
})

describe('links', () => {
  it.each([
    ['see https://a.example/x.', ['https://a.example/x']],
    ['(https://a.example/b_(c)) and', ['https://a.example/b_(c)']],
    ['<https://a.example/?q=1>', ['https://a.example/?q=1']],
    ['go to www.a.example/x, now', ['http://www.a.example/x']],
    ['no link: a.example/x', []],
    ['twice https://a.example https://a.example', ['https://a.example']],
  ])('in %j', async (text, hrefs) => {
    const { message } = await readText(`From: a@b.example\n\n${text}`)
    expect((message.links ?? []).map(({ href }) => href)).toEqual(hrefs)
  })

  it('carry the text that an anchor shows', async () => {
    const html =
      '<a href=" https://evil.example/?a=1&amp;b=2 ">https://bank.example</a> <a>none</a> <a href="mailto:x@y.example">x</a>'
    const { message } = await readText(`From: a@b.example\nContent-Type: text/html\n\n${html}`)
    expect(message.links?.slice(0, 2)).toEqual([
      { href: 'https://evil.example/?a=1&b=2', text: 'https://bank.example' },
      { href: 'mailto:x@y.example', text: 'x' },
    ])
  })
})

describe('attachments', () => {
  const read = async (headers: string): Promise<unknown> =>
    (await readText(multipart('mixed', part(headers, 'QUJD')))).message.attachments

  it.each([
    ['plain', 'Content-Disposition: attachment; filename="a b.pdf"', ['a b.pdf']],
    [
      'RFC 2231',
      "Content-Disposition: attachment; filename*=UTF-8''offer%E2%80%AEfdp.exe",
      ['offer\u202Efdp.exe'],
    ],
    [
      'RFC 2231 in pieces',
      'Content-Disposition: attachment; filename*0*=UTF-8\'\'of%C3%A9; filename*1="fer.exe"',
      ['ofé' + 'fer.exe'],
    ],
    [
      'RFC 2047',
      'Content-Type: application/zip; name="=?utf-8?q?=C3=A9t=C3=A9.zip?="',
      ['été.zip'],
    ],
    [
      'two names',
      'Content-Type: application/pdf; name="cv.pdf"\nContent-Disposition: attachment; filename*=UTF-8\'\'cv.exe',
      ['cv.exe', 'cv.pdf'],
    ],
    ['none', 'Content-Type: application/zip', ['unnamed']],
  ])('with %s', async (_, headers, names) => {
    expect(await read(headers)).toMatchObject(names.map((name) => ({ name })))
  })

  it('tell type and decoded size', async () => {
    const headers = 'Content-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64'
    expect(await read(headers)).toEqual([{ name: 'a.zip', mime: 'application/zip', size: 3 }])
  })
})

describe('a hostile mail', () => {
  const head = 'From: a@b.example\nMIME-Version: 1.0\n'

  it.each<[string, string]>([
    ['lines', `${head}\n${'> a\n'.repeat(400_000)}`],
    ['one line', `${head}\n${'www.'.repeat(2_000_000)}`],
    ['parts', `${head}Content-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(50_000)}`],
    ['nested mails', `${head}${'Content-Type: message/rfc822\n\n'.repeat(10_000)}x`],
    ['headers', `${head}${'X-A: y\n'.repeat(100_000)}\nx`],
    [
      'a boundary',
      `${head}Content-Type: multipart/mixed; boundary="${'b'.repeat(1_000_000)}"\n\nx`,
    ],
    ['open elements', `${head}Content-Type: text/html\n\n${'<div>'.repeat(300_000)}x`],
    [
      'flowed lines',
      `${head}Content-Type: text/plain; format=flowed\n\n${'-- \n'.repeat(400_000)}`,
    ],
  ])('with many or long %s ends in time and says what was left out', async (what, mail) => {
    const started = performance.now()
    const result = await readMail(toBytes(mail), 'x')
    expect(performance.now() - started).toBeLessThan(8000)
    expect(result.ok).toBe(true)
    const left = result.ok ? (result.unread ?? []) : []
    expect(left.length > 0).toBe(what !== 'one line')
  })

  it('that the parser refuses is judged by headers and raw text', async () => {
    const nest = Array.from(
      { length: 60 },
      (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\n\n--b${i}\n`,
    ).join('')
    const { message, unread } = await readText(`Subject: Job\n${head}${nest}\n\nrun this`)
    expect(message).toMatchObject({ subject: 'Job', sender: { email: 'a@b.example' } })
    expect(message.text).toContain('run this')
    expect(unread?.[0]?.reason).toContain('could not be taken apart')
  })

  it('without a single mail header is no mail', async () => {
    expect(await readMail(toBytes('just words\n\nmore'), 'x')).toMatchObject({ ok: false })
    expect(await readMail(new Uint8Array(), 'x')).toMatchObject({ ok: false })
  })

  it('of any bytes gives a Message or a reason', async () => {
    const line = fc.oneof(
      fc.constantFrom(
        'From: a@b.example',
        'Content-Type: multipart/mixed; boundary=b',
        '--b',
        '--b--',
        '',
      ),
      fc.constantFrom(
        'Content-Type: text/html',
        'Content-Transfer-Encoding: base64',
        '<a href=x>',
        '> q',
        'Subject: =?x?q?y?=',
      ),
      fc.string({ unit: 'binary' }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 25 }), async (lines) => {
        const result = await readMail(toBytes(lines.join('\n')), 'x')
        if (result.ok) expect(v.is(messageSchema, result.message)).toBe(true)
        else expect(result.reason).not.toBe('')
      }),
      { numRuns: 200 },
    )
  })
})
