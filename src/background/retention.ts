import { sendNotice } from '../platform/messages.ts'
import { announceChange } from './announce-change.ts'
import { dropResults } from './check-selection.ts'
import type { Context } from './context.ts'
import { forgetHealth } from './health-log.ts'
import { forgetSenders } from './known-senders.ts'
import { forgetLosses } from './losses.ts'
import { loadSettings } from './settings-store.ts'

const DAY = 24 * 60 * 60 * 1000
/** Days that hits of messages are remembered: longer than any story looks back. */
const MEMORY_DAYS = 180

/** Drops what is older than the user wants it kept. */
export async function pruneRecords(context: Context): Promise<void> {
  const { retentionDays } = await loadSettings()
  const now = context.now()
  const limits = {
    flaggedBefore: now - retentionDays * DAY,
    rememberedBefore: now - MEMORY_DAYS * DAY,
  }
  await context.queue.run(async () => {
    await context.normal.records.prune(limits)
    await context.private.records.prune(limits)
  })
}

/** Erases conversation memory, inbox and what the popup shows. Pages lose their warnings. */
export async function forgetEverything(context: Context): Promise<void> {
  await context.queue.run(async () => {
    await forgetHealth()
    await forgetSenders('local')
    await forgetSenders('session')
    await forgetLosses()
    await dropResults('all')
    for (const { records, recent } of [context.normal, context.private]) {
      await records.clear()
      recent.clear()
    }
    for (const state of await context.tabs.list()) {
      const keys = state.messages.map(({ view }) => view.key)
      await context.tabs.save({ ...state, messages: [], forgotten: [] })
      void sendNotice(state.tabId, { notice: 'warnings', warnings: [], clear: keys })
    }
    await announceChange(context.now())
  })
}
