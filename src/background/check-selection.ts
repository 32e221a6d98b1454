import type { Message } from '../engine/message.ts'
import { checkedSelectionSchema, type CheckedSelection } from '../platform/check-protocol.ts'
import { getMessage } from '../platform/i18n.ts'
import { findLinks, mergeLinks } from '../platform/mail/find-links.ts'
import { offerOnSelection, onSelectionClick, type SelectionClick } from '../platform/menus.ts'
import { CHECK_PAGE } from '../platform/own-files.ts'
import { readSelection } from '../platform/selection.ts'
import { listStoredKeys, readStored, removeStored, writeStored } from '../platform/storage.ts'
import { listFrames } from '../platform/scripting.ts'
import { getTab, openOwnPage } from '../platform/tabs.ts'
import { checkMessages } from './check-messages.ts'
import type { Context } from './context.ts'

const MENU_ENTRY = 'check-selection'
const PREFIX = 'check '
/** Results at hand at once: older ones go, their pages show them until they are reloaded. */
const MAX_RESULTS = 20

/** Registers the listener; the entry itself is made by `offerCheck`. */
export function answerSelectionClicks(context: Context): void {
  onSelectionClick(MENU_ENTRY, (click) => void checkSelection(context, click))
}

/** Puts "Check this message" into the context menu of selected text. */
export function offerCheck(): Promise<void> {
  return offerOnSelection(MENU_ENTRY, getMessage('menu_check_selection'))
}

/**
 * Judges the selected text and shows the verdict in a page of its own. The click lets the extension
 * look at this one tab (`activeTab`); where even that is refused, as in a PDF, the browser's own
 * copy of the text has to do.
 */
async function checkSelection(context: Context, click: SelectionClick): Promise<void> {
  const id = crypto.randomUUID()
  const message = await readMessage(id, click)
  const [view] = await checkMessages(context, { items: [{ message }] })
  if (view !== undefined && view !== null) {
    const { url, isPrivate } = click
    await saveResult(id, { view, url, isPrivate })
  }
  await openOwnPage(`${CHECK_PAGE}?id=${id}`)
}

/** Checks what is selected in a tab in front of the user; false where nothing is. */
export async function checkInTab(
  context: Context,
  tabId: number,
  isPrivate: boolean,
): Promise<boolean> {
  const { url = '' } = (await getTab(tabId)) ?? {}
  for (const frameId of await listFrames(tabId)) {
    const text = (await readSelection(tabId, frameId))?.text ?? ''
    if (text.trim() === '') continue
    await checkSelection(context, { tabId, frameId, url, isPrivate, text })
    return true
  }
  return false
}

async function readMessage(id: string, click: SelectionClick): Promise<Message> {
  const read = await readSelection(click.tabId, click.frameId)
  const text = read?.text ?? click.text
  const links = mergeLinks(read?.links ?? [], findLinks(text))
  return { id, site: 'file', text, ...(links.length === 0 ? {} : { links }) }
}

/** In the browser's memory only, until it closes. */
async function saveResult(id: string, result: CheckedSelection): Promise<void> {
  const known = await listStoredKeys('session', PREFIX)
  await removeStored('session', known.slice(0, Math.max(known.length - MAX_RESULTS + 1, 0)))
  await writeStored('session', PREFIX + id, result)
}

export async function findResult(id: string): Promise<CheckedSelection | null> {
  return (await readStored('session', PREFIX + id, checkedSelectionSchema)) ?? null
}

/** Takes away what was selected in private windows, or all of it. */
export async function dropResults(which: 'private' | 'all'): Promise<void> {
  for (const key of await listStoredKeys('session', PREFIX)) {
    const result = await readStored('session', key, checkedSelectionSchema)
    if (which === 'all' || result?.isPrivate !== false) await removeStored('session', [key])
  }
}
