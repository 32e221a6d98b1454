import { beforeEach, describe, expect, it } from 'vitest'
import { fake } from '../platform/fake-browser.ts'
import { FakePage, ask, askInbox, settle, startFresh, startWorker, write } from './worker.ts'

const LINKEDIN = 'https://www.linkedin.com/messaging/thread/2-abc/'

beforeEach(startFresh)

async function openLure(): Promise<FakePage> {
  const page = new FakePage(fake.addTab(1, LINKEDIN))
  await page.hello()
  await page.read('linkedin', [write('a', 'a lure')])
  return page
}

describe('rules', () => {
  it('are listed with their state', async () => {
    expect(await ask('rules/list', {})).toMatchObject([
      { id: 'story', kind: 'story', enabled: true },
      { id: 'lure', kind: 'signal', enabled: true },
    ])
    await ask('rules/enable', { id: 'lure', enabled: false })
    startWorker()
    expect(await ask('rules/list', {})).toMatchObject([
      { id: 'story', enabled: true },
      { id: 'lure', enabled: false },
    ])
  })

  it('switched off let pages be read again; what they flagged alone is flagged no more', async () => {
    const page = await openLure()
    await ask('rules/enable', { id: 'lure', enabled: false })
    await settle()
    expect(fake.notices).toEqual([{ tabId: 1, notice: { notice: 'reread' } }])
    const reply = await page.read('linkedin', [write('a', 'a lure')])
    expect(reply).toEqual({ warnings: [], clear: ['linkedin||a'] })
    expect(fake.badges.get(1)).toBe('')
    expect(await askInbox()).toEqual([])
  })

  it('switched on again flag again', async () => {
    const page = await openLure()
    await ask('rules/enable', { id: 'lure', enabled: false })
    await ask('rules/enable', { id: 'lure', enabled: true })
    expect((await page.read('linkedin', [write('a', 'a lure')])).warnings).toHaveLength(1)
  })

  it('that nobody knows can’t be switched', async () => {
    await expect(ask('rules/enable', { id: 'none', enabled: false })).rejects.toThrow(
      'no such rule',
    )
    expect(fake.local.values.size).toBe(0)
  })

  it('switched off keep an entry on which the user decided', async () => {
    const page = await openLure()
    await ask('inbox/mark', { marks: [{ key: 'linkedin||a', state: 'watching' }] })
    await ask('rules/enable', { id: 'lure', enabled: false })
    await page.read('linkedin', [write('a', 'a lure')])
    expect(await askInbox()).toMatchObject([
      { state: 'watching', view: { verdict: { level: 'none' } } },
    ])
  })
})

describe('settings', () => {
  it('have defaults', async () => {
    expect(await ask('settings/get', {})).toEqual({
      retentionDays: 180,
      disabledRules: [],
      ruleLevels: {},
      notify: false,
    })
  })

  it.each([
    ['a number out of range', { retentionDays: 0 }],
    ['a fraction', { retentionDays: 1.5 }],
    ['a text', { retentionDays: '5' }],
  ])('refuse %s and keep what was', async (_, change) => {
    const message = { call: 'settings/set', data: change }
    const own = { id: 'abcdefghijklmnop', url: 'chrome-extension://abcdefghijklmnop/x.html' }
    expect(await fake.send(message, own)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('retentionDays') as string,
    })
    expect(await ask('settings/get', {})).toMatchObject({ retentionDays: 180 })
  })

  it('that were damaged on disk fall back one by one', async () => {
    fake.local.values.set('settings', { retentionDays: 'soon', disabledRules: ['lure'] })
    expect(await ask('settings/get', {})).toEqual({
      retentionDays: 180,
      disabledRules: ['lure'],
      ruleLevels: {},
      notify: false,
    })
  })

  it('keep one change when another comes', async () => {
    await ask('settings/set', { retentionDays: 7 })
    await ask('rules/enable', { id: 'lure', enabled: false })
    expect(await ask('settings/get', {})).toEqual({
      retentionDays: 7,
      disabledRules: ['lure'],
      ruleLevels: {},
      notify: false,
    })
  })
})
