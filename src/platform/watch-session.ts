import browser from 'webextension-polyfill'

/** Calls `listener` whenever the background's session storage changes; returns the way to stop. */
export function watchSession(listener: () => void): () => void {
  browser.storage.session.onChanged.addListener(listener)
  return () => browser.storage.session.onChanged.removeListener(listener)
}
