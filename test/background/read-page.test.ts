import { beforeEach, describe, expect, it } from 'vitest'
import { fake } from '../platform/fake-browser.ts'
import { FakePage, PANEL, ask, askInbox, settle, startFresh, startWorker, write } from './worker.ts'

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
    expect(await askInbox()).toEqual([])
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
    await settle()
    expect(fake.notices).toEqual([])
    expect(fake.badges.get(1)).toBe('1')
    expect(await askInbox()).toMatchObject([
      { key: 'linkedin||2', view: { excerpt: 'the archive', verdict: { level: 'critical' } } },
    ])
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

describe('what a tab shows', () => {
  it('loses messages that left the page, by id, but the inbox keeps them', async () => {
    const page = openPage()
    await page.hello()
    await page.read('linkedin', [write('a', 'a lure'), write('b', 'hello')])
    await page.read('linkedin', [], { gone: ['a'] })
    expect(fake.badges.get(1)).toBe('')
    const view = await ask('tab/get', { tabId: 1 })
    expect(view.messages.map(({ key }) => key)).toEqual(['linkedin||b'])
    expect(await askInbox()).toHaveLength(1)
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

  it.each(['the popup looks', 'the address changes'])(
    'loses a frame that its page removed, once %s',
    async (what) => {
      const tab = fake.addTab(1, LINKEDIN)
      const bubble = new FakePage(tab, 6)
      await new FakePage(tab, 0).hello()
      await bubble.hello()
      await bubble.read('linkedin', [write('a', 'a lure')])
      fake.frames.set(1, [0])
      if (what === 'the popup looks') await ask('tab/get', { tabId: 1 })
      else fake.onUpdated.emit(1, { status: 'loading' }, tab)
      await settle()
      expect(fake.badges.get(1)).toBe('')
    },
  )

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

  it('goes when the tab leaves for another site that may be read', async () => {
    const page = openPage()
    await page.hello()
    await page.read('linkedin', [write('a', 'a lure')])
    fake.onUpdated.emit(1, { status: 'loading' }, { ...page.tab, url: 'https://mail.google.com/' })
    await settle()
    expect(fake.badges.get(1)).toBe('')
    expect((await ask('tab/get', { tabId: 1 })).messages).toEqual([])
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
