import { beforeEach, describe, expect, it } from 'vitest'
import { fake } from '../platform/fake-browser.ts'
import { ask, askInbox, clock, settle, startFresh, startWorker, write, FakePage } from './worker.ts'

beforeEach(startFresh)

const check = (...messages: readonly unknown[]) =>
  ask('check/messages', { items: messages.map((message) => ({ message })) })
const levels = async (...messages: readonly unknown[]) =>
  (await check(...messages)).map((view) => view?.verdict.level ?? null)

describe('check/messages', () => {
  it('judges each, refuses the malformed by itself, and keeps nothing', async () => {
    expect(await levels(write('1', 'a lure'), { id: '2' }, write('3', 'hello'))).toEqual([
      'high',
      null,
      'none',
    ])
    expect(await askInbox()).toEqual([])
    expect(await ask('storage/status', {})).toMatchObject({ flagged: 0, remembered: 0 })
  })

  it('lets the mails of one file tell a story, in any order, but nothing read before', async () => {
    const approach = write('1', 'approach', { sentAt: '2026-11-20T08:00:00Z' })
    const archive = write('2', 'archive', { sentAt: '2026-11-20T09:00:00Z' })
    expect(await levels(archive, approach)).toEqual(['critical', 'none'])
    await new FakePage(fake.addTab(1, 'https://www.linkedin.com/messaging/')).read('linkedin', [
      approach,
    ])
    expect(await levels(archive)).toEqual(['none'])
  })

  it('keeps two messages apart that bear one id', async () => {
    const views = await check(write('1', 'a lure'), write('1', 'hello'))
    expect(views.map((view) => view?.verdict.level)).toEqual(['high', 'none'])
    expect(new Set(views.map((view) => view?.key)).size).toBe(2)
  })

  it('adds what the file’s reader could not read', async () => {
    const unread = [{ part: 'mail', reason: 'the file is damaged' }]
    const [view] = await ask('check/messages', {
      items: [{ message: write('1', 'hello'), unread }],
    })
    expect(view?.verdict.unread).toEqual(unread)
  })

  it('refuses more than a thousand', async () => {
    const items = Array.from({ length: 1001 }, () => ({ message: {} }))
    await expect(ask('check/messages', { items })).rejects.toThrow('more than 1000')
  })
})

describe('inbox/keep', () => {
  const keep = async (text: string, isPrivate = false) => {
    const [view] = await check(write('1', text))
    return ask('inbox/keep', { view: view!, url: '', isPrivate })
  }

  it('enters a flagged message, and tells open pages', async () => {
    let told = 0
    fake.session.onChanged.addListener(() => told++)
    await keep('a lure')
    expect(await askInbox()).toMatchObject([
      { key: 'linkedin||1', state: 'new', flaggedAt: clock.now, url: '' },
    ])
    expect(told).toBeGreaterThan(0)
  })

  it('leaves a decision as it is', async () => {
    await keep('a lure')
    await ask('inbox/mark', { marks: [{ key: 'linkedin||1', state: 'safe' }] })
    clock.now += 5000
    await keep('a lure')
    expect(await askInbox()).toMatchObject([{ state: 'safe', flaggedAt: clock.now - 5000 }])
  })

  it('is forgotten and restored, though nothing is remembered of it', async () => {
    await keep('a lure')
    const before = await askInbox()
    const records = await ask('inbox/forget', { keys: ['linkedin||1'] })
    expect(await askInbox()).toEqual([])
    await ask('inbox/restore', { records })
    expect(await askInbox()).toEqual(before)
  })

  it('refuses one that is not flagged', async () => {
    await expect(keep('hello')).rejects.toThrow('only flagged')
  })

  it('keeps one of a private window in memory only', async () => {
    await keep('a lure', true)
    expect(await askInbox()).toEqual([])
    expect(await askInbox({ withPrivate: true })).toHaveLength(1)
    expect(await ask('storage/status', {})).toMatchObject({ flagged: 0 })
  })
})

describe('the context menu', () => {
  const LINKEDIN = 'https://www.linkedin.com/feed/'

  /** The page's answer to the script that looks for the selection. */
  const select = (text: string, links: readonly unknown[] = []) => {
    fake.selection = { text, links }
  }
  const clickMenu = async (tabId: number, text: string) => {
    fake.clickMenu('check-selection', tabId, text)
    await settle()
  }
  const resultId = () => new URL(fake.opened.at(-1)!).searchParams.get('id')!
  const result = () => ask('check/selection', { id: resultId() })

  it('is made at install, and once only when an update does so again', async () => {
    for (let turn = 0; turn < 2; turn++) {
      fake.onInstalled.emit({ reason: 'update' })
      await settle()
    }
    expect([...fake.menus]).toEqual([
      ['check-selection', { title: 'menu_check_selection', contexts: ['selection'] }],
    ])
  })

  it('judges the selected text with its links and opens the result, which outlives the worker', async () => {
    fake.addTab(1, LINKEDIN)
    select('a lure\nin two lines', [{ href: 'https://evil.example/x', text: 'acme.example' }])
    await clickMenu(1, 'a lure in two lines')
    startWorker()
    expect(await result()).toMatchObject({
      url: LINKEDIN,
      isPrivate: false,
      view: { hosts: ['evil.example'], verdict: { level: 'high' } },
    })
    expect(await askInbox()).toEqual([])
  })

  it.each([
    ['refuses to be read', 'https://unknown.example/', { text: 'hello', links: [] }],
    ['knows of no selection', LINKEDIN, undefined],
    ['answers nonsense', LINKEDIN, { text: 5 }],
  ])('makes do with the browser’s copy where the page %s', async (_, url, selection) => {
    fake.addTab(1, url)
    fake.selection = selection
    await clickMenu(1, 'a lure')
    expect((await result())?.view.verdict.level).toBe('high')
  })

  it('keeps the newest results, and those of private windows until the last of them closes', async () => {
    fake.addTab(1, LINKEDIN, true)
    select('a lure')
    await clickMenu(1, '')
    expect(await result()).toMatchObject({ isPrivate: true })
    fake.tabs.delete(1)
    fake.onTabClosed.emit(1)
    await settle()
    expect(await result()).toBeNull()

    fake.addTab(2, LINKEDIN)
    for (let turn = 0; turn < 22; turn++) await clickMenu(2, '')
    const kept = [...fake.session.values.keys()].filter((key) => key.startsWith('check '))
    expect(kept).toHaveLength(20)
  })

  it('forgets results with everything else', async () => {
    fake.addTab(1, LINKEDIN)
    select('a lure')
    await clickMenu(1, '')
    await ask('forget/everything', {})
    expect(await result()).toBeNull()
  })
})
