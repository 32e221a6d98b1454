// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FlaggedEntry, TabView } from '../../src/platform/schema/views.ts'
import { Popup } from '../../src/popup/popup.tsx'
import { ServicesProvider, type Services } from '../../src/ui/services.ts'
import { fakeServices, type Answers, type FakeServices } from '../ui/fake-services.ts'
import { sampleEntry, sampleFinding, sampleMessage, sampleTab } from '../ui/samples.ts'
import { click, find, findAll, leave, nameOf, settle, show, textOf } from '../ui/screen.ts'

afterEach(async () => {
  await leave()
  vi.useRealTimers()
})

interface Given {
  readonly tab?: Partial<TabView>
  readonly inbox?: readonly FlaggedEntry[]
  readonly answers?: Answers
  readonly services?: Partial<Services>
  readonly wantedTab?: string | null
  readonly wantedEntry?: string | null
}

async function open(given: Given = {}): Promise<FakeServices> {
  const services = fakeServices(
    {
      'tab/get': () => sampleTab(given.tab),
      'inbox/list': () => [...(given.inbox ?? [])],
      'inbox/mark': () => null,
      'inbox/forget': () => null,
      'sites/protect': () => null,
      ...given.answers,
    },
    given.services,
  )
  await show(
    <ServicesProvider value={services}>
      <Popup wantedTab={given.wantedTab ?? null} wantedEntry={given.wantedEntry ?? null} />
    </ServicesProvider>,
  )
  return services
}

const listed = (name: string) => findAll('listitem', undefined, find('list', name))
const senders = (name: string) => listed(name).map((item) => textOf(item.querySelector('h3')))
const page = () => textOf(document.body)

describe('which tab', () => {
  it.each([
    [null, 7],
    ['12', 12],
  ])('tabId %s asks for tab %i', async (wantedTab, tabId) => {
    const { asked } = await open({ wantedTab })
    expect(asked).toContainEqual(['tab/get', { tabId }])
  })

  it.each(['', 'x', '-1', '1.5', '1e3', '12345678901'])(
    'refuses tabId "%s" aloud',
    async (text) => {
      const { asked } = await open({ wantedTab: text })
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
    await open({ tab: { status } })
    expect(textOf(document.querySelector('.status'))).toContain(sentence)
    expect(textOf(document.querySelector('.status'))).toContain(help)
  })

  it('counts only what is still flagged', async () => {
    const messages = [
      sampleMessage('a', 'high'),
      sampleMessage('b', 'high', { dismissed: true }),
      sampleMessage('c', 'low'),
    ]
    await open({ tab: { messages } })
    expect(page()).toContain('Messages read: 3. Flagged: 1.')
  })

  it('counts what could not be checked', async () => {
    await open({ tab: { refused: 2 } })
    expect(page()).toContain('Could not be checked: 2 messages')
  })

  it('says that a private window leaves nothing on disk', async () => {
    await open({ tab: { privateWindow: true } })
    expect(page()).toContain('Private window')
  })
})

describe('Protect this site', () => {
  const unprotected = { status: 'unprotected', origin: 'https://webmail.example/*' } as const

  it('asks for the origin before the click is over', async () => {
    const { asked } = await open({ tab: unprotected })
    find('button', 'Protect this site').click()
    expect(asked.at(-1)).toEqual(['requestOrigin', 'https://webmail.example/*'])
    await settle()
    expect(asked).toContainEqual(['sites/protect', { origin: 'https://webmail.example/*' }])
    expect(textOf(find('status'))).toContain('Protected: https://webmail.example/*')
  })

  it('says so when the user refuses', async () => {
    const services = { requestOrigin: () => Promise.resolve(false) }
    const { asked } = await open({ tab: unprotected, services })
    await click(find('button', 'Protect this site'))
    expect(asked.map(([name]) => name)).not.toContain('sites/protect')
    expect(textOf(find('status'))).toContain('Access was not granted')
  })

  it.each(['reading', 'empty', 'unreadable', 'unknown'] as const)(
    'is not offered where the page is %s',
    async (status) => {
      await open({ tab: { ...unprotected, status } })
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
    await open({ tab: { messages: [plain, sampleMessage('lure', 'critical')] } })
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
    await open({ tab: { messages } })
    expect(senders('Messages on this page')).toEqual([
      'Sender 4',
      'Sender 2',
      'Sender 1',
      'Sender 3',
      'Sender 5',
    ])
  })

  it('is there and says why when nothing was read', async () => {
    await open()
    expect(listed('Messages on this page')).toEqual([])
    expect(page()).toContain('No messages were read here.')
  })

  it('shows why on demand: evidence, harmless reading, advice, earlier messages', async () => {
    const related = [
      { id: 'e', rule: 'r', stage: 'approach', sentAt: '2026-11-03T10:00:00Z' },
    ] as const
    const findings = [sampleFinding({ related: [...related] })]
    const message = sampleMessage('a', 'high', { verdict: { id: 'a', level: 'high', findings } })
    await open({ tab: { messages: [message] } })
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
    await open({ tab: { messages: [sampleMessage('a', 'none')] } })
    expect(document.querySelector('details')).toBeNull()
  })

  it('gives no headline to a message below a warning', async () => {
    await open({ tab: { messages: [sampleMessage('a', 'low')] } })
    expect(document.querySelector('.headline')).toBeNull()
    expect(page()).toContain('What was noticed')
  })

  it('shows the code of a character that turns a name around, and keeps the name', async () => {
    const name = 'Offer_\u202Efdp.exe'
    await open({ tab: { messages: [sampleMessage('a', 'none', { attachments: [name] })] } })
    expect(document.querySelector('.control')?.getAttribute('data-code')).toBe('U+202E')
    expect(textOf(document.querySelector('.parts dd'))).toBe(name)
  })

  it('shows markup in a message as text', async () => {
    const sender = '<img src=x onerror=alert(1)>'
    await open({ tab: { messages: [sampleMessage('a', 'none', { sender })] } })
    expect(senders('Messages on this page')).toEqual([sender])
    expect(document.querySelector('img')).toBeNull()
  })

  it('names what could not be checked', async () => {
    const unread = [{ part: 'text', reason: 'longer than the limit' }]
    const verdict = { id: 'a', level: 'none', unread } as const
    const message = sampleMessage('a', 'none', { verdict: { ...verdict, findings: [] } })
    await open({ tab: { messages: [message] } })
    expect(page()).toContain('Not checked: text (longer than the limit)')
  })
})

describe('Flagged messages', () => {
  it('shows the newest first and what was called safe last', async () => {
    const inbox = [sampleEntry('old', 1), sampleEntry('safe', 9, 'safe'), sampleEntry('new', 5)]
    await open({ inbox })
    expect(senders('Flagged messages')).toEqual(['Sender new', 'Sender old', 'Sender safe'])
  })

  it.each([
    [{ tab: {} }, false],
    [{ tab: { privateWindow: true } }, true],
    [{ wantedEntry: 'gmail|a|3' }, true],
  ])('asks for private ones only where they belong: %j', async (given, withPrivate) => {
    const { asked } = await open(given)
    expect(asked.filter(([name]) => name === 'inbox/list').at(-1)?.[1]).toEqual({ withPrivate })
  })

  it('says when it is empty', async () => {
    await open()
    expect(page()).toContain('Nothing has been flagged.')
  })

  it.each([
    ['Open page', ['openPage', 'https://mail.example/inbox'], 'Page opened'],
    ['Not a lure', ['inbox/mark', { key: 'gmail|a|x', state: 'safe' }], 'Marked as not a lure.'],
    ['Forget', ['inbox/forget', { key: 'gmail|a|x' }], 'Forgotten.'],
  ])('%s does that and says so', async (button, asked, said) => {
    const services = await open({ inbox: [sampleEntry('x', 1)] })
    await click(find('button', button))
    expect(services.asked).toContainEqual(asked)
    expect(textOf(find('status'))).toContain(said)
  })

  it('takes "not a lure" back', async () => {
    const services = await open({ inbox: [sampleEntry('x', 1, 'safe')] })
    await click(find('button', 'Flag again'))
    expect(services.asked).toContainEqual(['inbox/mark', { key: 'gmail|a|x', state: 'new' }])
  })

  it('moves the focus to the heading when an entry goes', async () => {
    const inbox = [sampleEntry('x', 1)]
    await open({
      answers: { 'inbox/list': () => inbox, 'inbox/forget': () => (inbox.pop(), null) },
    })
    await click(find('button', 'Forget'))
    expect(listed('Flagged messages')).toEqual([])
    expect(nameOf(document.activeElement as HTMLElement)).toBe('Flagged messages')
  })

  it('draws a full inbox in steps', async () => {
    await open({ inbox: Array.from({ length: 120 }, (_, i) => sampleEntry(String(i), i)) })
    expect(listed('Flagged messages')).toHaveLength(50)
    await click(find('button', 'Show more (70 left)'))
    expect(listed('Flagged messages')).toHaveLength(100)
  })

  it('brings a wanted entry into sight, open, with no tab in the way', async () => {
    const inbox = Array.from({ length: 80 }, (_, i) => sampleEntry(String(i), i))
    const { asked } = await open({ inbox, wantedEntry: 'gmail|a|3' })
    expect(textOf(document.activeElement)).toBe('Sender 3')
    expect(document.activeElement?.closest('li')?.querySelector('details')?.open).toBe(true)
    expect(asked.map(([name]) => name)).not.toContain('tab/get')
  })
})

describe('errors and changes', () => {
  it('shows an error of loading and keeps the rest', async () => {
    const failing = { 'tab/get': () => Promise.reject(new Error('worker asleep')) }
    await open({ answers: failing, inbox: [sampleEntry('x', 1)] })
    expect(page()).toContain('Lurewatch could not load this: worker asleep')
    expect(senders('Flagged messages')).toEqual(['Sender x'])
  })

  it('shows an error of an action', async () => {
    const failing = { 'inbox/forget': () => Promise.reject(new Error('disk full')) }
    await open({ answers: failing, inbox: [sampleEntry('x', 1)] })
    await click(find('button', 'Forget'))
    expect(textOf(find('alert'))).toBe('That did not work: disk full')
    expect(senders('Flagged messages')).toEqual(['Sender x'])
  })

  it('draws again when the background changes, and on a poll while visible', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const inbox = [sampleEntry('a', 1)]
    const services = await open({ answers: { 'inbox/list': () => [...inbox] } })
    inbox.push(sampleEntry('b', 2))
    services.announceChange()
    await settle()
    expect(senders('Flagged messages')).toEqual(['Sender b', 'Sender a'])
    inbox.push(sampleEntry('c', 3))
    vi.advanceTimersByTime(2000)
    await settle()
    expect(senders('Flagged messages')).toEqual(['Sender c', 'Sender b', 'Sender a'])
  })

  it('stops asking once it is closed', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { asked } = await open()
    await leave()
    const before = asked.length
    vi.advanceTimersByTime(10_000)
    await settle()
    expect(asked).toHaveLength(before)
  })

  it('opens the settings', async () => {
    const { asked } = await open()
    await click(find('button', 'Settings'))
    expect(asked).toContainEqual(['openSettings', undefined])
  })
})
