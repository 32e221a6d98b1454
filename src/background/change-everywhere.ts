import { announceChange } from './announce-change.ts'
import type { Context } from './context.ts'
import { planNotices } from './show-warnings.ts'
import { findMessage, type TabState } from './tab-state.ts'

/**
 * Changes records first, then every tab that shows one of the messages, and tells their frames.
 * `change` gets these tabs and answers what becomes of each.
 */
export async function changeEverywhere<T>(
  context: Context,
  keys: readonly string[],
  change: (states: readonly TabState[]) => Promise<{
    readonly changeTab: (tab: TabState) => TabState
    readonly answer: T
  }>,
): Promise<T> {
  const { sends, answer } = await context.queue.run(async () => {
    const isShown = (state: TabState): boolean => keys.some((key) => findMessage(state, key))
    const states = (await context.tabs.list()).filter(isShown)
    const { changeTab, answer } = await change(states)
    const { version } = await context.rules.load()
    const sends: (() => void)[] = []
    for (const state of states) {
      const plan = planNotices(context, version, changeTab(state), new Set(keys))
      await context.tabs.save(plan.state)
      sends.push(plan.send)
    }
    await announceChange(context.now())
    return { sends, answer }
  })
  for (const send of sends) send()
  return answer
}
