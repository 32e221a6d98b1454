/** Reads the `tabId` of the popup's address. */
export function parseTabId(text: string): number {
  const tabId = /^\d{1,10}$/.test(text) ? Number(text) : NaN
  if (!Number.isSafeInteger(tabId)) {
    throw new Error(`tabId "${text.slice(0, 20)}" is not the number of a tab.`)
  }
  return tabId
}
