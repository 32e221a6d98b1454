import { beforeEach, describe, expect, it } from 'vitest'
import { fake } from '../platform/fake-browser.ts'
import { FakePage, ask, settle, startFresh, startWorker, write } from './worker.ts'

const LINKEDIN = 'https://www.linkedin.com/messaging/thread/2-abc/'

beforeEach(async () => {
  startFresh()
  fake.permitted.add('notifications')
  await ask('settings/set', { notify: true })
})

async function read(incognito = false, id = 'a', text = 'a lure'): Promise<void> {
  const page = new FakePage(fake.addTab(1, LINKEDIN, incognito))
  await page.hello()
  await page.read('linkedin', [write(id, text)])
  await settle()
}

const shown = () => [...fake.notifications.entries()]

describe('a notification', () => {
  it('tells of a new flagged message once, by site and level alone', async () => {
    await read()
    expect(shown()).toMatchObject([
      ['flagged linkedin||a', { title: 'notify_title', message: 'notify_text' }],
    ])
    expect(JSON.stringify(shown())).not.toContain('Robin')
    fake.notifications.clear()
    startWorker()
    await read()
    expect(shown()).toEqual([])
  })

  it.each<[string, () => unknown, boolean?]>([
    ['of a private window', () => undefined, true],
    ['where the tab is in front', () => fake.inFront.add(1)],
    ['where it is switched off', () => ask('settings/set', { notify: false })],
    ['without the permission', () => fake.permitted.clear()],
    ['of a quiet site', () => ask('sites/quiet', { id: 'linkedin', quiet: true })],
  ])('never comes %s', async (_, prepare, incognito) => {
    await prepare()
    await read(incognito)
    expect(shown()).toEqual([])
  })

  it('comes without its button where the browser has none', async () => {
    fake.hasNoButtons = true
    await read()
    expect(shown()).toHaveLength(1)
    expect(shown()[0]?.[1]).not.toHaveProperty('buttons')
  })

  it('leads to its message, and its button ends notifications', async () => {
    await read()
    fake.onNotificationClick.emit('flagged linkedin||a')
    await settle()
    expect(shown()).toEqual([])
    expect(fake.opened.at(-1)).toContain('src/review/index.html?key=linkedin%7C%7Ca')
    fake.onNotificationButton.emit('flagged linkedin||a')
    await settle()
    expect(await ask('settings/get', {})).toMatchObject({ notify: false })
  })
})

describe('the toolbar icon', () => {
  it.each([
    ['reading', 'hello', 'reading'],
    ['flagged', 'a lure', 'reading'],
    ['unreadable', 'hello', 'unreadable'],
  ] as const)('shows %s', async (state, text, health) => {
    const page = new FakePage(fake.addTab(1, LINKEDIN))
    await page.hello()
    const messages = health === 'reading' ? [write('a', text)] : []
    await page.read('linkedin', messages, { health })
    expect(fake.icons.get(1)).toBe(`/icons/${state}-16.png`)
  })
})

describe('keyboard shortcuts', () => {
  const press = async (name: string, tabId = 1): Promise<void> => {
    fake.onCommand.emit(name, fake.tabs.get(tabId))
    await settle()
  }

  it('open the review', async () => {
    await press('open-review')
    expect(fake.opened.at(-1)).toContain('src/review/index.html')
  })

  it('check what is selected, and offer a field where nothing is', async () => {
    fake.addTab(1, LINKEDIN)
    await press('check-message')
    expect(fake.opened.at(-1)).toMatch(/src\/check\/index\.html$/u)
    fake.selection = { text: 'a lure', links: [] }
    await press('check-message')
    expect(fake.opened.at(-1)).toMatch(/src\/check\/index\.html\?id=/u)
  })

  it('lead to the next warning of the page, else to the review', async () => {
    await read(false, 'a', 'hello')
    await press('next-flagged')
    expect(fake.steps).toEqual([])
    expect(fake.opened.at(-1)).toContain('src/review/index.html')
    await read()
    await press('next-flagged')
    expect(fake.steps).toEqual([1])
  })

  it('do nothing for a name that nobody knows', async () => {
    await press('format-disk')
    expect(fake.opened).toEqual([])
  })
})
