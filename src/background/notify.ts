import { compareLevels } from '../engine/verdict.ts'
import { getMessage } from '../platform/i18n.ts'
import { loadPolicy } from '../platform/managed.ts'
import {
  onNotificationClicks,
  clearNotification,
  showNotification,
} from '../platform/notifications.ts'
import { REVIEW_PAGE } from '../platform/own-files.ts'
import type { MessageView } from '../platform/schema/views.ts'
import { isInSight, openOwnPage, openSettings } from '../platform/tabs.ts'
import type { Context } from './context.ts'
import { changeSettings, loadSettings } from './settings-store.ts'

const PREFIX = 'flagged '
const LEVEL_KEYS = { high: 'level_high', critical: 'level_critical' } as const

/** Where messages stand that were flagged for the first time. */
export interface FreshlyFlagged {
  readonly tabId: number
  readonly isPrivate: boolean
  /** Whether warnings of the site are shown in badge and popup only. */
  readonly isQuiet: boolean
  readonly views: readonly MessageView[]
}

/**
 * Tells of the strongest of new messages, where the user wants that and does not have it before their
 * eyes. Says neither who wrote nor what: a notification may stand on a screen that others see.
 */
export async function notifyOf(context: Context, fresh: FreshlyFlagged): Promise<void> {
  const { tabId, isPrivate, isQuiet, views } = fresh
  if (isPrivate || isQuiet) return
  const [first] = views
    .filter(({ dismissed, verdict }) => !dismissed && compareLevels(verdict.level, 'high') >= 0)
    .toSorted((a, b) => compareLevels(b.verdict.level, a.verdict.level))
  if (first === undefined || !(await loadSettings()).notify || (await isInSight(tabId))) return
  const level = first.verdict.level === 'critical' ? LEVEL_KEYS.critical : LEVEL_KEYS.high
  const { sites } = await context.rules.load()
  const site = sites.find(({ id }) => id === first.site)?.name ?? first.site
  await showNotification(PREFIX + first.key, {
    title: getMessage('notify_title', [getMessage(level)]),
    message: getMessage('notify_text', [site]),
    button: getMessage('notify_stop'),
  })
}

/** A click leads to the message in the review; the button ends notifications. */
export function answerNotifications(context: Context): void {
  onNotificationClicks({
    onClick: (id) => {
      if (!id.startsWith(PREFIX)) return
      void clearNotification(id)
      void openOwnPage(`${REVIEW_PAGE}?key=${encodeURIComponent(id.slice(PREFIX.length))}`)
    },
    onButton: () => void context.queue.run(stopNotifying),
  })
}

/** Where a policy locks the setting, the settings page says so. */
async function stopNotifying(): Promise<void> {
  const { locked = [] } = await loadPolicy()
  if (locked.includes('notify')) await openSettings()
  else await changeSettings({ notify: false })
}
