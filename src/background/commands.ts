import { onCommand } from '../platform/commands.ts'
import { CHECK_PAGE, REVIEW_PAGE } from '../platform/own-files.ts'
import { showNextWarning } from '../platform/scripting.ts'
import { openOwnPage } from '../platform/tabs.ts'
import { checkInTab } from './check-selection.ts'
import type { Context } from './context.ts'
import { isQuiet, isWarned } from './tab-state.ts'

type Tab = { readonly id?: number; readonly isPrivate: boolean }

/** Answers the keyboard shortcuts that the manifest names. */
export function answerCommands(context: Context): void {
  onCommand((name, tab) => {
    if (name === 'open-review') void openOwnPage(REVIEW_PAGE)
    else if (name === 'check-message') void checkMessage(context, tab)
    else if (name === 'next-flagged') void goToNext(context, tab)
  })
}

/** The selected text is checked at once; without one there is the page to paste a message on. */
async function checkMessage(context: Context, { id, isPrivate }: Tab): Promise<void> {
  const isChecked = id !== undefined && (await checkInTab(context, id, isPrivate))
  if (!isChecked) await openOwnPage(CHECK_PAGE)
}

/** To the next warning of the page in front; where it shows none, to the review. */
async function goToNext(context: Context, { id }: Tab): Promise<void> {
  const state = id === undefined ? undefined : await context.tabs.get(id)
  const frames = new Set(
    state?.messages.filter(({ view }) => isWarned(view)).map(({ frameId }) => frameId),
  )
  for (const frameId of frames) {
    if (state === undefined || isQuiet(state, frameId)) continue
    if (await showNextWarning(state.tabId, frameId)) return
  }
  await openOwnPage(REVIEW_PAGE)
}
