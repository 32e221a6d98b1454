import { CallRefused, type PageHandlers, type PageSender } from '../platform/messages.ts'
import { getPopupPath, openOwnPage } from '../platform/tabs.ts'
import type { Context } from './context.ts'
import { dropDeadFrames } from './drop-dead-frames.ts'
import { findDefinitions } from './find-definitions.ts'
import { markInbox } from './inbox.ts'
import { readPage } from './read-page.ts'
import { findFrame, findMessage, startFrame } from './tab-state.ts'

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
      // The address goes into the browser's history, which outlives a private window.
      const query = sender.isPrivate ? '' : `?key=${encodeURIComponent(key)}`
      await openOwnPage(`${getPopupPath()}${query}`)
      return null
    },
  }
}

/** The frames of the document before went with it, those of this one may have reported first. */
async function startReader(context: Context, sender: PageSender): Promise<void> {
  const { tabId, frameId, isPrivate } = sender
  const isNewPage = frameId === 0
  await context.queue.run(async () => {
    const state = await context.tabs.open(tabId, isPrivate)
    const started = startFrame({ ...state, isPrivate }, sender)
    await context.tabs.save(isNewPage ? { ...started, forgotten: [] } : started)
  })
  if (isNewPage) void dropDeadFrames(context, tabId)
}

async function requireOwnMessage(context: Context, key: string, sender: PageSender): Promise<void> {
  const state = await context.tabs.get(sender.tabId)
  const message = state === undefined ? undefined : findMessage(state, key)
  const frame = state === undefined ? undefined : findFrame(state, sender.frameId)
  if (message === undefined || frame === undefined) {
    throw new CallRefused('no such message on this page')
  }
}
