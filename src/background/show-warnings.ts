import type { Verdict } from '../engine/verdict.ts'
import { sendNotice } from '../platform/messages.ts'
import type { MessageView, Warning } from '../platform/schema/views.ts'
import { injectFiles, insertStyle } from '../platform/scripting.ts'
import type { Context } from './context.ts'
import { warnOf } from './message-view.ts'
import type { Neighbours } from './neighbours.ts'
import { signWarnings } from './policy.ts'
import {
  changeFrame,
  changeVerdicts,
  findFrame,
  isQuiet,
  isWarned,
  type TabState,
} from './tab-state.ts'

/** A frame's panel: what is known of it after its claim, and whether it must be injected now. */
export interface PanelClaim {
  readonly state: TabState
  readonly highlight: string
  readonly isNew: boolean
}

/** Marks a frame as having its panel, so that two reports at once inject it once. */
export function claimPanel(state: TabState, frameId: number): PanelClaim {
  const frame = findFrame(state, frameId)
  const highlight = frame?.highlight ?? makeNeutralName()
  return {
    state: changeFrame(state, frameId, { hasPanel: true, highlight }),
    highlight,
    isNew: frame?.hasPanel !== true,
  }
}

/**
 * Injects the panel and the style of its marks. Never inside the queue: a page that shows a dialog
 * holds this up until the dialog is closed.
 */
export async function injectPanel(
  context: Context,
  tabId: number,
  frameId: number,
  highlight: string,
): Promise<void> {
  const css = `::highlight(${highlight}){background-color:#ffdf8a;color:#1b1b1b}`
  await insertStyle(tabId, frameId, css)
  if (await injectFiles(tabId, [context.panelPath], frameId)) return
  await context.queue.run(async () => {
    const state = await context.tabs.get(tabId)
    if (state !== undefined)
      await context.tabs.save(changeFrame(state, frameId, { hasPanel: false }))
  })
}

/** A state to be saved, and the sending that must run outside the queue. */
export interface NoticePlan {
  readonly state: TabState
  readonly send: () => void
}

/**
 * Tells the frames of a tab about messages whose warning came, changed or went, but for the frame
 * `except`, which is told by other means.
 */
export function planNotices(
  context: Context,
  ruleSet: string,
  state: TabState,
  keys: { has(key: string): boolean },
  except?: number,
): NoticePlan {
  const frames = new Map<number, MessageView[]>()
  for (const { frameId, view } of state.messages) {
    if (frameId === except || !keys.has(view.key)) continue
    frames.set(frameId, [...(frames.get(frameId) ?? []), view])
  }
  let next = state
  const sends: (() => Promise<void>)[] = []
  for (const [frameId, views] of frames) {
    const shown = isQuiet(next, frameId) ? [] : views.filter(isWarned)
    const claim = shown.length > 0 ? claimPanel(next, frameId) : undefined
    next = claim?.state ?? next
    const clear = views.filter((view) => !shown.includes(view)).map(({ key }) => key)
    const warnings = shown.map((view) => warnOf(view, ruleSet))
    sends.push(() => notifyFrame(context, state.tabId, frameId, { warnings, clear }, claim))
  }
  return { state: next, send: () => sends.forEach((send) => void send()) }
}

/** Carries new verdicts into other tabs that show the messages; answers what is to be sent. */
export async function spreadChanges(
  context: Context,
  ruleSet: string,
  neighbours: Neighbours,
  changes: ReadonlyMap<string, Verdict>,
): Promise<(() => void)[]> {
  if (changes.size === 0) return []
  const sends: (() => void)[] = []
  for (const state of await neighbours.list()) {
    if (!state.messages.some(({ view }) => changes.has(view.key))) continue
    const plan = planNotices(context, ruleSet, changeVerdicts(state, changes), changes)
    await context.tabs.save(plan.state)
    sends.push(plan.send)
  }
  return sends
}

async function notifyFrame(
  context: Context,
  tabId: number,
  frameId: number,
  told: { readonly warnings: Warning[]; readonly clear: string[] },
  claim: PanelClaim | undefined,
): Promise<void> {
  if (claim?.isNew === true) await injectPanel(context, tabId, frameId, claim.highlight)
  const notice = {
    notice: 'warnings' as const,
    ...told,
    warnings: await signWarnings(told.warnings),
    ...(claim === undefined ? {} : { highlight: claim.highlight }),
  }
  await sendNotice(tabId, notice, frameId)
}

/** The page can list the names of highlights, so this one says nothing and is new on every page. */
function makeNeutralName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return `m${[...bytes].map((byte) => (byte % 36).toString(36)).join('')}`
}
