import browser from 'webextension-polyfill'

/** Calls `run` when the extension was installed or updated, and when the browser starts. */
export function onStart(onInstalled: () => void, onBrowserStart: () => void): void {
  browser.runtime.onInstalled.addListener(() => onInstalled())
  browser.runtime.onStartup.addListener(() => onBrowserStart())
}

/** The browser's UI language: `de`, `pt-BR`. */
export function getLocale(): string {
  return browser.i18n.getUILanguage()
}
