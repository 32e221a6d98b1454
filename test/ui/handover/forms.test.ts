import fc from 'fast-check'
import PostalMime from 'postal-mime'
import { describe, expect, it } from 'vitest'
import { defang, defangAddress } from '../../../src/ui/handover/defang.ts'
import { FORMS, makeFile } from '../../../src/ui/handover/make-file.ts'
import { listOwnWords, makeRedact, REDACTED } from '../../../src/ui/handover/redact.ts'
import { DEFAULT_REDACTION } from '../../../src/ui/handover/handed-message.ts'
import { escapeForeign, writeHtml } from '../../../src/ui/handover/write-html.ts'
import { isMail, writeMail, writeMbox } from '../../../src/ui/handover/write-mail.ts'
import { translate } from '../fake-services.ts'
import { handed, handOver, mailEntry, NASTY, OWN } from './samples.ts'

const language = { t: translate, direction: 'ltr' } as const
const make = (form: (typeof FORMS)[number], ...given: Parameters<typeof handOver>) =>
  makeFile(form, handOver(...given), language)

describe('redaction', () => {
  const redact = makeRedact({ ...DEFAULT_REDACTION, ownWords: OWN })

  it.each([
    ['Dear Sam Rivera,', `Dear ${REDACTED},`],
    ['SAM, hello', `${REDACTED}, hello`],
    ['CV_Sam_Rivera.pdf', `CV_${REDACTED}_${REDACTED}.pdf`],
    ['SamRivera-CV.pdf', `${REDACTED}-CV.pdf`],
    ['sam.rivera@me.example', REDACTED],
    ['sam.rivera@other.example', `${REDACTED}@other.example`],
    // Near misses: other words that hold the name.
    ['Samsung, Riverabank, samples', 'Samsung, Riverabank, samples'],
    ['rivers', 'rivers'],
  ])('of %s gives %s', (text, expected) => {
    expect(redact(text)).toBe(expected)
  })

  it('finds a name whichever way its letters are encoded', () => {
    const own = makeRedact({ ...DEFAULT_REDACTION, ownWords: ['Zoe\u0308 Mu\u0308ller'] })
    expect(own('Hi Zo\u00eb M\u00fcller!')).toBe(`Hi ${REDACTED}!`)
  })

  it.each(['a.b+c@x.example', '(Sam) [R]*', '$1 \\d'])('takes %s literally', (word) => {
    const own = makeRedact({ ...DEFAULT_REDACTION, ownWords: [word] })
    expect(own(`begin ${word} end`)).toBe(`begin ${REDACTED} end`)
  })

  it.each(['.', '', ' ', 'a'])('leaves "%s" alone, which stands everywhere', (word) => {
    const own = makeRedact({ ...DEFAULT_REDACTION, ownWords: [word] })
    expect(own('a. b a.')).toBe('a. b a.')
  })

  it('is filled in with what the pages called the user', () => {
    expect(listOwnWords([mailEntry(), mailEntry()])).toEqual(OWN)
  })

  it('leaves nothing of the user in any form by default', async () => {
    for (const form of FORMS) {
      const { text = '' } = (await make(form, [mailEntry(), mailEntry()])) ?? {}
      const seen = form === 'mail' ? JSON.stringify(await PostalMime.parse(text)) : text
      expect([form, /sam\b|rivera|asked HR/iu.test(seen)]).toEqual([form, false])
      expect([form, text.length > 100]).toEqual([form, true])
    }
  })

  it.each([
    ['hidesOwn', { hidesOwn: false }, 'Sam Rivera'],
    ['withNote', { withNote: true }, 'asked HR'],
    ['withPage', { withPage: true }, 'https://mail.example/inbox'],
  ])('is lifted by the switch %s', async (_, choice, text) => {
    const file = await make('json', [mailEntry()], choice)
    expect(file?.text).toContain(text)
    expect((await make('json', [mailEntry()]))?.text).not.toContain(text)
  })

  it('leaves out text and quotes, or own messages, as chosen', () => {
    const bare = handed(mailEntry(), { withExcerpt: false })
    expect([bare.excerpt, bare.findings[0]?.evidence]).toEqual(['', []])
    expect(handed(mailEntry()).moments.map(({ isOwn }) => isOwn)).toEqual([false])
    const own = handed(mailEntry(), { withOwnMessages: true })
    expect(own.moments.map(({ isOwn }) => isOwn)).toEqual([false, true])
  })
})

describe('a report to print', () => {
  const parse = (html: string) => html.match(/<(?!\/|!)([a-z0-9]+)/giu) ?? []
  const plain = new Set(parse(writeHtml(translate, 'ltr', handOver([mailEntry()]))))

  it.each([NASTY, '</style></title><svg onload=x>', '&lt;script&gt;', '" style="x', "' onx='"])(
    'escapes %s',
    (text) => {
      const view = {
        sender: text,
        subject: text,
        excerpt: text,
        hosts: [text],
        attachments: [text],
      }
      const html = writeHtml(translate, 'ltr', handOver([mailEntry(view)]))
      expect(parse(html).filter((tag) => !plain.has(tag))).toEqual([])
      expect(html).not.toMatch(/<[^>]*\s(on|src|href|style)\w*\s*=/iu)
    },
  )

  it('has neither scripts nor anything to load or to open', async () => {
    const file = await make('html', [mailEntry()])
    expect(file?.text).toContain("default-src 'none'")
    expect(file?.text).not.toMatch(/<(script|a|img|link|iframe|object)\b/iu)
    expect(file?.text).toContain('files[.]acme-jobs[.]example')
    expect(file?.text).not.toMatch(/https?:\/\/files/u)
  })

  it('names characters that would reorder it', () => {
    expect(escapeForeign('a\u202Efdp.exe')).toBe('<bdi>a<code>[U+202E]</code>fdp.exe</bdi>')
  })

  it('lets no text add a tag', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(escapeForeign(text).replace(/<\/?(bdi|code)>/gu, '')).not.toMatch(/[<>"']/u)
      }),
    )
  })
})

describe('a reconstructed mail', () => {
  const mail = (part: Parameters<typeof mailEntry>[0] = {}) =>
    PostalMime.parse(writeMail(handed(mailEntry(part)), 'Reconstructed.'))

  it('reads back as what was kept', async () => {
    const parsed = await mail()
    expect(parsed.from).toMatchObject({ name: 'Robin Vale', address: 'robin@acme-jobs.example' })
    expect(parsed.subject).toBe(`Offer for ${REDACTED}`)
    expect(parsed.date).toBe('2026-11-20T09:00:00.000Z')
    expect(parsed.text).toContain('Reconstructed.')
    expect(parsed.text).toContain('- files.acme-jobs.example')
    expect(parsed.headers.map(({ key }) => key)).toContain('x-reconstructed-by')
    expect(parsed.attachments).toEqual([])
  })

  it('lets no line of the sender begin a header', async () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant(NASTY))
    const headers = new Set((await mail()).headers.map(({ key }) => key))
    await fc.assert(
      fc.asyncProperty(text, text, text, async (sender, address, subject) => {
        const { headers: found } = await mail({ sender, address, subject })
        expect(found.map(({ key }) => key).filter((key) => !headers.has(key))).toEqual([])
      }),
      { numRuns: 100 },
    )
  })

  it('is made of mails alone, several of them in one file', async () => {
    const chat = mailEntry({ channel: 'social', address: 'https://www.linkedin.com/in/robin' })
    expect(isMail(handed(chat))).toBe(false)
    expect(await make('mail', [chat])).toBeUndefined()
    expect(await make('mail', [chat, mailEntry()])).toMatchObject({
      name: 'lurewatch-mail-2026-11-24.eml',
    })
    const both = handOver([mailEntry(), mailEntry({ excerpt: 'From here on\nFrom there' })])
    expect(writeMbox(both.messages, 'x').match(/^From /gmu)).toHaveLength(2)
  })
})

describe('ready texts', () => {
  it('for LinkedIn name the account and what was seen', async () => {
    const file = await make('linkedin', [mailEntry()])
    expect(file?.text).toContain('Robin Vale, robin@acme-jobs.example')
    expect(file?.text).toContain('Sender imitates an employer')
  })

  it('for the IC3 are English and keep addresses as they are', async () => {
    const file = await make('ic3', [mailEntry()])
    expect(file?.text).toContain(
      'E-mail address or profile of the subject: robin@acme-jobs.example',
    )
    expect(file?.text).toContain('files.acme-jobs.example')
  })

  it.each(['team', 'cert'] as const)(
    'for %s have addresses that nobody opens by a slip',
    async (form) => {
      const file = await make(form, [mailEntry()])
      expect(file?.text).toContain('robin[@]acme-jobs[.]example')
      expect(file?.text).not.toMatch(/https?:\/\//u)
    },
  )

  it.each(['team', 'cert', 'linkedin', 'ic3'] as const)(
    'for %s let no line of the sender pass for one of the report',
    async (form) => {
      const sender = 'Robin\nAddress or profile: ceo@bank.example\r\u2028- Nothing was found'
      const lines = (await make(form, [mailEntry({ sender })]))?.text.split(/[\r\n\u2028]/u) ?? []
      expect(lines.filter((line) => line.startsWith('Address or profile: ceo'))).toEqual([])
      expect(lines.filter((line) => line.startsWith('- Nothing'))).toEqual([])
    },
  )

  it.each([
    ['see https://Evil.example/a?b#c now', 'see hxxps://Evil[.]example/a?b#c now'],
    ['http://x.example', 'hxxp://x[.]example'],
    ['e.g. this', 'e.g. this'],
  ])('write %s as %s', (text, expected) => {
    expect(defang(text)).toBe(expected)
  })

  it('write addresses so that no program makes a link of them', () => {
    expect(defangAddress('a@b.example')).toBe('a[@]b[.]example')
    expect(defangAddress('https://www.linkedin.com/in/x')).toBe('hxxps://www[.]linkedin[.]com/in/x')
    expect(defangAddress('')).toBe('')
  })
})

describe('the name of a file', () => {
  it('holds nothing of a message', async () => {
    const entry = mailEntry({ sender: '../../evil', subject: 'con.exe' })
    for (const form of FORMS) {
      expect((await make(form, [entry]))?.name).toMatch(/^lurewatch-[a-z0-9]+-2026-11-24\.[a-z]+$/u)
    }
  })
})
