import * as v from 'valibot'
import browser from 'webextension-polyfill'

const MAX_TEXT = 1_000_000
const MAX_LINKS = 500

const selectionSchema = v.object({
  text: v.pipe(v.string(), v.maxLength(MAX_TEXT)),
  links: v.pipe(v.array(v.object({ href: v.string(), text: v.string() })), v.maxLength(MAX_LINKS)),
})
export type Selection = v.InferOutput<typeof selectionSchema>

/** Text and links that are selected in a frame; undefined where the page may not be read. */
export async function readSelection(
  tabId: number,
  frameId: number,
): Promise<Selection | undefined> {
  try {
    const [answer] = await browser.scripting.executeScript({
      target: { tabId, frameIds: [frameId] },
      func: findSelection,
      args: [MAX_TEXT, MAX_LINKS],
    })
    const parsed = v.safeParse(selectionSchema, answer?.result)
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}

/**
 * Runs in the page, so it may use nothing from outside itself. Only looks: nothing is cloned, which
 * would run the page's own elements.
 */
function findSelection(maxText: unknown, maxLinks: unknown): unknown {
  // Chrome alone tells of selections inside shadow roots, and each root of its own.
  const listRoots = (): object[] => {
    const roots: object[] = [document]
    let root = document.activeElement?.shadowRoot
    while (root) {
      roots.push(root)
      root = root.activeElement?.shadowRoot
    }
    return roots
  }
  const isSelection = (value: unknown): value is globalThis.Selection =>
    typeof value === 'object' && value !== null && 'rangeCount' in value && 'containsNode' in value
  const selectionOf = (root: object): globalThis.Selection | undefined => {
    const read: unknown = Reflect.get(root, 'getSelection')
    const found: unknown = typeof read === 'function' ? Reflect.apply(read, root, []) : undefined
    return isSelection(found) && found.toString().trim() !== '' ? found : undefined
  }
  const selection = listRoots()
    .map(selectionOf)
    .findLast((found) => found !== undefined)
  if (selection === undefined) return undefined
  const within = selection.getRangeAt(0).commonAncestorContainer
  const element = within instanceof Element ? within : within.parentElement
  const around = element?.closest('a[href]')
  const inside =
    within instanceof Element || within instanceof DocumentFragment
      ? [...within.querySelectorAll('a[href]')].filter((link) => selection.containsNode(link, true))
      : []
  const links = [...(around ? [around] : []), ...inside].flatMap((link) =>
    link instanceof HTMLAnchorElement ? [{ href: link.href, text: link.innerText.trim() }] : [],
  )
  return {
    text: selection.toString().slice(0, Number(maxText)),
    links: links.slice(0, Number(maxLinks)),
  }
}
