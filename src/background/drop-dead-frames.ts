import { listFrames } from '../platform/scripting.ts'
import type { Context } from './context.ts'
import { dropFrames } from './tab-state.ts'

/**
 * Drops what was read in frames that are gone: a frame that its page removes tells nobody. Only the
 * browser knows which still exist. Runs outside the queue, because a page that shows a dialog
 * answers late.
 */
export async function dropDeadFrames(context: Context, tabId: number): Promise<void> {
  const known = (await context.tabs.get(tabId))?.frames.map(({ frameId }) => frameId) ?? []
  if (known.every((frameId) => frameId === 0)) return
  const alive = new Set(await listFrames(tabId))
  // A frame that reported only after that list was made is none of those known before it.
  const dead = new Set(known.filter((frameId) => !alive.has(frameId)))
  if (alive.size === 0 || dead.size === 0) return
  await context.queue.run(async () => {
    const state = await context.tabs.get(tabId)
    if (state === undefined) return
    await context.tabs.save(dropFrames(state, (frameId) => dead.has(frameId)))
  })
}
