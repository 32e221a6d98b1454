import browser from 'webextension-polyfill'

const COLOUR = '#a12622'

/** Text on the toolbar icon while this tab is in front; '' takes it away. A closed tab is no error. */
export async function setBadge(tabId: number, text: string): Promise<void> {
  try {
    await browser.action.setBadgeText({ tabId, text })
    if (text !== '') await browser.action.setBadgeBackgroundColor({ tabId, color: COLOUR })
  } catch {
    // The tab was closed meanwhile, and its badge with it.
  }
}
