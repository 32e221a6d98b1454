import browser from 'webextension-polyfill'

/**
 * Tells when the extension was installed or updated, and when the browser starts. `isFirst`: for
 * the first time, and for good (Firefox installs add-ons under development for a session).
 */
export function onStart(onInstalled: (isFirst: boolean) => void, onBrowserStart: () => void): void {
  browser.runtime.onInstalled.addListener(({ reason, temporary }) =>
    onInstalled(reason === 'install' && !temporary),
  )
  browser.runtime.onStartup.addListener(() => onBrowserStart())
}

/** The browser's UI language: `de`, `pt-BR`. */
export function getLocale(): string {
  return browser.i18n.getUILanguage()
}
