import { parseWebAddress } from '../platform/match-pattern.ts'
import { hasPrivateWindow } from '../platform/tabs.ts'
import type { Context } from './context.ts'

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
}

export async function closeTab(context: Context, tabId: number): Promise<void> {
  await context.queue.run(() => context.tabs.drop(tabId))
  await dropPrivateMemory(context)
}

/** With the last private window goes all that was read in one. */
export async function dropPrivateMemory(context: Context): Promise<void> {
  if (await hasPrivateWindow()) return
  await context.queue.run(async () => {
    await context.private.records.clear()
    context.private.recent.clear()
  })
}

function originOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : parseWebAddress(url)?.origin
}
