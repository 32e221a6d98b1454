import { beforeEach, describe, expect, it } from 'vitest'
import { fake } from '../platform/fake-browser.ts'
import { FakePage, ask, askInbox, settle, startFresh, startWorker, write } from './worker.ts'

const LINKEDIN = 'https://www.linkedin.com/messaging/thread/2-abc/'

beforeEach(startFresh)

function openPage(tabId = 1, incognito = false): FakePage {
  return new FakePage(fake.addTab(tabId, LINKEDIN, incognito))
}

describe('a private window', () => {
  it('leaves nothing on disk and is judged all the same', async () => {
    const page = openPage(1, true)
    await page.hello()
    await page.read('linkedin', [write('1', 'an approach')])
    startWorker()
    const reply = await page.read('linkedin', [write('2', 'the archive')])
    expect(reply.warnings).toHaveLength(1)
    await ask('inbox/mark', { marks: [{ key: 'linkedin||2', state: 'watching' }] })
    expect(await askInbox()).toEqual([])
    expect(await askInbox({ withPrivate: true })).toMatchObject([{ state: 'watching' }])
    expect(await ask('storage/status', {})).toMatchObject({ flagged: 0, remembered: 0 })
    expect([...fake.local.values.keys()]).toEqual([])
  })

  it('opens the review without the message in its address, which the history keeps', async () => {
    const page = openPage(1, true)
    await page.hello()
    await page.read('linkedin', [write('1', 'an approach'), write('2', 'the archive')])
    await page.call('page/act', { key: 'linkedin||2', action: 'review' })
    expect(fake.opened).toEqual([
      'chrome-extension://abcdefghijklmnop/src/review/index.html?private',
    ])
  })

  it('does not know, nor tell, what other windows read', async () => {
    const open = openPage(1)
    const hidden = openPage(2, true)
    await open.hello()
    await hidden.hello()
    await open.read('linkedin', [write('1', 'an approach')])
    expect((await hidden.read('linkedin', [write('2', 'the archive')])).warnings).toEqual([])
    await hidden.read('linkedin', [write('3', 'an approach')])
    expect((await open.read('linkedin', [write('4', 'hello')])).warnings).toEqual([])
    expect(await askInbox()).toEqual([])
  })

  it('changes nothing in other windows that show the same message', async () => {
    const open = openPage(1)
    const hidden = openPage(2, true)
    for (const page of [open, hidden]) {
      await page.hello()
      await page.read('linkedin', [write('2', 'the archive')])
    }
    const { warnings } = await hidden.read('linkedin', [write('1', 'an approach')])
    await settle()
    expect(warnings.map(({ key }) => key)).toEqual(['linkedin||2'])
    expect(fake.notices).toEqual([])
    expect([fake.badges.get(1), fake.badges.get(2)]).toEqual(['', '1'])
    expect(await askInbox()).toEqual([])
  })

  it('is forgotten when the last one closes', async () => {
    const page = openPage(1, true)
    await page.hello()
    await page.read('linkedin', [write('1', 'a lure')])
    const second = fake.addTab(2, LINKEDIN, true)
    fake.addTab(3, LINKEDIN)
    fake.onTabClosed.emit(1)
    fake.tabs.delete(1)
    await settle()
    expect(await askInbox({ withPrivate: true })).toHaveLength(1)
    // Firefox still lists a tab while it tells that it was closed.
    fake.onTabClosed.emit(second.id)
    await settle()
    expect(await askInbox({ withPrivate: true })).toEqual([])
    expect(fake.session.values.has('private-records')).toBe(false)
  })
})
