import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { GMAIL, LINKEDIN } from '../../demo/server.mjs'
import { Chromium, readCards, waitForListed, waitForWarnings } from './harness/chromium.ts'
import { dismissWarning } from './harness/warning-actions.ts'
import { ConnectProxy } from './harness/connect-proxy.ts'

/** What Chromium itself asks for, with or without an extension; the proxy refuses it. */
const BROWSER_OWN = ['accounts.google.com', 'update.googleapis.com', 'clients2.google.com']

describe('what nobody learns', () => {
  let run: Chromium
  let proxy: ConnectProxy | undefined
  afterEach(async () => {
    await run.close()
    await proxy?.close()
    proxy = undefined
  })

  it('sends no request anywhere: not from page, worker, popup nor settings', async () => {
    proxy = await ConnectProxy.start()
    run = await Chromium.start({
      args: [`--proxy-server=http://127.0.0.1:${proxy.port}`, '--proxy-bypass-list=<-loopback>'],
    })
    proxy.route(run.server.port, [LINKEDIN, GMAIL])
    const asked: string[] = []
    run.context.on('request', (request) => asked.push(request.url()))
    const page = await run.openLinkedIn('locked-archive')
    const [warning] = await waitForWarnings(page, 1)
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'Helena Brandvold')
    if (warning !== undefined) await dismissWarning(page, warning)
    await waitForWarnings(page, 0)
    await waitForWarnings(await run.openGmail('double-extension'), 1)
    const settings = await run.openSettings()
    await settings.getByRole('heading', { level: 1 }).waitFor()
    await run.killWorker()
    await page.reload()
    await waitForListed(await run.openPopup(page), 'Helena Brandvold')

    const wanted = proxy.hosts.filter((host) => !BROWSER_OWN.some((own) => host.includes(own)))
    expect(new Set(wanted)).toEqual(new Set([`${LINKEDIN}:443`, `${GMAIL}:443`]))
    const own = new RegExp(`^chrome-extension://${run.extensionId}/`)
    const foreign = asked.filter((url) => !own.test(url) && !/^(data|blob|about):/.test(url))
    expect(new Set(foreign.map((url) => new URL(url).host))).toEqual(new Set([LINKEDIN, GMAIL]))
    // All that the two sites were asked for is the pages' own: their documents, scripts and data.
    const paths = new Set(run.server.requests.map(({ path }) => path))
    for (const path of paths) expect(path).toMatch(/^\/(messaging|mail|demo|preload)\//)
    for (const { headers } of run.server.requests) {
      expect(headers.origin ?? '').not.toContain('chrome-extension')
    }
  })

  it('shows a page nothing of itself before a warning, and no name ever', async () => {
    run = await Chromium.start()
    const page = await run.openLinkedIn('genuine-agency')
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'Marit Solberg')
    const look = () =>
      page.evaluate(() => ({
        html: document.documentElement.outerHTML,
        globals: Object.keys(globalThis).filter((name) => /lurewatch|pageNotes/i.test(name)),
        highlights: [...CSS.highlights.keys()],
        sheets: document.adoptedStyleSheets.length,
      }))
    const before = await look()
    expect(before.html).not.toMatch(/chrome-extension|lurewatch/i)
    expect({ ...before, html: '' }).toEqual({ html: '', globals: [], highlights: [], sheets: 0 })
    await page.locator('li[data-key="locked-archive"]').dispatchEvent('click')
    await waitForWarnings(page, 1)
    const after = await look()
    expect(after.html).not.toMatch(/chrome-extension|lurewatch|lure/i)
    expect(after.globals).toEqual([])
    expect(after.highlights.join()).not.toMatch(/lure/i)
    const shadow = await page.evaluate(() =>
      [...document.querySelectorAll('*')].filter((element) => element.shadowRoot).map(String),
    )
    expect(shadow).toEqual([])
  })

  it('lets no page fetch a file of the extension', async () => {
    run = await Chromium.start()
    const page = await run.context.newPage()
    await page.goto(run.linkedInAddress('genuine-agency'))
    const files = [
      'manifest.json',
      'icons/16.png',
      'src/page/panel.iife.js',
      'src/popup/index.html',
    ]
    for (const file of files) {
      const isReached = await page.evaluate(
        (url) =>
          new Promise<boolean>((resolve) => {
            const image = new Image()
            image.onload = () => resolve(true)
            image.onerror = () => resolve(false)
            image.src = url
          }),
        `chrome-extension://${run.extensionId}/${file}`,
      )
      expect(isReached, file).toBe(false)
    }
  })

  it('keeps what a private window showed only as long as that is open, and off the disk', async () => {
    run = await Chromium.start()
    await run.configure({ incognitoAccess: true })
    const popup = await run.openSettings()
    const open = await run.openLinkedIn('task-scam')
    await expect.poll(() => readDisk(popup), { timeout: 15_000 }).toContain('Lena Moriyama')
    await open.close()
    const tabId = await popup.evaluate(async (url) => {
      const window = await chrome.windows.create({ incognito: true, url })
      return window.tabs[0]?.id
    }, run.linkedInAddress('locked-archive'))
    await popup.goto(`chrome-extension://${run.extensionId}/src/popup/index.html?tabId=${tabId}`)
    await waitForListed(popup, 'Helena Brandvold')
    expect((await readCards(popup, 'Messages on this page')).map((card) => card.level)).toContain(
      'high',
    )
    expect(await readDisk(popup)).not.toMatch(/Brandvold|SecurePDF|locked_archive/)
    await popup.evaluate((id) => chrome.tabs.remove(id), tabId ?? 0)
    await expect.poll(() => readSession(popup)).not.toContain('Brandvold')
  })
})

declare const chrome: {
  windows: {
    create(options: object): Promise<{ tabs: { id: number }[] }>
  }
  tabs: { remove(id: number): Promise<void> }
  storage: { local: { get(): Promise<object> }; session: { get(): Promise<object> } }
}

function readSession(page: Page): Promise<string> {
  return page.evaluate(async () => JSON.stringify(await chrome.storage.session.get()))
}

/** All that the extension keeps in IndexedDB and in `storage.local`, as one text. */
function readDisk(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const kept: unknown[] = [await chrome.storage.local.get()]
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const open = indexedDB.open(name)
        open.onsuccess = () => resolve(open.result)
        open.onerror = () => reject(new Error(`cannot open ${name}`))
      })
      for (const store of database.objectStoreNames) {
        kept.push(
          await new Promise((resolve, reject) => {
            const all = database.transaction(store).objectStore(store).getAll()
            all.onsuccess = () => resolve(all.result)
            all.onerror = () => reject(new Error(`cannot read ${store}`))
          }),
        )
      }
      database.close()
    }
    return JSON.stringify(kept)
  })
}
