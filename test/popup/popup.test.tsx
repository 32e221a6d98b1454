// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import type { TabView } from '../../src/platform/schema/views.ts'
import { sampleFinding, sampleMessage } from '../ui/samples.ts'
import { click, find, findAll, leave, settle, textOf } from '../ui/screen.ts'
import { listed, openPopup, page, senders } from './open-popup.tsx'

afterEach(leave)

describe('which tab', () => {
  it.each([
    [null, 7],
    ['12', 12],
  ])('tabId %s asks for tab %i', async (wantedTab, tabId) => {
    const { asked } = await openPopup({ wantedTab })
    expect(asked).toContainEqual(['tab/get', { tabId }])
  })

  it.each(['', 'x', '-1', '1.5', '1e3', '12345678901'])(
    'refuses tabId "%s" aloud',
    async (text) => {
      const { asked } = await openPopup({ wantedTab: text })
      expect(page()).toContain(`tabId "${text}" is not the number of a tab`)
      expect(asked.map(([name]) => name)).not.toContain('tab/get')
    },
  )
})

describe('status', () => {
  it.each<[TabView['status'], string, string]>([
    ['reading', 'Watching Gmail. Messages read: 0. Flagged: 0.', ''],
    ['empty', 'No message is open.', 'Open a conversation'],
    ['unreadable', "!Can't read the messages on Gmail.", 'Reload the page'],
    ['unprotected', 'Not protected: Gmail.', 'mail.google.com'],
    ['unknown', 'mail.google.com is not a site that Lurewatch can read.', 'Nothing on it'],
  ])('%s is said in words', async (status, sentence, help) => {
    await openPopup({ tab: { status } })
    expect(textOf(document.querySelector('.status'))).toContain(sentence)
    expect(textOf(document.querySelector('.status'))).toContain(help)
  })

  it('counts only what is still flagged', async () => {
    const messages = [
      sampleMessage('a', 'high'),
      sampleMessage('b', 'high', { dismissed: true }),
      sampleMessage('c', 'low'),
    ]
    await openPopup({ tab: { messages } })
    expect(page()).toContain('Messages read: 3. Flagged: 1.')
  })

  it('counts what could not be checked', async () => {
    await openPopup({ tab: { refused: 2 } })
    expect(page()).toContain('Could not be checked: 2 messages')
  })

  it('says that a private window leaves nothing on disk', async () => {
    await openPopup({ tab: { privateWindow: true } })
    expect(page()).toContain('Private window')
  })
})

describe('the site of the page', () => {
  const gmail = { siteId: 'gmail', lastRead: Date.parse('2026-11-19T10:00:00Z') }

  it('says why it can’t be read', async () => {
    const trouble = { kind: 'field-missing' as const, fields: ['sender.name'] }
    await openPopup({ tab: { status: 'unreadable', trouble } })
    expect(page()).toContain('Most messages lack what they should have: sender.name.')
  })

  it('tells the last reading and switches to quiet', async () => {
    const { asked } = await openPopup({ tab: gmail, answers: { 'sites/quiet': () => null } })
    expect(page()).toMatch(/Last read: Nov 19, 2026/)
    await click(find('switch', 'Quiet on Gmail'))
    expect(asked).toContainEqual(['sites/quiet', { id: 'gmail', quiet: true }])
    expect(asked.filter(([name]) => name === 'tab/get')).toHaveLength(2)
  })

  it('copies a report of this tab', async () => {
    const answers = { 'tab/report': () => ({ report: 'structure' }) }
    const { asked } = await openPopup({ tab: gmail, answers, wantedTab: '12' })
    await click(find('button', 'Copy report'))
    expect(asked).toContainEqual(['tab/report', { tabId: 12 }])
    expect(asked).toContainEqual(['copyText', 'structure'])
  })

  it('is left out where no reader reported', async () => {
    await openPopup()
    expect(findAll('switch')).toEqual([])
    expect(findAll('button', 'Copy report')).toEqual([])
  })
})

describe('Protect this site', () => {
  const unprotected = { status: 'unprotected', origin: 'https://webmail.example/*' } as const

  it('asks for the origin before the click is over', async () => {
    const { asked } = await openPopup({ tab: unprotected })
    find('button', 'Protect this site').click()
    expect(asked.at(-1)).toEqual(['requestOrigin', 'https://webmail.example/*'])
    await settle()
    expect(asked).toContainEqual(['sites/protect', { origin: 'https://webmail.example/*' }])
    expect(textOf(find('status'))).toContain('Protected: https://webmail.example/*')
  })

  it('says so when the user refuses', async () => {
    const services = { requestOrigin: () => Promise.resolve(false) }
    const { asked } = await openPopup({ tab: unprotected, services })
    await click(find('button', 'Protect this site'))
    expect(asked.map(([name]) => name)).not.toContain('sites/protect')
    expect(textOf(find('status'))).toContain('Access was not granted')
  })

  it.each(['reading', 'empty', 'unreadable', 'unknown'] as const)(
    'is not offered where the page is %s',
    async (status) => {
      await openPopup({ tab: { ...unprotected, status } })
      expect(findAll('button', 'Protect this site')).toEqual([])
    },
  )
})

describe('Messages on this page', () => {
  it('holds all that is known of every message, flagged or not', async () => {
    const plain = sampleMessage('plain', 'none', {
      hosts: ['jobs.example', 'forms.example'],
      attachments: ['Offer.pdf'],
    })
    await openPopup({ tab: { messages: [plain, sampleMessage('lure', 'critical')] } })
    const [first, second] = listed('Messages on this page')
    for (const text of ['Sender lure', 'Lure signs: critical', 'Looks like a recruiter lure']) {
      expect(textOf(first!)).toContain(text)
    }
    for (const text of [
      'Sender plain',
      'plain@mail.example',
      'Subject plain',
      'Text of plain',
      'jobs.example',
      'forms.example',
      'Offer.pdf',
      'Lure signs: none',
    ]) {
      expect(textOf(second!)).toContain(text)
    }
  })

  it('puts flagged ones first, the strongest on top, the rest in the order of the page', async () => {
    const messages = [
      sampleMessage('1', 'none'),
      sampleMessage('2', 'medium'),
      sampleMessage('3', 'low'),
      sampleMessage('4', 'critical'),
      sampleMessage('5', 'high', { dismissed: true }),
    ]
    await openPopup({ tab: { messages } })
    expect(senders('Messages on this page')).toEqual([
      'Sender 4',
      'Sender 2',
      'Sender 1',
      'Sender 3',
      'Sender 5',
    ])
  })

  it('is there and says why when nothing was read', async () => {
    await openPopup()
    expect(listed('Messages on this page')).toEqual([])
    expect(page()).toContain('No messages were read here.')
  })

  it('shows why on demand: evidence, harmless reading, advice, earlier messages', async () => {
    const related = [
      { id: 'e', rule: 'r', stage: 'approach', sentAt: '2026-11-03T10:00:00Z' },
    ] as const
    const findings = [sampleFinding({ related: [...related] })]
    const message = sampleMessage('a', 'high', { verdict: { id: 'a', level: 'high', findings } })
    await openPopup({ tab: { messages: [message] } })
    const why = document.querySelector('details')!
    expect(why.open).toBe(false)
    for (const text of [
      'Why this was flagged',
      'Sender imitates an employer',
      'The address only looks like',
      'acme-jobs.example',
      "sender's address or profile",
      'A staffing agency may write',
      'Ask the employer on its own site.',
      'First approach, Nov 3, 2026',
      'employer_lookalike_domain',
    ]) {
      expect(textOf(why)).toContain(text)
    }
  })

  it('offers no reason where nothing was found', async () => {
    await openPopup({ tab: { messages: [sampleMessage('a', 'none')] } })
    expect(document.querySelector('details')).toBeNull()
  })

  it('gives no headline to a message that does not warn', async () => {
    const messages = [sampleMessage('a', 'low'), sampleMessage('b', 'high', { dismissed: true })]
    await openPopup({ tab: { messages } })
    expect(document.querySelector('.headline')).toBeNull()
    expect(page()).toContain('What was noticed')
    expect(page()).toContain('Not a lure')
  })

  it('shows the code of a character that turns a name around, and keeps the name', async () => {
    const name = 'Offer_\u202Efdp.exe'
    await openPopup({ tab: { messages: [sampleMessage('a', 'none', { attachments: [name] })] } })
    expect(document.querySelector('.control')?.getAttribute('data-code')).toBe('U+202E')
    expect(textOf(document.querySelector('.parts dd'))).toBe(name)
  })

  it('shows markup in a message as text', async () => {
    const sender = '<img src=x onerror=alert(1)>'
    await openPopup({ tab: { messages: [sampleMessage('a', 'none', { sender })] } })
    expect(senders('Messages on this page')).toEqual([sender])
    expect(document.querySelector('img')).toBeNull()
  })

  it('names what could not be checked', async () => {
    const unread = [{ part: 'text', reason: 'longer than the limit' }]
    const verdict = { id: 'a', level: 'none', unread } as const
    const message = sampleMessage('a', 'none', { verdict: { ...verdict, findings: [] } })
    await openPopup({ tab: { messages: [message] } })
    expect(page()).toContain('Not checked: text (longer than the limit)')
  })
})
