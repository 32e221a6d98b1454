import browser from 'webextension-polyfill'
import { findTextDirection } from './text-direction.ts'

/**
 * Text of a key in `_locales`, in the browser's language; `$1`… are filled from `parts`, numbers
 * as that language writes them.
 */
export function getMessage(key: string, parts: readonly (string | number)[] = []): string {
  return browser.i18n.getMessage(
    key,
    parts.map((part) => (typeof part === 'number' ? formatNumber(part) : part)),
  )
}

function formatNumber(value: number): string {
  return new Intl.NumberFormat(browser.i18n.getMessage('language_tag')).format(value)
}

/** Direction of the language of our texts. */
export function getDirection(): 'ltr' | 'rtl' {
  return findTextDirection(browser.i18n.getMessage('language_tag'))
}
