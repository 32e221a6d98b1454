import { CallRefused, type PageHandlers, type PageSender } from '../platform/messages.ts'
import { listFrames } from '../platform/scripting.ts'
import { getPopupPath, openOwnPage } from '../platform/tabs.ts'
import type { Context } from './context.ts'
import { findDefinitions } from './find-definitions.ts'
import { markInbox } from './inbox.ts'
import { readPage } from './read-page.ts'
import { dropFrames, findFrame, findMessage, startFrame } from './tab-state.ts'

/** Answers readers and panels. Whatever they say concerns their own tab only. */
export function answerPage(context: Context): PageHandlers {
  return {
    'page/hello': async (_, sender) => {
      await startReader(context, sender)
      return [...findDefinitions(context.sites, sender.url)]
    },
    'page/read': (data, sender) => readPage(context, data, sender),
    'page/dismiss': async ({ key }, sender) => {
      await requireOwnMessage(context, key, sender)
      await markInbox(context, key, 'safe')
      return null
    },
    'page/review': async ({ key }, sender) => {
      await requireOwnMessage(context, key, sender)
      await openOwnPage(`${getPopupPath()}?key=${encodeURIComponent(key)}`)
      return null
    },
  }
}

async function startReader(context: Context, sender: PageSender): Promise<void> {
  const { tabId, frameId, isPrivate } = sender
  const others = await context.queue.run(async () => {
    const state = await context.tabs.open(tabId, isPrivate)
    const started = startFrame({ ...state, isPrivate }, sender)
    const isNewPage = frameId === 0
    await context.tabs.save(isNewPage ? { ...started, forgotten: [] } : started)
    return isNewPage ? state.frames.map((frame) => frame.frameId).filter((id) => id !== 0) : []
  })
  if (others.length > 0) void dropDeadFrames(context, tabId, others)
}

/**
 * A new top document ends the frames of the one before it, but those of its own may have reported
 * first: the browser knows which still exist.
 */
export async function dropDeadFrames(
  context: Context,
  tabId: number,
  candidates: readonly number[],
): Promise<void> {
  const alive = new Set(await listFrames(tabId))
  const dead = new Set(candidates.filter((frameId) => !alive.has(frameId)))
  if (alive.size === 0 || dead.size === 0) return
  await context.queue.run(async () => {
    const state = await context.tabs.get(tabId)
    if (state === undefined) return
    await context.tabs.save(dropFrames(state, (frameId) => dead.has(frameId)))
  })
}

async function requireOwnMessage(context: Context, key: string, sender: PageSender): Promise<void> {
  const state = await context.tabs.get(sender.tabId)
  const message = state === undefined ? undefined : findMessage(state, key)
  const frame = state === undefined ? undefined : findFrame(state, sender.frameId)
  if (message === undefined || frame === undefined) {
    throw new CallRefused('no such message on this page')
  }
}
