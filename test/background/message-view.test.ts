import { describe, expect, it } from 'vitest'
import { limitVerdict, viewMessage, warnOf } from '../../src/background/message-view.ts'
import type { Message } from '../../src/engine/message.ts'
import type { Evidence, Finding, Verdict } from '../../src/engine/verdict.ts'

const NONE: Verdict = { id: 'a', level: 'none', findings: [] }

const view = (message: Partial<Message>) =>
  viewMessage({ id: 'a', site: 'gmail', account: '0', text: 'hello', ...message }, NONE, false)

const finding = (evidence: readonly Evidence[], more: Partial<Finding> = {}): Finding => ({
  rule: 'r',
  name: 'r',
  title: 'A title',
  level: 'high',
  stage: 'delivery',
  evidence,
  explain: '',
  innocent: '',
  advice: '',
  ...more,
})

describe('the view of a message', () => {
  it('has its key, sender, subject and an excerpt on one line', () => {
    const sender = { name: 'Robin Vale', email: 'robin@mail.example' }
    expect(view({ sender, subject: 'Offer', text: ' Dear\n\n  Kim, ' })).toMatchObject({
      key: 'gmail|0|a',
      sender: 'Robin Vale',
      address: 'robin@mail.example',
      subject: 'Offer',
      excerpt: 'Dear Kim,',
      outgoing: false,
    })
  })

  it.each([
    [
      'an address before a profile',
      { email: 'a@b.example', profileUrl: 'https://p.example' },
      'a@b.example',
    ],
    ['a profile without an address', { profileUrl: 'https://p.example' }, 'https://p.example'],
    ['neither', {}, ''],
  ])('names %s', (_, sender, address) => {
    expect(view({ sender }).address).toBe(address)
  })

  it('lists hosts once, behind redirectors, and only of links that have one', () => {
    const hrefs = [
      'https://www.linkedin.com/safety/go?url=https%3A%2F%2Fevil.example%2Fa',
      'https://evil.example/b',
      'mailto:robin@mail.example',
      'not a link',
    ]
    const links = hrefs.map((href) => ({ href, text: '' }))
    expect(view({ links }).hosts).toEqual(['evil.example'])
  })

  it('is bounded, whatever the message holds', () => {
    const links = Array.from({ length: 10_000 }, (_, index) => ({
      href: `https://h${index}.example/`,
      text: '',
    }))
    const attachments = links.map(({ href }) => ({ name: href.repeat(50) }))
    const sender = { name: 'n'.repeat(100_000), email: 'e'.repeat(100_000) }
    const big = view({
      text: 'x'.repeat(1_000_000),
      subject: 's'.repeat(100_000),
      sender,
      links,
      attachments,
    })
    expect(JSON.stringify(big).length).toBeLessThan(20_000)
  })

  it.each([298, 299, 300, 301])('cuts no character in two at %i', (length) => {
    const { excerpt } = view({ text: `${'x'.repeat(length - 1)}😀${'y'.repeat(50)}` })
    // Throws on half a character.
    expect(encodeURIComponent(excerpt)).not.toBe('')
    expect(excerpt.length).toBeLessThanOrEqual(300)
    expect(excerpt.endsWith('…')).toBe(true)
  })
})

describe('a verdict on its way to page and store', () => {
  it('keeps short evidence as it is', () => {
    const evidence = [{ field: 'text', start: 2, end: 6, text: 'word' }]
    const verdict: Verdict = { id: 'a', level: 'high', findings: [finding(evidence)] }
    expect(limitVerdict(verdict)).toEqual(verdict)
  })

  it('cuts long evidence with its offsets, and too much of it', () => {
    const long = { field: 'text', start: 10, end: 5_010, text: 'x'.repeat(5_000) }
    const evidence = Array.from({ length: 1_000 }, () => long)
    const limited = limitVerdict({ id: 'a', level: 'high', findings: [finding(evidence)] })
    const [first] = limited.findings[0]?.evidence ?? []
    expect(limited.findings[0]?.evidence).toHaveLength(50)
    expect(first).toEqual({ field: 'text', start: 10, end: 510, text: 'x'.repeat(500) })
  })

  it.each([
    [
      'the headline of its strongest finding',
      { headline: 'Looks like a lure' },
      'Looks like a lure',
    ],
    ['the title where it has none', {}, 'A title'],
  ])('is headed by %s', (_, more, headline) => {
    const verdict: Verdict = { id: 'a', level: 'high', findings: [finding([], more)] }
    const shown = viewMessage({ id: 'a', text: 'hello' }, verdict, false)
    expect(warnOf(shown, '7')).toEqual({
      key: '||a',
      site: '',
      verdict,
      headline,
      hosts: [],
      attachments: [],
      ruleSet: '7',
    })
  })
})
