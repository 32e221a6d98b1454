import browser from 'webextension-polyfill'

const PERMISSION = { permissions: ['notifications'] as const }

/** What happens when the user clicks a notification, or its one button. */
export interface NotificationClicks {
  readonly onClick: (id: string) => void
  readonly onButton: () => void
}

/** Must be the first thing in a click handler. */
export function requestNotifications(): Promise<boolean> {
  return browser.permissions.request({ permissions: [...PERMISSION.permissions] })
}

export function mayNotify(): Promise<boolean> {
  return browser.permissions.contains({ permissions: [...PERMISSION.permissions] })
}

/**
 * Shows a notification; without the permission, nothing. `button` stands where the browser has buttons
 * on notifications: Firefox has none and refuses them.
 */
export async function showNotification(
  id: string,
  text: { readonly title: string; readonly message: string; readonly button: string },
): Promise<void> {
  if (!(await mayNotify())) return
  const { title, message, button } = text
  const iconUrl = browser.runtime.getURL('icons/128.png')
  const plain = { type: 'basic' as const, iconUrl, title, message }
  try {
    const withButton = { ...plain, buttons: [{ title: button }] }
    await browser.notifications.create(id, withButton)
  } catch {
    await browser.notifications.create(id, plain)
  }
}

export async function clearNotification(id: string): Promise<void> {
  await browser.notifications.clear(id)
}

/**
 * Register while the background's script starts. The browser offers notifications once they are
 * permitted, which may be later.
 */
export function onNotificationClicks(clicks: NotificationClicks): void {
  let isListening = false
  const listen = (): void => {
    const offered: unknown = Reflect.get(browser, 'notifications')
    if (offered === undefined || isListening) return
    isListening = true
    browser.notifications.onClicked.addListener(clicks.onClick)
    // Absent in Firefox.
    const buttons: unknown = Reflect.get(browser.notifications, 'onButtonClicked')
    if (buttons !== undefined) browser.notifications.onButtonClicked.addListener(clicks.onButton)
  }
  listen()
  browser.permissions.onAdded.addListener(listen)
}
