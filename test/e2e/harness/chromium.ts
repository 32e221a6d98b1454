import { join } from 'node:path'
import type { BrowserContext, Page, Worker } from 'playwright-core'
import { expect, vi } from 'vitest'
import type { DemoInbox } from '../../../demo/inboxes.mjs'
import { GMAIL, LINKEDIN, startDemoServer, type DemoServer } from '../../../demo/server.mjs'
import { CHROMIUM, ensureBrowser } from '../../../scripts/browsers.mjs'
import { findWorker, launchChromium } from '../../../scripts/chromium.mjs'
import { readCards, readPagePaths, readWarnings } from '../../../scripts/extension-view.mjs'
import { copyExtension, type Manifest } from './copy-extension.ts'
import { OUTPUT } from './paths.ts'

export interface Options {
  readonly linkedin?: DemoInbox
  readonly gmail?: DemoInbox
  /** Further names that lead to the local server. */
  readonly hosts?: readonly string[]
  readonly args?: readonly string[]
  readonly profile?: string
  readonly changeManifest?: (manifest: Manifest) => Manifest
}

/** Chromium with the built extension and the demo inboxes; nothing can leave the machine. */
export class Chromium {
  private constructor(
    readonly context: BrowserContext,
    readonly server: DemoServer,
    readonly extensionId: string,
    private readonly paths: { popup: string; settings: string },
    readonly close: () => Promise<void>,
  ) {}

  static async start(options: Options = {}): Promise<Chromium> {
    const { linkedin, gmail, changeManifest } = options
    const server = await startDemoServer({
      ...(linkedin === undefined ? {} : { linkedin }),
      ...(gmail === undefined ? {} : { gmail }),
    })
    const copy = copyExtension('chrome', changeManifest)
    const browser = await launchChromium({
      executablePath: ensureBrowser(CHROMIUM),
      extension: copy.folder,
      server,
      hosts: [...(options.hosts ?? [])],
      args: [...(options.args ?? [])],
      ...(options.profile === undefined ? {} : { profile: options.profile }),
    })
    const worker = await findWorker(browser.context)
    return new Chromium(
      browser.context,
      server,
      new URL(worker.url()).host,
      readPagePaths(copy.folder),
      async () => {
        await browser.close()
        await server.close()
        copy.remove()
      },
    )
  }

  worker(): Promise<Worker> {
    return findWorker(this.context)
  }

  /** Opens the messaging page at a conversation. `query`: `?host=shadow`, `&reuse=1`. */
  async openLinkedIn(key: string, query = ''): Promise<Page> {
    const page = await this.context.newPage()
    await page.goto(this.linkedInAddress(key, query))
    return page
  }

  linkedInAddress(key: string, query = ''): string {
    const thread = this.server.inboxes.linkedin.threads.find((one) => one.key === key)
    const path = thread?.id === undefined ? '' : `thread/${encodeURIComponent(thread.id)}/`
    return `https://${LINKEDIN}/messaging/${path}${query}`
  }

  async openGmail(key = '', query = ''): Promise<Page> {
    const page = await this.context.newPage()
    const thread = this.server.inboxes.gmail.threads.find((one) => one.key === key)
    await page.goto(
      `https://${GMAIL}/mail/u/0/${query}#inbox${thread ? `/${thread.id ?? ''}` : ''}`,
    )
    return page
  }

  /** Goes to another mail of an open inbox, as a click in the list does. */
  async showMail(page: Page, key: string): Promise<void> {
    const thread = this.server.inboxes.gmail.threads.find((one) => one.key === key)
    await page.evaluate((id) => (location.hash = `#inbox/${id}`), thread?.id ?? '')
  }

  async findTabId(page: Page): Promise<number> {
    const worker = await this.worker()
    const tabId = await worker.evaluate(async (url) => {
      const tabs = await chrome.tabs.query({})
      return tabs.findLast((tab) => tab.url === url)?.id
    }, page.url())
    if (tabId === undefined) throw new Error(`No tab shows ${page.url()}`)
    return tabId
  }

  async openPopup(page: Page): Promise<Page> {
    const tabId = await this.findTabId(page)
    return this.openExtensionPage(`${this.paths.popup}?tabId=${tabId}`, 420)
  }

  openSettings(): Promise<Page> {
    return this.openExtensionPage(this.paths.settings, 1000)
  }

  openWelcomePage(): Promise<Page> {
    return this.openExtensionPage('src/welcome/index.html', 1000)
  }

  openReviewPage(): Promise<Page> {
    return this.openExtensionPage('src/review/index.html', 1000)
  }

  openCheckPage(query = ''): Promise<Page> {
    return this.openExtensionPage(`src/check/index.html${query}`, 1000)
  }

  /** The editor of own rules: `?new=signal`, `?file=PATH`. */
  openEditor(query: string): Promise<Page> {
    return this.openExtensionPage(`src/editor/index.html${query}`, 1200)
  }

  /**
   * What the browser does when the entry in its context menu is chosen: no headless browser shows
   * such a menu. `text` is the browser's own copy of the selection.
   */
  async clickContextMenu(page: Page, text: string): Promise<void> {
    const tabId = await this.findTabId(page)
    const worker = await this.worker()
    await worker.evaluate(
      async ([id, selectionText]) => {
        const tab = await chrome.tabs.get(id)
        const info = { menuItemId: 'check-selection', frameId: 0, selectionText }
        chrome.contextMenus.onClicked.dispatch(info, tab)
      },
      [tabId, text] as const,
    )
  }

  private async openExtensionPage(path: string, width: number): Promise<Page> {
    const page = await this.context.newPage()
    await page.setViewportSize({ width, height: 700 })
    const address = `chrome-extension://${this.extensionId}/${path}`
    // An extension that was just configured is loaded anew, and its pages are blocked meanwhile.
    await vi.waitFor(() => page.goto(address), { timeout: 10_000 })
    return page
  }

  async readBadge(page: Page): Promise<string> {
    const tabId = await this.findTabId(page)
    const worker = await this.worker()
    return worker.evaluate((id) => chrome.action.getBadgeText({ tabId: id }), tabId)
  }

  /** Ends a test: a page left open would keep one of the few connections to its host. */
  async closePages(): Promise<void> {
    const [first, ...others] = this.context.pages()
    await first?.goto('about:blank')
    await Promise.all(others.map((page) => page.close()))
  }

  /** Kills the service worker, as the browser does after some idle time; it must come back by itself. */
  async killWorker(): Promise<void> {
    const worker = await this.worker()
    await worker.evaluate(() => {
      globalThis.isFirstLife = true
    })
    const page = this.context.pages()[0] ?? (await this.context.newPage())
    const cdp = await this.context.newCDPSession(page)
    const { targetInfos } = await cdp.send('Target.getTargets')
    const target = targetInfos.find((info) => info.url === worker.url())
    if (target === undefined) throw new Error('The service worker is not running')
    await cdp.send('Target.closeTarget', { targetId: target.targetId })
    await cdp.detach()
  }

  /**
   * Changes what the browser's own page of extensions allows; the extension starts anew.
   * Without developer mode an unpacked extension is not let in again.
   */
  async configure(options: { incognitoAccess?: boolean }): Promise<void> {
    const page = await this.context.newPage()
    await page.goto('chrome://extensions')
    await page.evaluate(
      async ({ extensionId, ...change }) => {
        await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })
        const changes = { extensionId, ...change }
        await chrome.developerPrivate.updateExtensionConfiguration(changes)
      },
      { extensionId: this.extensionId, ...options },
    )
    await page.close()
  }

  /** Reloads the extension, as an update does: scripts of the old one are cut off. */
  async reloadExtension(): Promise<void> {
    const worker = await this.worker()
    await worker.evaluate(() => chrome.runtime.reload())
  }

  /** Whether the worker that runs now started after `killWorker`. */
  async isReborn(): Promise<boolean> {
    const worker = await this.worker()
    return worker.evaluate(() => globalThis.isFirstLife !== true)
  }
}

declare global {
  /** Set inside a worker that is about to be killed. */
  var isFirstLife: boolean | undefined
}

/** As much of the extension API as is called inside the worker. */
declare const chrome: {
  tabs: {
    query(filter: object): Promise<{ id: number; url?: string }[]>
    get(tabId: number): Promise<object>
  }
  contextMenus: { onClicked: { dispatch(info: object, tab: object): void } }
  action: { getBadgeText(options: { tabId: number }): Promise<string> }
  runtime: { reload(): void }
  developerPrivate: {
    updateProfileConfiguration(options: object): Promise<void>
    updateExtensionConfiguration(options: object): Promise<void>
  }
}

/** Waits until exactly `count` warnings stand in the page, in any frame. */
export async function waitForWarnings(page: Page, count: number): Promise<ShownWarning[]> {
  await expect.poll(async () => (await readWarnings(page)).length, { timeout: 15_000 }).toBe(count)
  return readWarnings(page)
}
type ShownWarning = Awaited<ReturnType<typeof readWarnings>>[number]

/** Waits until the popup lists a message with this text: then it has been judged. */
export async function waitForListed(popup: Page, text: string): Promise<void> {
  const list = popup.getByRole('list', { name: 'Messages on this page', exact: true })
  await list.getByText(text).first().waitFor({ timeout: 15_000 })
}

export async function readLevels(popup: Page): Promise<string[]> {
  return (await readCards(popup, 'Messages on this page')).map((card) => card.level)
}

export async function saveScreenshot(page: Page, name: string): Promise<void> {
  await page.bringToFront()
  await page.screenshot({ path: join(OUTPUT, `${name}.png`) })
}

export { readCards, readWarnings }
