import browser from 'webextension-polyfill'

/** A click on an entry of the context menu, on a text that is selected in a page. */
export interface SelectionClick {
  readonly tabId: number
  readonly frameId: number
  /** Address of the tab's page; '' where the browser does not tell. */
  readonly url: string
  readonly isPrivate: boolean
  /** The selected text as the browser gives it: line breaks are lost. */
  readonly text: string
}

/**
 * Puts one entry into the context menu of selected text. Called at install and update: browsers
 * keep the menu from then on.
 */
export async function offerOnSelection(id: string, title: string): Promise<void> {
  if (!hasMenus()) return
  await browser.contextMenus.removeAll()
  browser.contextMenus.create({ id, title, contexts: ['selection'] })
}

/** Calls back for clicks on that entry. Register while the background's script starts. */
export function onSelectionClick(id: string, run: (click: SelectionClick) => void): void {
  if (!hasMenus()) return
  browser.contextMenus.onClicked.addListener((info, tab) => {
    if (info.menuItemId !== id || tab?.id === undefined) return
    run({
      tabId: tab.id,
      frameId: info.frameId ?? 0,
      url: tab.url ?? '',
      isPrivate: tab.incognito,
      text: info.selectionText ?? '',
    })
  })
}

/** Firefox for Android has no context menus for extensions. */
function hasMenus(): boolean {
  const menus: unknown = Reflect.get(browser, 'contextMenus')
  return menus !== undefined
}
