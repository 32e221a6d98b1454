import { beforeEach, describe, expect, it } from 'vitest'
import { EXTENSION_ID, fake } from '../platform/fake-browser.ts'
import { FakePage, PANEL, ask, settle, startFresh, startWorker, write } from './worker.ts'

const LINKEDIN = 'https://www.linkedin.com/messaging/thread/2-abc/'

beforeEach(startFresh)

function openPage(tabId = 1, incognito = false): FakePage {
  return new FakePage(fake.addTab(tabId, LINKEDIN, incognito))
}

describe('a page with a lure', () => {
  it('answers the warning of the lure and none for the rest', async () => {
    const page = openPage()
    await page.hello()
    const reply = await page.read('linkedin', [write('a', 'a lure'), write('b', 'hello')])
    expect(reply.warnings).toHaveLength(1)
    expect(reply.warnings[0]).toMatchObject({
      key: 'linkedin||a',
      headline: 'Looks like a lure',
      verdict: { level: 'high' },
    })
    expect(reply.clear).toEqual([])
  })

  it('shows its count in the badge, and everything read in the popup', async () => {
    const page = openPage()
    await page.hello()
    await page.read('linkedin', [write('a', 'a lure'), write('b', 'hello')])
    expect(fake.badges.get(1)).toBe('1')
    const view = await ask('tab/get', { tabId: 1 })
    expect(view).toMatchObject({
      host: 'www.linkedin.com',
      siteName: 'LinkedIn',
      status: 'reading',
    })
    expect(view.messages.map(({ verdict }) => verdict.level)).toEqual(['high', 'none'])
  })

  it('injects the panel and the style of its marks once, before the first answer', async () => {
    const page = openPage()
    await page.hello()
    await page.read('linkedin', [write('b', 'hello')])
    expect(fake.injected).toEqual([])
    const first = await page.read('linkedin', [write('a', 'a lure')])
    const second = await page.read('linkedin', [write('c', 'another lure')])
    expect(fake.injected).toEqual([{ tabId: 1, frameId: 0, files: [PANEL] }])
    expect(fake.styles).toHaveLength(1)
    expect(first.highlight).toMatch(/^m[0-9a-z]{8}$/)
    expect(second.highlight).toBe(first.highlight)
    expect(fake.styles[0]?.css).toContain(`::highlight(${first.highlight ?? ''})`)
  })

  it('names the marks anew on the next page', async () => {
    const page = openPage()
    await page.hello()
    const first = await page.read('linkedin', [write('a', 'a lure')])
    await page.hello()
    const second = await page.read('linkedin', [write('a', 'a lure')])
    expect(second.highlight).not.toBe(first.highlight)
    expect(fake.injected).toHaveLength(2)
  })

  it('never flags what the user wrote', async () => {
    const page = openPage()
    await page.hello()
    const own = write('a', 'is this a lure?', { direction: 'outgoing' })
    expect((await page.read('linkedin', [own])).warnings).toEqual([])
    expect(await ask('inbox/list', {})).toEqual([])
  })

  it('adds what the page could not read to the verdict', async () => {
    const page = openPage()
    await page.hello()
    const unread = [{ id: 'a', part: 'text', reason: 'cut by the site' }]
    const reply = await page.read('linkedin', [write('a', 'a lure')], { unread })
    expect(reply.warnings[0]?.verdict.unread).toEqual([{ part: 'text', reason: 'cut by the site' }])
  })
})

describe('a conversation', () => {
  const approach = write('1', 'an approach', { sentAt: '2026-11-20T09:00:00.000Z' })
  const archive = write('2', 'the archive', { sentAt: '2026-11-20T09:30:00.000Z' })

  it('is remembered when the worker is killed between two messages', async () => {
    const page = openPage()
    await page.hello()
    expect((await page.read('linkedin', [approach])).warnings).toEqual([])
    startWorker()
    const reply = await page.read('linkedin', [archive])
    expect(reply.warnings.map(({ key }) => key)).toEqual(['linkedin||2'])
  })

  it('ends in the same verdicts when the newest message is read first', async () => {
    const page = openPage()
    await page.hello()
    expect((await page.read('linkedin', [archive])).warnings).toEqual([])
    startWorker()
    const reply = await page.read('linkedin', [approach])
    expect(reply.warnings.map(({ key }) => key)).toEqual(['linkedin||2'])
    expect(fake.badges.get(1)).toBe('1')
    expect((await ask('inbox/list', {})).map(({ key }) => key)).toEqual(['linkedin||2'])
  })

  it('warns in another tab that shows the message', async () => {
    const first = openPage(1)
    await first.hello()
    await first.read('linkedin', [archive])
    const second = openPage(2)
    await second.hello()
    expect((await second.read('linkedin', [approach])).warnings).toEqual([])
    await settle()
    expect(fake.injected).toEqual([{ tabId: 1, frameId: 0, files: [PANEL] }])
    expect(fake.notices).toMatchObject([
      { tabId: 1, frameId: 0, notice: { notice: 'warnings', warnings: [{ key: 'linkedin||2' }] } },
    ])
    expect(fake.badges.get(1)).toBe('1')
    expect(fake.badges.get(2)).toBe('')
  })

  it('is one conversation when two frames report at once', async () => {
    const tab = fake.addTab(1, LINKEDIN)
    const top = new FakePage(tab, 0)
    const bubble = new FakePage(tab, 7)
    await Promise.all([top.hello(), bubble.hello()])
    const [first, second] = await Promise.all([
      top.read('linkedin', [archive]),
      bubble.read('linkedin', [approach]),
    ])
    await settle()
    expect(first.warnings).toEqual([])
    expect(second.warnings).toEqual([])
    expect(fake.notices).toMatchObject([{ tabId: 1, frameId: 0, notice: { notice: 'warnings' } }])
    expect(fake.badges.get(1)).toBe('1')
  })

  it('does not reach from one thread and sender into another', async () => {
    const page = openPage()
    await page.hello()
    const stranger = { name: 'Kim Aster', profileUrl: 'https://www.linkedin.com/in/kim-aster' }
    const other = write('2', 'the archive', { threadId: 'thread-2', sender: stranger })
    const reply = await page.read('linkedin', [approach, other])
    expect(reply.warnings).toEqual([])
  })
})

describe('bad input from a page', () => {
  it('costs only the message that is bad', async () => {
    const page = openPage()
    await page.hello()
    const huge = write('h', 'x'.repeat(4_000_001))
    const foreign = write('f', 'a lure', { site: 'gmail' })
    const bad = [{ id: 'x' }, null, 'text', huge, foreign, { ...Object(write('d', 'y')), links: 7 }]
    const reply = await page.read('linkedin', [...bad, write('a', 'a lure')])
    expect(reply.refused).toBe(6)
    expect(reply.warnings.map(({ key }) => key)).toEqual(['linkedin||a'])
    expect((await ask('tab/get', { tabId: 1 })).refused).toBe(6)
  })

  it('shows ! where nothing is flagged but something was refused', async () => {
    const page = openPage()
    await page.hello()
    await page.read('linkedin', [{ id: 'x' }])
    expect(fake.badges.get(1)).toBe('!')
  })

  it('is refused where the site is not the one at the frame’s own address', async () => {
    const page = new FakePage(fake.addTab(1, LINKEDIN))
    const request = { site: 'gmail', url: 'https://mail.google.com/', health: 'reading' as const }
    expect(await page.call('page/read', { ...request, messages: [], gone: [] })).toEqual({
      ok: false,
      reason: 'no such site at this address',
    })
  })

  it.each([
    ['a web page without a tab', { id: EXTENSION_ID, url: LINKEDIN }],
    ['another extension', { id: 'other', url: LINKEDIN, tab: { id: 1, incognito: false } }],
    [
      'a page of the extension itself',
      {
        id: EXTENSION_ID,
        url: `chrome-extension://${EXTENSION_ID}/src/popup/index.html`,
        tab: { id: 1, incognito: false },
      },
    ],
  ])('a page call from %s is refused', async (_, sender) => {
    const message = { call: 'page/hello', data: { url: LINKEDIN } }
    expect(await fake.send(message, sender)).toEqual({
      ok: false,
      reason: 'only a script in a page may ask this',
    })
  })

  it('a page can’t ask for the inbox, nor dismiss what it does not show', async () => {
    const page = openPage()
    await page.hello()
    await page.read('linkedin', [write('a', 'a lure')])
    expect(await page.call('inbox/list', {})).toEqual({
      ok: false,
      reason: 'only pages of the extension may ask this',
    })
    const other = openPage(2)
    await other.hello()
    expect(await other.call('page/dismiss', { key: 'linkedin||a' })).toMatchObject({ ok: false })
    expect(await ask('inbox/list', {})).toMatchObject([{ state: 'new' }])
  })
})

describe('what a tab shows', () => {
  it('loses messages that left the page, by id, but the inbox keeps them', async () => {
    const page = openPage()
    await page.hello()
    await page.read('linkedin', [write('a', 'a lure'), write('b', 'hello')])
    await page.read('linkedin', [], { gone: ['a'] })
    expect(fake.badges.get(1)).toBe('')
    const view = await ask('tab/get', { tabId: 1 })
    expect(view.messages.map(({ key }) => key)).toEqual(['linkedin||b'])
    expect(await ask('inbox/list', {})).toHaveLength(1)
  })

  it('starts anew with a new document in the frame', async () => {
    const page = openPage()
    await page.hello()
    await page.read('linkedin', [write('a', 'a lure')])
    await page.hello()
    expect((await ask('tab/get', { tabId: 1 })).messages).toEqual([])
    expect(fake.badges.get(1)).toBe('')
  })

  it('starts anew when the browser brings back an older document without a hello', async () => {
    const tab = fake.addTab(1, LINKEDIN)
    await new FakePage(tab, 0, LINKEDIN, 'new').hello()
    await new FakePage(tab, 0, LINKEDIN, 'new').read('linkedin', [write('a', 'a lure')])
    await new FakePage(tab, 0, LINKEDIN, 'old').read('linkedin', [write('b', 'hello')])
    const view = await ask('tab/get', { tabId: 1 })
    expect(view.messages.map(({ key }) => key)).toEqual(['linkedin||b'])
  })

  it('loses the frames that went with the old document, not those of the new one', async () => {
    const tab = fake.addTab(1, LINKEDIN)
    const gone = new FakePage(tab, 5)
    const kept = new FakePage(tab, 6)
    await gone.hello()
    await gone.read('linkedin', [write('a', 'hello')])
    await kept.hello()
    await kept.read('linkedin', [write('b', 'hello')])
    fake.frames.set(1, [0, 6])
    await new FakePage(tab, 0).hello()
    await settle()
    const view = await ask('tab/get', { tabId: 1 })
    expect(view.messages.map(({ key }) => key)).toEqual(['linkedin||b'])
  })

  it('stays while a single-page site changes its address, and goes with the site', async () => {
    const page = openPage()
    await page.hello()
    await page.read('linkedin', [write('a', 'a lure')])
    fake.onUpdated.emit(1, { status: 'loading' }, { ...page.tab, url: `${LINKEDIN}?next` })
    await settle()
    expect(fake.badges.get(1)).toBe('1')
    fake.onUpdated.emit(1, { status: 'loading' }, { id: 1, incognito: false })
    await settle()
    expect(fake.badges.get(1)).toBe('')
    expect(fake.session.values.has('tab 1')).toBe(false)
  })

  it('goes when the tab is closed', async () => {
    const page = openPage()
    await page.hello()
    await page.read('linkedin', [write('a', 'a lure')])
    fake.onTabClosed.emit(1)
    await settle()
    expect([...fake.session.values.keys()]).toEqual([])
  })

  it.each([
    ['unreadable' as const, '!'],
    ['empty' as const, ''],
  ])('a page that is %s has the badge "%s"', async (health, badge) => {
    const page = openPage()
    await page.hello()
    await page.read('linkedin', [], { health })
    expect(fake.badges.get(1)).toBe(badge)
    expect((await ask('tab/get', { tabId: 1 })).status).toBe(health)
  })

  it('keeps the newest messages where the session’s space is used up', async () => {
    const page = openPage()
    await page.hello()
    fake.session.quota = 20_000
    const many = Array.from({ length: 100 }, (_, index) => write(`m${index}`, 'x'.repeat(250)))
    await page.read('linkedin', many)
    const { messages } = await ask('tab/get', { tabId: 1 })
    expect(messages.length).toBeGreaterThan(5)
    expect(messages.length).toBeLessThan(60)
    expect(messages.at(-1)?.key).toBe('linkedin||m99')
  })

  it('holds an excerpt, never the whole text', async () => {
    const page = openPage()
    await page.hello()
    await page.read('linkedin', [write('a', `lure ${'é'.repeat(5_000)}`)])
    const [message] = (await ask('tab/get', { tabId: 1 })).messages
    expect(message?.excerpt.length).toBe(300)
    expect(JSON.stringify([...fake.session.values]).length).toBeLessThan(3_000)
  })
})

describe('a private window', () => {
  it('leaves nothing on disk and is judged all the same', async () => {
    fake.windows = [false, true]
    const page = openPage(1, true)
    await page.hello()
    await page.read('linkedin', [write('1', 'an approach')])
    startWorker()
    const reply = await page.read('linkedin', [write('2', 'the archive')])
    expect(reply.warnings).toHaveLength(1)
    await ask('inbox/mark', { key: 'linkedin||2', state: 'watching' })
    expect(await ask('inbox/list', {})).toEqual([])
    expect(await ask('inbox/list', { withPrivate: true })).toMatchObject([{ state: 'watching' }])
    expect(await ask('storage/status', {})).toMatchObject({ flagged: 0, remembered: 0 })
    expect([...fake.local.values.keys()]).toEqual([])
  })

  it('does not know, nor tell, what other windows read', async () => {
    fake.windows = [false, true]
    const open = openPage(1)
    const hidden = openPage(2, true)
    await open.hello()
    await hidden.hello()
    await open.read('linkedin', [write('1', 'an approach')])
    expect((await hidden.read('linkedin', [write('2', 'the archive')])).warnings).toEqual([])
    await hidden.read('linkedin', [write('3', 'an approach')])
    expect((await open.read('linkedin', [write('4', 'hello')])).warnings).toEqual([])
    expect(await ask('inbox/list', {})).toEqual([])
  })

  it('is forgotten when the last one closes', async () => {
    fake.windows = [false, true]
    const page = openPage(1, true)
    await page.hello()
    await page.read('linkedin', [write('1', 'a lure')])
    expect(fake.session.values.has('private-records')).toBe(true)
    fake.windows = [false]
    fake.onWindowClosed.emit()
    await settle()
    expect(await ask('inbox/list', { withPrivate: true })).toEqual([])
    expect(fake.session.values.has('private-records')).toBe(false)
  })
})
