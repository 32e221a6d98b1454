import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import puppeteer, { type Browser, type Page } from 'puppeteer-core'
import * as v from 'valibot'
import { expect } from 'vitest'
import type { DemoInbox } from '../../../demo/inboxes.mjs'
import { GMAIL, LINKEDIN, startDemoServer, type DemoServer } from '../../../demo/server.mjs'
import { FIREFOX, ensureBrowser } from '../../../scripts/browsers.mjs'
import { ConnectProxy } from './connect-proxy.ts'
import { copyExtension } from './copy-extension.ts'
import { OUTPUT } from './paths.ts'

const UUID = '3f2b1c9a-8f55-4d8e-9c1f-6a2f4f2c7b10'
/** Milliseconds after which an idle event page is unloaded. */
const IDLE = 800

/** As much of the extension API as is called inside extension pages. */
declare const browser: {
  tabs: { query(filter: object): Promise<{ id: number; url?: string }[]> }
  action: { getBadgeText(options: { tabId: number }): Promise<string> }
  permissions: { remove(options: { origins: string[] }): Promise<boolean> }
}

const treeSchema = v.object({
  result: v.object({ contexts: v.array(v.object({ context: v.string() })) }),
})

interface Options {
  readonly linkedin?: DemoInbox
  readonly gmail?: DemoInbox
  /** Further names that lead to the local server. */
  readonly hosts?: readonly string[]
  /** Milliseconds until an idle event page is unloaded. */
  readonly idle?: number
}

/** Firefox with the built extension as a temporary add-on; a proxy lets it reach the local server alone. */
export class Firefox {
  private constructor(
    readonly browser: Browser,
    readonly server: DemoServer,
    private readonly addonId: string,
    readonly close: () => Promise<void>,
  ) {}

  static async start({ hosts = [], idle = IDLE, ...data }: Options = {}): Promise<Firefox> {
    const server = await startDemoServer(data)
    const proxy = await ConnectProxy.start()
    proxy.route(server.port, [LINKEDIN, GMAIL, ...hosts])
    const copy = copyExtension('firefox')
    const started = await puppeteer.launch({
      browser: 'firefox',
      executablePath: ensureBrowser(FIREFOX),
      headless: true,
      acceptInsecureCerts: true,
      defaultViewport: { width: 1200, height: 800 },
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: preferences(copy.id, proxy.port, idle),
    })
    const addonId = await started.installExtension(copy.folder)
    return new Firefox(started, server, addonId, async () => {
      await started.close()
      await proxy.close()
      await server.close()
      copy.remove()
    })
  }

  /** `first` runs in the page before its own scripts. */
  async openLinkedIn(key: string, first?: () => void): Promise<Page> {
    const thread = this.server.inboxes.linkedin.threads.find((one) => one.key === key)
    return this.open(
      `https://${LINKEDIN}/messaging/thread/${encodeURIComponent(thread?.id ?? '')}/`,
      first,
    )
  }

  async openGmail(key: string): Promise<Page> {
    const thread = this.server.inboxes.gmail.threads.find((one) => one.key === key)
    return this.open(`https://${GMAIL}/mail/u/0/#inbox/${thread?.id ?? ''}`)
  }

  async open(url: string, first?: () => void): Promise<Page> {
    const page = await this.browser.newPage()
    if (first !== undefined) await page.evaluateOnNewDocument(first)
    await page.goto(url)
    return page
  }

  /** Opens an extension page. Firefox never reports it as loaded, so its content is waited for. */
  async openOwnPage(path: string): Promise<Page> {
    const page = await this.browser.newPage()
    void page.goto(`moz-extension://${UUID}/${path}`).catch(() => undefined)
    await expect.poll(() => readHeading(page), { timeout: 15_000 }).not.toBe('')
    return page
  }

  async openPopup(page: Page): Promise<Page> {
    const own = await this.openOwnPage('src/popup/index.html')
    const tabId = await own.evaluate(findTab, page.url())
    await own.close()
    return this.openOwnPage(`src/popup/index.html?tabId=${tabId}`)
  }

  /** Takes access to a site away, as the user can in Firefox's own settings; `own` is any page of ours. */
  async revoke(own: Page, origin: string): Promise<void> {
    await own.evaluate((taken) => browser.permissions.remove({ origins: [taken] }), origin)
  }

  /** What the toolbar button shows on a tab; `own` is any page of the extension. */
  async readBadge(own: Page, page: Page): Promise<string> {
    const tabId = await own.evaluate(findTab, page.url())
    return own.evaluate((id) => browser.action.getBadgeText({ tabId: id }), tabId)
  }

  /** Waits until the browser has unloaded the event page, as it does when nothing happens. */
  async waitForUnload(): Promise<void> {
    await wait(IDLE)
    const expression = `WebExtensionPolicy.getByID(${JSON.stringify(this.addonId)}).extension.backgroundState`
    await expect
      .poll(() => this.runPrivileged(expression), { timeout: 20_000 })
      .not.toMatch(/"(running|starting)"/)
  }

  /** What a click on the toolbar button does: for once the extension may look at the tab in front. */
  async clickToolbarButton(): Promise<void> {
    await this.runPrivileged(
      `WebExtensionPolicy.getByID(${JSON.stringify(this.addonId)})` +
        `.extension.tabManager.addActiveTabPermission(gBrowser.selectedTab)`,
    )
  }

  /** Runs a line in the browser's own window and answers the raw reply as JSON. */
  private async runPrivileged(expression: string): Promise<string> {
    const connection: unknown = Reflect.get(this.browser, 'connection')
    if (!isConnection(connection)) throw new Error('puppeteer-core offers no BiDi connection')
    const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' })
    const context = v.parse(treeSchema, tree).result.contexts[0]?.context
    const target = { context }
    const reply = await connection.send('script.evaluate', {
      expression,
      target,
      awaitPromise: true,
    })
    return JSON.stringify(reply)
  }
}

/** Text of a page's list with this accessible name. */
export function readList(page: Page, name: string): Promise<string> {
  return page.evaluate((wanted) => {
    const heading = [...document.querySelectorAll('h2')].find((one) => one.textContent === wanted)
    const list = document.querySelector<HTMLElement>(`ul[aria-labelledby="${heading?.id ?? ''}"]`)
    return list?.innerText ?? ''
  }, name)
}

export async function waitForText(page: Page, list: string, text: string): Promise<void> {
  await expect.poll(() => readList(page, list), { timeout: 15_000 }).toContain(text)
}

/** Boxes that the extension put beside messages: no class, no attribute, and nothing inside to see. */
export function countPanels(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      [...document.querySelectorAll('div')].filter(
        (div) =>
          div.attributes.length === 0 && div.childNodes.length === 0 && div.offsetHeight > 80,
      ).length,
  )
}

export async function saveFirefox(page: Page, name: string): Promise<void> {
  await page.bringToFront()
  await page.screenshot({ path: join(OUTPUT, `${name}.png`) })
}

function readHeading(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector('h1')?.textContent ?? '').catch(() => '')
}

async function findTab(url: string): Promise<number> {
  const tabs = await browser.tabs.query({})
  return tabs.find((tab) => tab.url === url)?.id ?? -1
}

function isConnection(
  value: unknown,
): value is { send(method: string, params: object): Promise<unknown> } {
  return (
    typeof value === 'object' && value !== null && typeof Reflect.get(value, 'send') === 'function'
  )
}

function preferences(
  addonId: string,
  proxyPort: number,
  idle: number,
): Record<string, string | number | boolean> {
  return {
    'extensions.webextensions.uuids': JSON.stringify({ [addonId]: UUID }),
    'extensions.background.idle.timeout': idle,
    // Permission prompts are granted at once: nobody is there to answer them.
    'extensions.webextOptionalPermissionPrompts': false,
    'network.proxy.type': 1,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxyPort,
  }
}
