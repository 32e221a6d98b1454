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

/** Sets an alarm to ring at `when` (milliseconds since 1970) and then each period, whatever was set before. */
export async function setAlarm(name: string, when: number, periodInMinutes: number): Promise<void> {
  await browser.alarms.create(name, { when, periodInMinutes })
}

export async function clearAlarm(name: string): Promise<void> {
  await browser.alarms.clear(name)
}
