import { parseWebAddress } from '../platform/match-pattern.ts'
import { hasPrivateTab } from '../platform/tabs.ts'
import { dropResults } from './check-selection.ts'
import type { Context } from './context.ts'
import { dropDeadFrames } from './drop-dead-frames.ts'
import { forgetSenders } from './known-senders.ts'

/**
 * A tab begins to load something. Single-page sites report every change of address in the same way,
 * so what was read stays as long as the host does: a new document there says hello and clears it.
 */
export async function leavePage(
  context: Context,
  tabId: number,
  url: string | undefined,
): Promise<void> {
  await context.queue.run(async () => {
    const state = await context.tabs.get(tabId)
    if (state === undefined) return
    const origin = originOf(url)
    const isSameSite = state.frames.some((frame) => originOf(frame.url) === origin)
    if (origin === undefined || !isSameSite) await context.tabs.drop(tabId)
  })
  await dropDeadFrames(context, tabId)
}

/** With the last private tab goes all that was read in one. */
export async function closeTab(context: Context, tabId: number): Promise<void> {
  await context.queue.run(() => context.tabs.drop(tabId))
  if (await hasPrivateTab(tabId)) return
  await context.queue.run(async () => {
    await context.private.records.clear()
    context.private.recent.clear()
    await dropResults('private')
    await forgetSenders('session')
  })
}

function originOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : parseWebAddress(url)?.origin
}
