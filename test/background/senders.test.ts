import { beforeEach, describe, expect, it } from 'vitest'
import type { CallRequest } from '../../src/platform/protocol.ts'
import { fake } from '../platform/fake-browser.ts'
import { FakePage, ask, askInbox, settle, startFresh, startWorker, write } from './worker.ts'

const LINKEDIN = 'https://www.linkedin.com/messaging/thread/2-abc/'
const ROBIN = 'https://www.linkedin.com/in/robin-vale'
const UNTOUCHED = { state: 'new', trusted: false, allowed: false }

beforeEach(startFresh)

async function open(tabId: number, texts: Record<string, string>, isPrivate = false) {
  const page = new FakePage(fake.addTab(tabId, LINKEDIN, isPrivate))
  await page.hello()
  const messages = Object.entries(texts).map(([id, text]) => write(id, text))
  const { warnings } = await page.read('linkedin', messages)
  return { page, warnings }
}

const act = (
  page: FakePage,
  action: CallRequest<'page/act'>['action'],
  more: Partial<CallRequest<'page/act'>> = {},
) => page.call('page/act', { key: 'linkedin||a', action, ...more })

const states = async () =>
  Object.fromEntries((await askInbox()).map(({ view, state }) => [view.verdict.id, state]))
const keysOf = (warnings: readonly { key: string }[]) => warnings.map(({ key }) => key)

/** A mail with a result of its sender's check. */
const mail = (id: string, dmarc?: 'pass' | 'fail' | 'none') =>
  write(id, 'a lure', {
    site: 'gmail',
    sender: { name: 'Ana', email: 'Ana@Sender.example' },
    ...(dmarc === undefined ? {} : { authentication: { dmarc } }),
  })

async function openMail(...messages: unknown[]) {
  const page = new FakePage(fake.addTab(5, 'https://mail.google.com/mail/u/0/'))
  await page.hello()
  return { page, warnings: (await page.read('gmail', messages)).warnings }
}

describe('trusting a sender', () => {
  it('takes away all their warnings, now and later, wherever they stand', async () => {
    const { page } = await open(1, { a: 'a lure', b: 'a lure' })
    await open(2, { c: 'a lure' })
    expect(await act(page, 'trust')).toEqual({ ok: true, data: UNTOUCHED })
    await settle()
    expect([fake.badges.get(1), fake.badges.get(2)]).toEqual(['', ''])
    expect(await states()).toEqual({ a: 'safe', b: 'safe', c: 'safe' })
    startWorker()
    expect((await open(3, { d: 'a lure' })).warnings).toEqual([])
    expect(await ask('senders/list', {})).toEqual([
      {
        site: 'linkedin',
        siteName: 'LinkedIn',
        address: ROBIN,
        trusted: true,
        allowed: false,
        authenticated: false,
      },
    ])
  })

  it('does not touch another sender', async () => {
    const { page } = await open(1, { a: 'a lure' })
    const other = write('x', 'a lure', { sender: { name: 'Robin Vale', profileUrl: `${ROBIN}2` } })
    await act(page, 'trust')
    expect(keysOf((await page.read('linkedin', [other])).warnings)).toEqual(['linkedin||x'])
  })

  it('is undone with what stood before', async () => {
    const { page } = await open(1, { a: 'a lure', b: 'a lure' })
    await ask('inbox/mark', { marks: [{ key: 'linkedin||a', state: 'watching' }] })
    await ask('inbox/mark', { marks: [{ key: 'linkedin||b', state: 'safe' }] })
    expect(await act(page, 'trust')).toMatchObject({ data: { state: 'watching' } })
    await act(page, 'undo', { before: { state: 'watching', trusted: false, allowed: false } })
    await settle()
    expect(await states()).toEqual({ a: 'watching', b: 'safe' })
    expect(await ask('senders/list', {})).toEqual([])
    expect(fake.badges.get(1)).toBe('1')
  })

  it('is taken back in the settings, and undone there', async () => {
    const { page } = await open(1, { a: 'a lure', b: 'a lure' })
    await act(page, 'trust')
    const [sender] = await ask('senders/list', {})
    if (sender === undefined) throw new Error('no sender')
    await ask('senders/set', { ...sender, trusted: false })
    await settle()
    expect(await states()).toEqual({ a: 'new', b: 'new' })
    expect(fake.badges.get(1)).toBe('2')
    expect(await ask('senders/list', {})).toEqual([])
    await ask('senders/set', sender)
    await settle()
    expect(fake.badges.get(1)).toBe('')
  })

  it('leaves a decision on a message itself alone', async () => {
    const { page } = await open(1, { a: 'a lure', b: 'a lure' })
    await act(page, 'trust')
    await ask('inbox/mark', { marks: [{ key: 'linkedin||b', state: 'new' }] })
    const both = [write('a', 'a lure'), write('b', 'a lure')]
    expect(keysOf((await page.read('linkedin', both)).warnings)).toEqual(['linkedin||b'])
    expect(await states()).toEqual({ a: 'safe', b: 'new' })
  })

  it.each([
    ['passed the check', 'pass', ['gmail||n', 'gmail||f', 'gmail||u']],
    ['tells nothing of a check', undefined, ['gmail||f']],
  ] as const)('of mail that %s holds for mail like it', async (_, dmarc, warned) => {
    const { page } = await openMail(mail('a', dmarc))
    await page.call('page/act', { key: 'gmail||a', action: 'trust' })
    const later = [mail('p', 'pass'), mail('n', 'none'), mail('f', 'fail'), mail('u')]
    expect(keysOf((await page.read('gmail', later)).warnings)).toEqual(warned)
  })

  it.each([
    ['failed the check', mail('a', 'fail')],
    ['names nobody', write('a', 'a lure', { site: 'gmail', sender: { name: 'Ana' } })],
  ])('is refused for mail that %s', async (_, message) => {
    const { page } = await openMail(message)
    const answer = await page.call('page/act', { key: 'gmail||a', action: 'trust' })
    expect(answer).toMatchObject({ ok: false })
    expect(await ask('senders/list', {})).toEqual([])
    expect(await askInbox()).toMatchObject([{ state: 'new' }])
  })
})

describe('opening without a question', () => {
  it('reaches every page that shows the sender, and keeps the warnings', async () => {
    const { page } = await open(1, { a: 'a lure' })
    await open(2, { b: 'a lure' })
    await act(page, 'allow')
    await settle()
    expect(fake.notices).toMatchObject([
      { tabId: 1, notice: { warnings: [{ key: 'linkedin||a', allowed: true }], clear: [] } },
      { tabId: 2, notice: { warnings: [{ key: 'linkedin||b', allowed: true }], clear: [] } },
    ])
    expect((await open(3, { c: 'a lure' })).warnings).toMatchObject([{ allowed: true }])
  })

  it('ends with "ask again" and with undo', async () => {
    const { page } = await open(1, { a: 'a lure' })
    for (const [action, more] of [
      ['ask', {}],
      ['undo', { before: { state: 'new', trusted: false, allowed: false } }],
    ] as const) {
      await act(page, 'allow')
      expect(await act(page, action, more)).toMatchObject({ ok: true, data: { allowed: true } })
      const { warnings } = await page.read('linkedin', [write('a', 'a lure')])
      expect(warnings[0]).not.toHaveProperty('allowed')
      expect(await ask('senders/list', {})).toEqual([])
    }
  })
})

describe('what a page may say', () => {
  it('is refused of a message that it does not show', async () => {
    await open(1, { a: 'a lure' })
    const other = new FakePage(fake.addTab(2, LINKEDIN))
    await other.hello()
    for (const action of ['dismiss', 'trust', 'report', 'allow', 'undo', 'review'] as const) {
      expect(await act(other, action)).toMatchObject({ ok: false })
    }
    expect(await states()).toEqual({ a: 'new' })
    expect(await ask('senders/list', {})).toEqual([])
  })

  it('must name what stood before, to undo it', async () => {
    const { page } = await open(1, { a: 'a lure' })
    expect(await act(page, 'undo')).toMatchObject({ ok: false })
  })

  it('"report" sends nothing, marks the entry, and keeps the warning', async () => {
    const { page } = await open(1, { a: 'a lure' })
    expect(await act(page, 'report')).toEqual({ ok: true, data: UNTOUCHED })
    expect(await states()).toEqual({ a: 'reported' })
    expect(fake.badges.get(1)).toBe('1')
  })
})

describe('where decisions are kept', () => {
  it('of private windows in memory only, until the last of them closes', async () => {
    const { page } = await open(1, { a: 'a lure' }, true)
    await act(page, 'trust')
    expect([...fake.local.values.keys()]).not.toContain('senders')
    expect(await ask('senders/list', {})).toEqual([])
    expect((await open(2, { b: 'a lure' }, true)).warnings).toEqual([])
    expect((await open(3, { c: 'a lure' })).warnings).toHaveLength(1)
    for (const tabId of [1, 2]) {
      fake.tabs.delete(tabId)
      fake.onTabClosed.emit(tabId)
    }
    await settle()
    expect((await open(4, { d: 'a lure' }, true)).warnings).toHaveLength(1)
  })

  it('none, once everything was forgotten', async () => {
    const { page } = await open(1, { a: 'a lure' })
    await act(page, 'trust')
    await ask('forget/everything', {})
    expect([...fake.local.values.keys()]).not.toContain('senders')
    expect((await open(2, { b: 'a lure' })).warnings).toHaveLength(1)
  })

  it('loses no other by one that is damaged', async () => {
    const { page } = await open(1, { a: 'a lure' })
    await act(page, 'trust')
    await fake.local.set({
      senders: [{ site: 7 }, ...(await ask('senders/list', {}))],
    })
    startWorker()
    expect((await open(2, { b: 'a lure' })).warnings).toEqual([])
  })
})
