// @ts-check
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What a person sees of the extension, read from outside: warnings through the browser's
 * accessibility tree (their shadow root is closed), the popup and the settings as pages.
 *
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').CDPSession} Session
 * @typedef {{ nodeId: string, backendDOMNodeId?: number, ignored?: boolean, role?: { value?: string }, name?: { value?: string }, childIds?: string[], parentId?: string, properties?: { name: string, value: { value?: unknown } }[] }} AccessibleNode
 * @typedef {{ name: string, headline: string, role: string, node: AccessibleNode, nodes: AccessibleNode[] }} ShownWarning
 */

const PREFIX = 'Lurewatch warning: '

/** @param {{ frame: { id: string }, childFrames?: any[] }} tree @returns {string[]} */
function listFrameIds(tree) {
  return [tree.frame.id, ...(tree.childFrames ?? []).flatMap(listFrameIds)]
}

/** @param {AccessibleNode[]} all @param {AccessibleNode} root @returns {AccessibleNode[]} */
function collectBelow(all, root) {
  const byId = new Map(all.map((node) => [node.nodeId, node]))
  /** @type {AccessibleNode[]} */
  const found = []
  const visit = (/** @type {string} */ id) => {
    const node = byId.get(id)
    if (!node) return
    if (!node.ignored) found.push(node)
    for (const child of node.childIds ?? []) visit(child)
  }
  for (const child of root.childIds ?? []) visit(child)
  return found
}

/**
 * Every warning that assistive technology would find on a page, in all its frames.
 * @param {Page} page
 * @param {Session} [session] a session of that page to use; without it one is opened and closed
 * @returns {Promise<ShownWarning[]>}
 */
export async function readWarnings(page, session) {
  const cdp = session ?? (await page.context().newCDPSession(page))
  try {
    const { frameTree } = await cdp.send('Page.getFrameTree')
    const warnings = []
    for (const frameId of listFrameIds(frameTree)) {
      const { nodes } = await cdp.send('Accessibility.getFullAXTree', { frameId })
      const all = /** @type {AccessibleNode[]} */ (nodes)
      for (const node of all) {
        const name = node.name?.value ?? ''
        const role = node.role?.value ?? ''
        if (node.ignored || !name.startsWith(PREFIX) || !['region', 'alert'].includes(role))
          continue
        warnings.push({
          name,
          role,
          headline: name.slice(PREFIX.length),
          node,
          nodes: collectBelow(all, node),
        })
      }
    }
    return warnings
  } finally {
    if (!session) await cdp.detach()
  }
}

/** Brings the first warning of a page into sight. @param {Page} page */
export async function showWarning(page) {
  const [warning] = await readWarnings(page)
  if (!warning) return
  const cdp = await page.context().newCDPSession(page)
  const { backendDOMNodeId } = warning.node
  if (backendDOMNodeId)
    await cdp.send('DOM.scrollIntoViewIfNeeded', { backendNodeId: backendDOMNodeId })
  await cdp.detach()
  await page.waitForTimeout(300)
}

/** @param {string} extension folder @returns {{ popup: string, settings: string }} paths of its pages */
export function readPagePaths(extension) {
  const manifest = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8'))
  return { popup: manifest.action.default_popup, settings: manifest.options_ui.page }
}

/**
 * The popup's list of messages as data.
 * @param {Page} popup @param {string} name
 */
export async function readCards(popup, name) {
  const list = popup.getByRole('list', { name, exact: true })
  return list.locator(':scope > li').evaluateAll((items) =>
    items.map((item) => ({
      level: item.getAttribute('data-level') ?? '',
      sender: item.querySelector('h3')?.textContent?.trim() ?? '',
      headline: item.querySelector('.headline')?.textContent?.trim() ?? '',
      text: /** @type {HTMLElement} */ (item).innerText,
    })),
  )
}
