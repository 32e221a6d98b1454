import browser from 'webextension-polyfill'

/** A keyboard shortcut as the browser has it now. */
export interface Shortcut {
  readonly name: string
  /** `Alt+Shift+L`; '' where none is set. */
  readonly keys: string
}

/** Calls back with the name of the command and the tab in front. Register while the script starts. */
export function onCommand(
  run: (name: string, tab: { readonly id?: number; readonly isPrivate: boolean }) => void,
): void {
  if (!hasCommands()) return
  browser.commands.onCommand.addListener((name, tab) => {
    const { id, incognito = false } = tab ?? {}
    run(name, { isPrivate: incognito, ...(id === undefined ? {} : { id }) })
  })
}

/** Empty where the browser has no keyboard. */
export async function listShortcuts(): Promise<Shortcut[]> {
  if (!hasCommands()) return []
  const all = await browser.commands.getAll()
  return all.flatMap(({ name, shortcut = '' }) =>
    name === undefined ? [] : [{ name, keys: shortcut }],
  )
}

/** Firefox for Android has no keyboard shortcuts for extensions. */
function hasCommands(): boolean {
  const commands: unknown = Reflect.get(browser, 'commands')
  return commands !== undefined
}
