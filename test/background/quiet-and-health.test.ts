import { beforeEach, describe, expect, it } from 'vitest'
import { fake } from '../platform/fake-browser.ts'
import { FakePage, ask, settle, startFresh, write } from './worker.ts'

const LINKEDIN = 'https://www.linkedin.com/messaging/'
const FIELDS = { unit: [1, 0], body: [1, 0] }

beforeEach(startFresh)

describe('a quiet site', () => {
  it('gets no panel; badge and popup show the warning all the same', async () => {
    const page = new FakePage(fake.addTab(1, LINKEDIN))
    await ask('sites/quiet', { id: 'linkedin', quiet: true })
    await page.hello()
    const reply = await page.read('linkedin', [write('a', 'lure')])
    expect(reply).toEqual({ warnings: [], clear: [] })
    expect(fake.injected).toEqual([])
    expect(fake.styles).toEqual([])
    expect(fake.badges.get(1)).toBe('1')
    expect(await ask('tab/get', { tabId: 1 })).toMatchObject({ quiet: true, siteId: 'linkedin' })
  })

  it('loses and regains the warnings of open pages as it is switched', async () => {
    const page = new FakePage(fake.addTab(1, LINKEDIN))
    await page.hello()
    const { warnings } = await page.read('linkedin', [write('a', 'lure')])
    const keys = warnings.map(({ key }) => key)
    await ask('sites/quiet', { id: 'linkedin', quiet: true })
    await settle()
    expect(fake.notices.at(-1)?.notice).toMatchObject({ warnings: [], clear: keys })
    await ask('sites/quiet', { id: 'linkedin', quiet: false })
    await settle()
    expect(fake.notices.at(-1)?.notice).toMatchObject({ warnings: [{ key: keys[0] }], clear: [] })
  })

  it('is none of another name', async () => {
    await expect(ask('sites/quiet', { id: 'nowhere', quiet: true })).rejects.toThrow('no such site')
  })
})

describe('how reading goes', () => {
  it('is kept per site and host, with the candidates that matched', async () => {
    const page = new FakePage(fake.addTab(1, LINKEDIN))
    await page.hello()
    await page.read('linkedin', [write('a', 'hello')], { details: { fields: FIELDS, faults: [] } })
    expect(await ask('health/list', {})).toMatchObject([
      {
        site: 'linkedin',
        name: 'LinkedIn',
        host: 'www.linkedin.com',
        status: 'reading',
        fields: [
          { field: 'unit', candidates: [{ label: 'u', count: 1 }], missing: 0 },
          { field: 'body', candidates: [{ label: 'b', count: 1 }], missing: 0 },
        ],
      },
    ])
  })

  it('says why a page can’t be read, and marks the badge', async () => {
    const page = new FakePage(fake.addTab(1, LINKEDIN))
    await page.hello()
    const trouble = { kind: 'no-messages' as const, fields: [] }
    const details = { trouble, fields: {}, faults: [] }
    await page.read('linkedin', [], { health: 'unreadable', details })
    expect(fake.badges.get(1)).toBe('!')
    expect(await ask('tab/get', { tabId: 1 })).toMatchObject({ status: 'unreadable', trouble })
  })

  it('of a private window is not kept', async () => {
    const page = new FakePage(fake.addTab(1, LINKEDIN, true))
    await page.hello()
    await page.read('linkedin', [write('a', 'hello')])
    expect(await ask('health/list', {})).toEqual([])
  })
})
