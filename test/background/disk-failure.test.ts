import { beforeEach, describe, expect, it, vi } from 'vitest'
import { IdbRecords } from '../../src/background/idb-records.ts'
import { fake } from '../platform/fake-browser.ts'
import { FakePage, ask, askInbox, startFresh, write } from './worker.ts'

const LINKEDIN = 'https://www.linkedin.com/messaging/thread/2-abc/'

beforeEach(() => {
  vi.restoreAllMocks()
  startFresh()
})

describe('a full disk', () => {
  it('costs the memory of the message, not its warning, and is told in the settings', async () => {
    vi.spyOn(IdbRecords.prototype, 'commit').mockRejectedValue(new Error('QuotaExceededError'))
    const page = new FakePage(fake.addTab(1, LINKEDIN))
    await page.hello()
    const reply = await page.read('linkedin', [write('a', 'a lure')])
    expect(reply.warnings).toHaveLength(1)
    expect(fake.badges.get(1)).toBe('1')
    expect(await ask('storage/status', {})).toMatchObject({ flagged: 0, unsaved: 1 })
  })

  it('lets a later decision of the user enter the message', async () => {
    const commit = vi.spyOn(IdbRecords.prototype, 'commit')
    commit.mockRejectedValueOnce(new Error('QuotaExceededError'))
    const page = new FakePage(fake.addTab(1, LINKEDIN))
    await page.hello()
    await page.read('linkedin', [write('a', 'a lure')])
    await page.call('page/act', { key: 'linkedin||a', action: 'dismiss' })
    expect(await askInbox()).toMatchObject([{ key: 'linkedin||a', state: 'safe' }])
  })
})

describe('a database that can’t be read', () => {
  it('answers an error without texts, and the next message is judged again', async () => {
    const load = vi.spyOn(IdbRecords.prototype, 'loadEntries')
    load.mockRejectedValueOnce(new TypeError('secret words of a message'))
    const page = new FakePage(fake.addTab(1, LINKEDIN))
    await page.hello()
    const request = { site: 'linkedin', url: LINKEDIN, health: 'reading' as const, gone: [] }
    const messages = [write('a', 'a lure')]
    expect(await page.call('page/read', { ...request, messages })).toEqual({
      ok: false,
      reason: 'failed: TypeError',
    })
    expect((await page.read('linkedin', messages)).warnings).toHaveLength(1)
  })
})
