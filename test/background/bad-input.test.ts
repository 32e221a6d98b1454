import { beforeEach, describe, expect, it } from 'vitest'
import { EXTENSION_ID, fake } from '../platform/fake-browser.ts'
import { FakePage, ask, askInbox, startFresh, write } from './worker.ts'

const LINKEDIN = 'https://www.linkedin.com/messaging/thread/2-abc/'

beforeEach(startFresh)

function openPage(tabId = 1): FakePage {
  return new FakePage(fake.addTab(tabId, LINKEDIN))
}

describe('bad input from a page', () => {
  it('costs only the message that is bad', async () => {
    const page = openPage()
    await page.hello()
    const huge = write('h', 'x'.repeat(4_000_001))
    const foreign = write('f', 'a lure', { site: 'gmail' })
    const bad = [{ id: 'x' }, null, 'text', huge, foreign, write('d', 'y', { links: 7 })]
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
    expect(await page.call('inbox/page', { filter: {}, offset: 0, limit: 1 })).toEqual({
      ok: false,
      reason: 'only pages of the extension may ask this',
    })
    const other = openPage(2)
    await other.hello()
    expect(await other.call('page/act', { key: 'linkedin||a', action: 'dismiss' })).toMatchObject({
      ok: false,
    })
    expect(await askInbox()).toMatchObject([{ state: 'new' }])
  })
})
