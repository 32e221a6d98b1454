import { parsesAsPattern } from '../platform/match-pattern.ts'
import { CallRefused } from '../platform/messages.ts'
import type { Context } from './context.ts'
import { changeQuietSite, loadQuietSites } from './quiet-sites.ts'
import { planNotices } from './show-warnings.ts'
import type { TabState } from './tab-state.ts'

/** Turns a site's quiet mode on or off; warnings in open pages go or come at once. */
export async function quietSite(context: Context, id: string, quiet: boolean): Promise<void> {
  const { sites, version } = await context.rules.load()
  if (!sites.some((site) => site.id === id) && !parsesAsPattern(id)) {
    throw new CallRefused('no such site')
  }
  const sends = await context.queue.run(async () => {
    await changeQuietSite(id, quiet)
    const found: (() => void)[] = []
    for (const state of await context.tabs.list()) {
      const changed = await applyQuiet(state)
      if (changed === undefined) continue
      const keys = new Set(changed.messages.map(({ view }) => view.key))
      const plan = planNotices(context, version, changed, keys)
      await context.tabs.save(plan.state)
      found.push(plan.send)
    }
    return found
  })
  for (const send of sends) send()
}

/** Undefined where no frame of the tab is concerned. */
async function applyQuiet(state: TabState): Promise<TabState | undefined> {
  const sites = await loadQuietSites()
  const frames = state.frames.map((frame) => ({
    ...frame,
    quiet: sites.covers(frame.site, frame.url),
  }))
  const isChanged = frames.some(({ quiet }, index) => quiet !== state.frames[index]?.quiet)
  return isChanged ? { ...state, frames } : undefined
}
