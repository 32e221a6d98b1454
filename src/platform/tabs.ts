import browser, { type Tabs } from 'webextension-polyfill'
import { toPath } from './own-files.ts'

/** Id of the tab in front of the user. */
export async function findActiveTab(): Promise<number> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true })
  if (tab?.id === undefined) throw new Error('No active tab found in this window.')
  return tab.id
}

/** Opens a web page in a new tab. The address was read from a page, so only http(s) passes. */
export async function openPage(address: string): Promise<void> {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !['https:', 'http:'].includes(url.protocol)) {
    throw new Error(`Not a web page: ${address.slice(0, 80)}`)
  }
  await browser.tabs.create({ url: url.href })
}

export async function openSettings(): Promise<void> {
  await browser.runtime.openOptionsPage()
}

/** Version in the manifest. */
export function getVersion(): string {
  return browser.runtime.getManifest().version
}

/** What may be known of a tab: `url` is absent for a page that the extension may not read. */
export interface TabFacts {
  readonly id: number
  readonly url?: string
  readonly isPrivate: boolean
}

/** Whether the user has this tab before them: in front, in the window that they use. */
export async function isInSight(tabId: number): Promise<boolean> {
  try {
    const { active, windowId } = await browser.tabs.get(tabId)
    // Firefox for Android has no windows.
    const windows: unknown = Reflect.get(browser, 'windows')
    if (!active || windowId === undefined || windows === undefined) return active
    return (await browser.windows.get(windowId)).focused
  } catch {
    return false
  }
}

/** Undefined where the tab is gone. */
export async function getTab(tabId: number): Promise<TabFacts | undefined> {
  try {
    return describeTab(await browser.tabs.get(tabId))
  } catch {
    return undefined
  }
}

/** Open tabs under these match patterns. */
export async function listTabs(origins: readonly string[]): Promise<TabFacts[]> {
  if (origins.length === 0) return []
  const tabs = await browser.tabs.query({ url: [...origins] })
  return tabs.flatMap((tab) => describeTab(tab) ?? [])
}

/** Opens one of the extension's own pages in a new tab. */
export async function openOwnPage(path: string): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(path) })
}

/** Path of the popup's page, as the manifest names it. */
export function getPopupPath(): string {
  return toPath(browser.runtime.getManifest().action?.default_popup ?? '')
}

/** Whether a private tab is open that the extension may see, beside one that is being closed. */
export async function hasPrivateTab(closing: number): Promise<boolean> {
  const tabs = await browser.tabs.query({})
  return tabs.some(({ id, incognito }) => incognito && id !== closing)
}

/** `onLoading`: a document, or a new address of the same document, begins to load in the tab. */
export function onTabChanges(
  onLoading: (tabId: number, url: string | undefined) => void,
  onClosed: (tabId: number) => void,
): void {
  browser.tabs.onUpdated.addListener((tabId, change, tab) => {
    if (change.status === 'loading') onLoading(tabId, tab.url)
  })
  browser.tabs.onRemoved.addListener((tabId) => onClosed(tabId))
}

function describeTab(tab: Tabs.Tab): TabFacts | undefined {
  const { id, url, incognito } = tab
  if (id === undefined) return undefined
  return { id, isPrivate: incognito, ...(url === undefined || url === '' ? {} : { url }) }
}
