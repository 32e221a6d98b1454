import { listShortcuts } from '../platform/commands.ts'
import { getDirection, getMessage } from '../platform/i18n.ts'
import { call } from '../platform/messages.ts'
import { requestNotifications } from '../platform/notifications.ts'
import { CHECK_PAGE, REVIEW_PAGE } from '../platform/own-files.ts'
import { removeOrigin, requestOrigin } from '../platform/permissions.ts'
import {
  findActiveTab,
  getVersion,
  listTabs,
  openOwnPage,
  openPage,
  openSettings,
} from '../platform/tabs.ts'
import { watchSession } from '../platform/watch-session.ts'
import { saveFile } from './save-file.ts'
import type { Services } from './services.ts'

/** The services of a page that runs in the extension. */
export const browserServices: Services = {
  call,
  t: (key, ...parts) => getMessage(key, parts),
  requestOrigin,
  requestNotifications,
  listShortcuts,
  removeOrigin,
  findActiveTab,
  findTabAt: async (origin) => (await listTabs([origin]))[0]?.id,
  openPage,
  openSettings,
  openCheckPage: () => openOwnPage(CHECK_PAGE),
  openReviewPage: (rule) =>
    openOwnPage(
      rule === undefined ? REVIEW_PAGE : `${REVIEW_PAGE}?rule=${encodeURIComponent(rule)}`,
    ),
  copyText: (text) => navigator.clipboard.writeText(text),
  saveFile,
  direction: getDirection(),
  watch: watchSession,
  version: getVersion(),
}
