import browser from 'webextension-polyfill'

/** Calls `run` whenever the named alarm rings. Register while the background's script starts. */
export function onAlarm(name: string, run: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === name) run()
  })
}

/** Sets a repeating alarm where there is none by that name; a running one keeps its time. */
export async function ensureAlarm(name: string, periodInMinutes: number): Promise<void> {
  const known: unknown = await browser.alarms.get(name)
  if (known === undefined) await browser.alarms.create(name, { periodInMinutes })
}
