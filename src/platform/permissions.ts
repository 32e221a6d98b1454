import browser from 'webextension-polyfill'

/**
 * Asks the user for access to a match pattern; true where it was given.
 * Must be the first thing in a click handler: browsers refuse it once the click is over.
 */
export function requestOrigin(origin: string): Promise<boolean> {
  return browser.permissions.request({ origins: [origin] })
}

/** Gives access to a match pattern back; false where the browser keeps it. */
export function removeOrigin(origin: string): Promise<boolean> {
  return browser.permissions.remove({ origins: [origin] })
}
