import browser from 'webextension-polyfill'

/**
 * Asks the user for access to match patterns, all at once; true where it was given.
 * Must be the first thing in a click handler: browsers refuse it once the click is over.
 */
export function requestOrigin(...origins: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: [...origins] })
}

/** Gives access to a match pattern back; false where the browser keeps it. */
export function removeOrigin(origin: string): Promise<boolean> {
  return browser.permissions.remove({ origins: [origin] })
}

/** Match patterns that the extension may read now. */
export async function listGrantedOrigins(): Promise<string[]> {
  const { origins } = await browser.permissions.getAll()
  return origins ?? []
}

/** Whether a page under this match pattern or at this address may be read now. */
export function hasOrigin(origin: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [origin] })
}

/** Calls back with the match patterns that were given or taken. Register while the script starts. */
export function onOriginsChanged(
  onGiven: (origins: readonly string[]) => void,
  onTaken: (origins: readonly string[]) => void,
): void {
  browser.permissions.onAdded.addListener(({ origins }) => onGiven(origins ?? []))
  browser.permissions.onRemoved.addListener(({ origins }) => onTaken(origins ?? []))
}
