/** Stands in for webextension-polyfill, which throws outside an extension (vitest.config.ts). */
export { fakeBrowser as default } from './fake-browser.ts'
