import { beforeEach, describe, expect, it } from 'vitest'
import type { CallRequest } from '../../src/platform/protocol.ts'
import { fake } from '../platform/fake-browser.ts'
import { FakePage, ask, askInbox, clock, settle, startFresh, startWorker, write } from './worker.ts'

const LINKEDIN = 'https://www.linkedin.com/messaging/thread/2-abc/'
const DAY = 24 * 60 * 60 * 1000

beforeEach(startFresh)

async function openLure(tabId = 1): Promise<FakePage> {
  const page = new FakePage(fake.addTab(tabId, LINKEDIN))
  await page.hello()
  await page.read('linkedin', [write('a', 'a lure')])
  return page
}

describe('a part of the inbox', () => {
  /** `a` is of Gmail, `b` called safe, the others new; one minute apart. */
  async function fill(): Promise<void> {
    const page = new FakePage(fake.addTab(1, LINKEDIN))
    const gmail = new FakePage(fake.addTab(2, 'https://mail.google.com/mail/u/0/'))
    await gmail.read('gmail', [
      { ...Object(write('a', 'a lure')), site: 'gmail', sender: { name: 'Ana Ferro' } },
    ])
    for (const id of ['b', 'c', 'd']) {
      clock.now += 60_000
      await page.read('linkedin', [write(id, `a lure, number-${id}`)])
    }
    await ask('inbox/mark', { marks: [{ key: 'linkedin||b', state: 'safe' }] })
  }
  const page = (
    filter: CallRequest<'inbox/page'>['filter'] = {},
    part: Partial<CallRequest<'inbox/page'>> = {},
  ) => ask('inbox/page', { filter, offset: 0, limit: 50, ...part })
  const ids = async (...given: Parameters<typeof page>) =>
    (await page(...given)).entries.map(({ view }) => view.verdict.id)

  it('has the newest first and what was called safe last', async () => {
    await fill()
    expect(await page()).toMatchObject({
      offset: 0,
      matching: 4,
      total: 4,
      sites: [
        { id: 'gmail', name: 'Gmail' },
        { id: 'linkedin', name: 'LinkedIn' },
      ],
    })
    expect(await ids()).toEqual(['d', 'c', 'a', 'b'])
    expect(await ids({}, { offset: 1, limit: 2 })).toEqual(['c', 'a'])
  })

  it.each<[string, CallRequest<'inbox/page'>['filter'], string[]]>([
    ['state', { states: ['safe'] }, ['b']],
    ['site', { sites: ['gmail'] }, ['a']],
    ['level', { levels: ['high'] }, ['d', 'c', 'a', 'b']],
    ['another level', { levels: ['medium'] }, []],
    ['every word of a search, whatever the case', { search: 'ROBIN  number' }, ['d', 'c', 'b']],
    ['one word that is nowhere', { search: 'robin nowhere' }, []],
    ['both', { states: ['new'], search: 'number-c' }, ['c']],
  ])('is filtered by %s', async (_, filter, expected) => {
    await fill()
    expect(await ids(filter)).toEqual(expected)
  })

  it('is filtered by time and finds a wanted entry', async () => {
    await fill()
    expect(await ids({ since: clock.now - 60_000 })).toEqual(['d', 'c'])
    expect((await page({}, { wanted: 'gmail||a', limit: 1 })).wantedIndex).toBe(2)
    expect(await page({}, { wanted: 'gone' })).not.toHaveProperty('wantedIndex')
  })

  it('keeps a note over a new reading, finds it, and takes it away again', async () => {
    await fill()
    await ask('inbox/note', { key: 'linkedin||c', note: 'asked HR' })
    await new FakePage(fake.addTab(1, LINKEDIN)).read('linkedin', [write('c', 'a lure again')])
    expect((await page({ search: 'asked hr' })).entries).toMatchObject([{ note: 'asked HR' }])
    await ask('inbox/note', { key: 'linkedin||c', note: '' })
    expect((await page({ search: 'again' })).entries[0]).not.toHaveProperty('note')
    await expect(ask('inbox/note', { key: 'gone', note: 'x' })).rejects.toThrow('no such message')
  })
})

describe('undoing a forgetting', () => {
  it('brings back entry, decision, note, memory and warning', async () => {
    const page = await openLure()
    await ask('inbox/mark', { marks: [{ key: 'linkedin||a', state: 'watching' }] })
    await ask('inbox/note', { key: 'linkedin||a', note: 'asked HR' })
    const before = await askInbox()
    const records = await ask('inbox/forget', { keys: ['linkedin||a'] })
    expect(await ask('storage/status', {})).toMatchObject({ flagged: 0, remembered: 0 })
    startWorker()
    await ask('inbox/restore', { records })
    await settle()
    expect(await askInbox()).toEqual(before)
    expect(await ask('storage/status', {})).toMatchObject({ flagged: 1, remembered: 1 })
    expect(fake.notices.at(-1)?.notice).toMatchObject({ warnings: [{ key: 'linkedin||a' }] })
    // Read again on the same page it is judged again.
    expect((await page.read('linkedin', [write('a', 'a lure')])).warnings).toHaveLength(1)
  })

  it('refuses memory that is malformed, and brings back what is nothing but memory', async () => {
    await new FakePage(fake.addTab(1, LINKEDIN)).read('linkedin', [write('a', 'approach')])
    const records = await ask('inbox/forget', { keys: ['linkedin||a'] })
    const bad = [{ key: 'x', isPrivate: false, memory: { key: 5 } }]
    await expect(ask('inbox/restore', { records: bad })).rejects.toThrow('malformed')
    await ask('inbox/restore', { records })
    expect(await ask('storage/status', {})).toMatchObject({ flagged: 0, remembered: 1 })
  })
})

describe('the inbox', () => {
  it('holds what was flagged, with page, time and excerpt, over the worker’s death', async () => {
    await openLure()
    startWorker()
    expect(await askInbox()).toMatchObject([
      {
        key: 'linkedin||a',
        state: 'new',
        flaggedAt: clock.now,
        url: LINKEDIN,
        view: { sender: 'Robin Vale', excerpt: 'a lure', verdict: { level: 'high' } },
      },
    ])
  })

  it('lists the newest first', async () => {
    const page = await openLure()
    clock.now += 1_000
    await page.read('linkedin', [write('b', 'a lure')])
    expect((await askInbox()).map(({ view }) => view.verdict.id)).toEqual(['b', 'a'])
  })

  it('keeps the user’s decision when the message is read again', async () => {
    const page = await openLure()
    await ask('inbox/mark', { marks: [{ key: 'linkedin||a', state: 'reported' }] })
    clock.now += 5_000
    await page.hello()
    const reply = await page.read('linkedin', [write('a', 'a lure')])
    expect(reply.warnings).toHaveLength(1)
    expect(await askInbox()).toMatchObject([{ state: 'reported', flaggedAt: clock.now - 5_000 }])
  })

  it('marks no unknown message, and has nothing of it to forget', async () => {
    const marks = [{ key: 'linkedin||none', state: 'safe' as const }]
    await expect(ask('inbox/mark', { marks })).rejects.toThrow('no such message in the inbox')
    expect(await ask('inbox/forget', { keys: ['linkedin||none'] })).toEqual([])
  })
})

describe('“not a lure”', () => {
  it('takes the warning away on every page, and for good', async () => {
    const page = await openLure(1)
    const other = await openLure(2)
    expect(await page.call('page/act', { key: 'linkedin||a', action: 'dismiss' })).toEqual({
      ok: true,
      data: { state: 'new', trusted: false, allowed: false },
    })
    await settle()
    const cleared = { notice: 'warnings', warnings: [], clear: ['linkedin||a'] }
    expect(fake.notices).toMatchObject([
      { tabId: 1, frameId: 0, notice: cleared },
      { tabId: 2, frameId: 0, notice: cleared },
    ])
    expect([fake.badges.get(1), fake.badges.get(2)]).toEqual(['', ''])
    startWorker()
    await other.hello()
    expect((await other.read('linkedin', [write('a', 'a lure')])).warnings).toEqual([])
    expect(await askInbox()).toMatchObject([{ state: 'safe', view: { dismissed: true } }])
  })

  it('can be taken back in the inbox: the warning returns to the page', async () => {
    const page = await openLure()
    await page.call('page/act', { key: 'linkedin||a', action: 'dismiss' })
    await settle()
    fake.notices.length = 0
    await ask('inbox/mark', { marks: [{ key: 'linkedin||a', state: 'new' }] })
    await settle()
    expect(fake.notices).toMatchObject([
      { tabId: 1, notice: { warnings: [{ key: 'linkedin||a' }], clear: [] } },
    ])
    expect(fake.badges.get(1)).toBe('1')
  })

  it('does not silence a second lure of the same sender', async () => {
    const page = await openLure()
    await page.call('page/act', { key: 'linkedin||a', action: 'dismiss' })
    const reply = await page.read('linkedin', [write('b', 'a lure')])
    expect(reply.warnings.map(({ key }) => key)).toEqual(['linkedin||b'])
  })
})

it.each([false, true])(
  'a warning opens the inbox at its entry (whole addresses: %s)',
  async (isFull) => {
    fake.hasFullAddresses = isFull
    const page = await openLure()
    await page.call('page/act', { key: 'linkedin||a', action: 'review' })
    expect(fake.opened).toEqual([
      'chrome-extension://abcdefghijklmnop/src/review/index.html?key=linkedin%7C%7Ca',
    ])
    expect(await page.call('page/act', { key: 'linkedin||b', action: 'review' })).toMatchObject({
      ok: false,
    })
    expect(fake.opened).toHaveLength(1)
  },
)

describe('forgetting one message', () => {
  it('drops it and its memory, takes the warning away, and stays so on this page', async () => {
    const page = await openLure()
    await ask('inbox/forget', { keys: ['linkedin||a'] })
    await settle()
    expect(await askInbox()).toEqual([])
    expect(await ask('storage/status', {})).toMatchObject({ flagged: 0, remembered: 0 })
    expect(fake.badges.get(1)).toBe('')
    expect((await page.read('linkedin', [write('a', 'a lure')])).warnings).toEqual([])
    expect(await askInbox()).toEqual([])
  })

  it('lets it be flagged anew on a later page', async () => {
    const page = await openLure()
    await ask('inbox/forget', { keys: ['linkedin||a'] })
    await page.hello()
    expect((await page.read('linkedin', [write('a', 'a lure')])).warnings).toHaveLength(1)
  })
})

describe('forgetting everything', () => {
  it('empties inbox, memory, popup and badges, and tells pages to clear, not to read again', async () => {
    const page = await openLure()
    await page.read('linkedin', [write('1', 'an approach')])
    await ask('forget/everything', {})
    await settle()
    expect(await askInbox()).toEqual([])
    expect(await ask('storage/status', {})).toMatchObject({ flagged: 0, remembered: 0 })
    expect((await ask('tab/get', { tabId: 1 })).messages).toEqual([])
    expect(fake.badges.get(1)).toBe('')
    expect(fake.notices).toMatchObject([
      { tabId: 1, notice: { notice: 'warnings', clear: ['linkedin||a', 'linkedin||1'] } },
    ])
    startWorker()
    expect((await page.read('linkedin', [write('2', 'the archive')])).warnings).toEqual([])
  })

  it('also drops decisions: a message marked safe is flagged when it is read again', async () => {
    const page = await openLure()
    await page.call('page/act', { key: 'linkedin||a', action: 'dismiss' })
    await ask('forget/everything', {})
    await page.hello()
    expect((await page.read('linkedin', [write('a', 'a lure')])).warnings).toHaveLength(1)
  })

  it('keeps settings', async () => {
    await ask('settings/set', { retentionDays: 7 })
    await ask('forget/everything', {})
    expect(await ask('settings/get', {})).toMatchObject({ retentionDays: 7 })
  })
})

describe('retention', () => {
  it('drops flagged messages after the days that the user chose, by a daily alarm', async () => {
    await ask('settings/set', { retentionDays: 30 })
    await openLure()
    fake.onInstalled.emit({ reason: 'update' })
    await settle()
    expect(fake.alarms.get('retention')).toEqual({ periodInMinutes: 1_440 })
    clock.now += 29 * DAY
    fake.onAlarm.emit({ name: 'retention' })
    await settle()
    expect(await askInbox()).toHaveLength(1)
    clock.now += 2 * DAY
    fake.onAlarm.emit({ name: 'other' })
    await settle()
    expect(await askInbox()).toHaveLength(1)
    fake.onAlarm.emit({ name: 'retention' })
    await settle()
    expect(await askInbox()).toEqual([])
  })

  it('drops memory after 180 days, also at browser start', async () => {
    const page = await openLure()
    await page.read('linkedin', [write('1', 'an approach')])
    clock.now += 181 * DAY
    fake.onStartup.emit()
    await settle()
    expect(await ask('storage/status', {})).toMatchObject({ remembered: 0 })
    expect((await page.read('linkedin', [write('2', 'the archive')])).warnings).toEqual([])
  })

  it('follows at once when the user shortens it', async () => {
    await openLure()
    clock.now += 10 * DAY
    await ask('settings/set', { retentionDays: 5 })
    expect(await askInbox()).toEqual([])
  })
})
