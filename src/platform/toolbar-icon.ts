import browser from 'webextension-polyfill'

/** States of the toolbar icon; each has a picture of its own shape (`scripts/icons.mjs`). */
export const ICON_STATES = ['idle', 'reading', 'flagged', 'unreadable'] as const
export type IconState = (typeof ICON_STATES)[number]

const SIZES = [16, 32] as const

/** Shows a state while this tab is in front. A closed tab is no error. */
export async function setToolbarIcon(tabId: number, state: IconState): Promise<void> {
  const path = Object.fromEntries(SIZES.map((size) => [size, `/icons/${state}-${size}.png`]))
  try {
    await browser.action.setIcon({ tabId, path })
  } catch {
    // The tab was closed meanwhile, and its icon with it.
  }
}
