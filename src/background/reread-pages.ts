import { sendNotice } from '../platform/messages.ts'
import type { Context } from './context.ts'

/** Verdicts follow the rules: open pages send their messages again. */
export async function rereadPages(context: Context): Promise<void> {
  for (const { tabId } of await context.tabs.list()) void sendNotice(tabId, { notice: 'reread' })
}
