import browser from 'webextension-polyfill'

/**
 * Path of a file that the manifest names. Firefox answers whole addresses where Chrome answers the
 * path as written, and takes only paths back.
 */
export function toPath(file: string): string {
  const root = browser.runtime.getURL('')
  return file.startsWith(root) ? file.slice(root.length) : file
}

/** Page on which the user has a message checked; `?id=…` shows the verdict on a selected text. */
export const CHECK_PAGE = 'src/check/index.html'

/** What opens once, after the installation. */
export const WELCOME_PAGE = 'src/welcome/index.html'

/** The review inbox as a page. */
export const REVIEW_PAGE = 'src/review/index.html'

/** Editor of the user's own rules; `?file=PATH` or `?new=KIND`. */
export const EDITOR_PAGE = 'src/editor/index.html'
