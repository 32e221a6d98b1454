import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '../any-text.ts'
import { buildEvent } from '../../../src/engine/facts/event.ts'
import type { Message } from '../../../src/engine/message.ts'
import { COMPILED, eventOf, valuesOf } from './fixture.ts'

/** What a path of evidence leads to. */
function follow(message: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  }, message)
}

const FIELDS = [
  'site',
  'channel',
  'direction',
  'text',
  'subject',
  'quoted',
  'hidden',
  'words',
  'sender.name',
  'sender.email',
  'sender.reply_to',
  'sender.profile',
  'sender.headline',
  'sender.degree',
  'recipient.name',
  'recipient.email',
  'recipient.headline',
  'authentication.spf',
  'authentication.dkim',
  'authentication.dmarc',
  'link.href',
  'link.text',
  'attachment.name',
  'attachment.mime',
  'attachment.size',
  'sender.key',
  'sender.host',
  'sender.domain',
  'sender.freemail',
  'sender.disposable',
  'sender.claims',
  'sender.claim_mismatch',
  'sender.official',
  'sender.authenticated',
  'sender.imitates',
  'sender.imitates_how',
  'sender.reply_to_domain',
  'sender.reply_to_elsewhere',
  'sender.reply_to_freemail',
  'sender.name_address',
  'link.url',
  'link.host',
  'link.domain',
  'link.path',
  'link.scheme',
  'link.imitates',
  'link.imitates_how',
  'link.text_mismatch',
  'link.shortener',
  'link.ip',
  'link.punycode',
  'link.userinfo',
  'link.port',
  'link.category',
  'link.repository',
  'link.download_kind',
  'link.dangerous_scheme',
  'link.unlisted_domain',
  'attachment.extension',
  'attachment.kind',
  'attachment.mime_kind',
  'attachment.double_extension',
  'attachment.disguised_name',
  'attachment.job_words',
  'attachment.names_title',
  'attachment.job_title',
  'attachment.content_kind',
  'attachment.content_mismatch',
  'attachment.encrypted',
  'attachment.mentioned_name',
  'attachment.mentioned_kind',
  'text.languages',
  'text.length',
  'text.disguised',
]

const FULL: Message = {
  id: 'm1',
  site: 'gmail',
  channel: 'email',
  direction: 'incoming',
  sender: {
    name: 'Boeing HR hr@boeing.com',
    email: 'ana@boeing-careers.com',
    replyTo: 'ana@gmail.com',
    profileUrl: 'https://www.linkedin.com/in/ana',
    headline: 'Recruiter at Airbus',
    degree: 2,
  },
  recipient: { name: 'Rafi', email: 'rafi@example.com', headline: 'Engineer at Example' },
  authentication: { spf: 'pass', dkim: 'none', dmarc: 'fail' },
  subject: 'An offer',
  text: 'Hello and welcome to the team. Pаy the fee, open Offer.iso',
  quoted: 'Earlier words',
  hidden: 'Unseen words',
  links: [
    { href: 'https://user@airbus.global-careers.com:8080/x.iso', text: 'https://airbus.com/' },
    { href: 'http://192.0.2.7/', text: 'x' },
    { href: 'https://bit.ly/x', text: 'x' },
    { href: 'https://xn--being-uqe.com/', text: 'x' },
    { href: 'https://github.com/a/b', text: 'x' },
    { href: 'search-ms:query', text: 'x' },
  ],
  attachments: [
    { name: 'Engineer.pdf.zip', mime: 'application/zip', size: 12 },
    { name: 'Engineer.pdf', detected: 'application/zip', encrypted: true },
    { name: 'Senior Engineer.zip' },
    { name: 'job offer\u202efdp.exe' },
  ],
}

describe('buildEvent', () => {
  it.each(FIELDS)('fills %s', (field) => {
    expect(buildEvent(FULL, COMPILED).get(field).length).toBeGreaterThan(0)
  })

  it('says incoming where the direction is unknown', () => {
    expect(valuesOf({}, 'direction')).toEqual(['incoming'])
    expect(valuesOf({ direction: 'outgoing' }, 'direction')).toEqual(['outgoing'])
  })

  it('answers unknown and context fields with nothing', () => {
    for (const field of [
      'nothing',
      'sender.nothing',
      'thread.signals',
      'constructor',
      'link.toString',
      '__proto__.x',
    ]) {
      expect(valuesOf({ text: 'x' }, field)).toEqual([])
    }
  })

  it('gives one value of words for each text, then the views without disguise', () => {
    const values = buildEvent(FULL, COMPILED).get('words')
    expect(values.map(({ path, words }) => [path, words?.disguised ?? false])).toEqual([
      ['subject', false],
      ['text', false],
      ['quoted', false],
      ['hidden', false],
      ['text', true],
    ])
    expect(values[0]?.value).toBe(' an offer ')
    expect(values[4]?.value).toContain(' pay the fee ')
  })

  it('leaves out quoted text that was judged', () => {
    const event = buildEvent(FULL, COMPILED, { quotedJudged: true })
    expect(event.get('quoted')).toEqual([])
    expect(event.get('words').map(({ path }) => path)).not.toContain('quoted')
  })

  it('computes a field once', () => {
    const event = eventOf({ text: 'some words' })
    expect(event.get('words')).toBe(event.get('words'))
  })
})

describe('evidence', () => {
  const part = fc.oneof(
    anyText(40),
    fc.constantFrom(
      'https://airbus.global-careers.com/a.zip',
      'I am Ana from Boeing',
      'p a y',
      'wа\u200bllet',
      'offer.pdf.exe',
      'hr@boeing.com',
      '\n\nBoeing HR',
      '\u202eyap',
      '\ud83d',
    ),
  )
  const text = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(' '))
  const optional = fc.option(text, { nil: '' })

  it('lies inside the field that it names, whatever the message', () => {
    fc.assert(
      fc.property(
        text,
        optional,
        optional,
        optional,
        optional,
        (body, subject, quoted, name, email) => {
          const message: Message = {
            id: 'x',
            channel: 'email',
            text: body,
            subject,
            quoted,
            hidden: name,
            sender: { name, email: `${email}@${name}`, replyTo: email, headline: subject },
            links: [
              { href: email, text: name },
              { href: `https://${name}`, text: subject },
            ],
            attachments: [{ name: subject }, { name }],
          }
          const event = buildEvent(message, COMPILED)
          for (const field of FIELDS) {
            for (const { value, path, range, made } of event.get(field)) {
              if (path === undefined) continue
              const whole = follow(message, path)
              expect(typeof whole).toBe('string')
              if (typeof whole !== 'string') continue
              if (made !== undefined) {
                expect(made.to.at(-1) ?? 0).toBeLessThanOrEqual(whole.length)
              } else if (range === undefined) {
                if (field !== 'words') expect(value).toBe(whole)
              } else {
                expect(range[0]).toBeGreaterThanOrEqual(0)
                expect(range[1]).toBeGreaterThanOrEqual(range[0])
                expect(range[1]).toBeLessThanOrEqual(whole.length)
              }
            }
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
