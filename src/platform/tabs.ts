import browser from 'webextension-polyfill'

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
