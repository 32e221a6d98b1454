import type { CDPSession, Page } from 'playwright-core'
import { expect } from 'vitest'

/** What assistive technology finds: also inside closed shadow roots, which no selector reaches. */
export interface SeenNode {
  readonly role: string
  readonly name: string
  readonly description: string
  readonly isFocused: boolean
  readonly isDisabled: boolean
  readonly backendNodeId: number
}

interface FrameTree {
  readonly frame: { readonly id: string }
  readonly childFrames?: readonly FrameTree[]
}

async function withSession<T>(page: Page, run: (cdp: CDPSession) => Promise<T>): Promise<T> {
  const cdp = await page.context().newCDPSession(page)
  try {
    return await run(cdp)
  } finally {
    await cdp.detach()
  }
}

function listFrameIds({ frame, childFrames = [] }: FrameTree): string[] {
  return [frame.id, ...childFrames.flatMap(listFrameIds)]
}

/** Everything in the accessibility trees of a page's frames, in their order. */
export function listSeen(page: Page): Promise<SeenNode[]> {
  return withSession(page, async (cdp) => {
    const { frameTree } = await cdp.send('Page.getFrameTree')
    const seen: SeenNode[] = []
    for (const frameId of listFrameIds(frameTree)) {
      const { nodes } = await cdp.send('Accessibility.getFullAXTree', { frameId })
      for (const { ignored, role, name, description, properties = [], backendDOMNodeId } of nodes) {
        if (ignored || backendDOMNodeId === undefined) continue
        const has = (wanted: string): boolean =>
          properties.some((one) => one.name === wanted && one.value.value === true)
        seen.push({
          role: String(role?.value ?? ''),
          name: String(name?.value ?? ''),
          description: String(description?.value ?? ''),
          isFocused: has('focused'),
          isDisabled: has('disabled'),
          backendNodeId: backendDOMNodeId,
        })
      }
    }
    return seen
  })
}

export async function findSeen(
  page: Page,
  role: string,
  name: string | RegExp,
): Promise<SeenNode | undefined> {
  const isNamed = (node: SeenNode): boolean =>
    typeof name === 'string' ? node.name === name : name.test(node.name)
  return (await listSeen(page)).find((node) => node.role === role && isNamed(node))
}

export async function waitForSeen(
  page: Page,
  role: string,
  name: string | RegExp,
): Promise<SeenNode> {
  await expect
    .poll(async () => (await findSeen(page, role, name)) !== undefined, { timeout: 10_000 })
    .toBe(true)
  const node = await findSeen(page, role, name)
  if (node === undefined) throw new Error(`${role} “${String(name)}” went away`)
  return node
}

export async function waitForUnseen(
  page: Page,
  role: string,
  name: string | RegExp,
): Promise<void> {
  await expect
    .poll(async () => (await findSeen(page, role, name)) === undefined, { timeout: 10_000 })
    .toBe(true)
}

/** Clicks with the mouse where assistive technology finds the control. */
export async function press(page: Page, role: string, name: string | RegExp): Promise<void> {
  const { backendNodeId } = await waitForSeen(page, role, name)
  await page.bringToFront()
  const { x, y } = await withSession(page, async (cdp) => {
    await cdp.send('DOM.scrollIntoViewIfNeeded', { backendNodeId })
    const { quads } = await cdp.send('DOM.getContentQuads', { backendNodeId })
    const [x0 = 0, y0 = 0, , , x2 = 0, y2 = 0] = quads[0] ?? []
    return { x: (x0 + x2) / 2, y: (y0 + y2) / 2 }
  })
  await page.mouse.click(x, y)
}

/** Name of the control that has the focus; '' where none of the page's own names it. */
export async function readFocused(page: Page): Promise<string> {
  const focused = (await listSeen(page)).filter((node) => node.isFocused)
  return focused.findLast(({ role }) => role !== 'RootWebArea')?.name ?? ''
}
