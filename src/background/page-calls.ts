import { loadPolicy } from '../platform/managed.ts'
import type { PageHandlers, PageSender } from '../platform/messages.ts'
import { actOnMessage } from './act-on-message.ts'
import type { Context } from './context.ts'
import { dropDeadFrames } from './drop-dead-frames.ts'
import { findDefinitions } from './find-definitions.ts'
import { isSwitchedOff } from './policy.ts'
import { readPage } from './read-page.ts'
import { startFrame } from './tab-state.ts'

/** Answers readers and panels. Whatever they say concerns their own tab only. */
export function answerPage(context: Context): PageHandlers {
  return {
    'page/hello': async (_, sender) => {
      await startReader(context, sender)
      const definitions = findDefinitions((await context.rules.load()).sites, sender.url)
      const policy = await loadPolicy()
      return definitions.filter(({ id }) => !isSwitchedOff(policy, id, sender.url))
    },
    'page/read': (data, sender) => readPage(context, data, sender),
    'page/act': (data, sender) => actOnMessage(context, data, sender),
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
