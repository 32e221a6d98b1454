import browser from 'webextension-polyfill'

/** Text of a key in `_locales`, in the browser's language; `$1`… are filled from `parts`. */
export function getMessage(key: string, parts: readonly (string | number)[] = []): string {
  return browser.i18n.getMessage(
    key,
    parts.map((part) => String(part)),
  )
}

/** Direction of the browser's own language: `ltr` or `rtl`. */
export function getDirection(): 'ltr' | 'rtl' {
  return browser.i18n.getMessage('@@bidi_dir') === 'rtl' ? 'rtl' : 'ltr'
}
