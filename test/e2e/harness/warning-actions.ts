import type { CDPSession, Page } from 'playwright-core'
import { expect } from 'vitest'
import { readWarnings } from './chromium.ts'

type Warning = Awaited<ReturnType<typeof readWarnings>>[number]
type Node = Warning['nodes'][number]

async function withSession<T>(page: Page, run: (cdp: CDPSession) => Promise<T>): Promise<T> {
  const cdp = await page.context().newCDPSession(page)
  try {
    return await run(cdp)
  } finally {
    await cdp.detach()
  }
}

export function findInWarning(warning: Warning, role: string, name: string): Node {
  const node = warning.nodes.find((one) => one.role?.value === role && one.name?.value === name)
  if (node === undefined) throw new Error(`The warning has no ${role} “${name}”`)
  return node
}

/** Clicks with the mouse where assistive technology finds the control. */
export async function clickInWarning(page: Page, warning: Warning, name: string): Promise<void> {
  const backendNodeId = findInWarning(warning, 'button', name).backendDOMNodeId
  if (backendNodeId === undefined) throw new Error(`“${name}” has no node`)
  await page.bringToFront()
  const place = await withSession(page, async (cdp) => {
    await cdp.send('DOM.scrollIntoViewIfNeeded', { backendNodeId })
    const { quads } = await cdp.send('DOM.getContentQuads', { backendNodeId })
    const [x0 = 0, y0 = 0, , , x2 = 0, y2 = 0] = quads[0] ?? []
    return { x: (x0 + x2) / 2, y: (y0 + y2) / 2 }
  })
  await page.mouse.click(place.x, place.y)
}

/** Says "not a lure" of the message alone. */
export async function dismissWarning(page: Page, warning: Warning): Promise<void> {
  await clickInWarning(page, warning, 'Not a lure…')
  await expect
    .poll(async () => (await readWarnings(page))[0]?.nodes.map(({ name }) => name?.value))
    .toContain('This message only')
  const [open] = await readWarnings(page)
  if (open !== undefined) await clickInWarning(page, open, 'This message only')
}

/** Presses Tab until a control of the first warning with this name has the focus; its role and name. */
export async function tabTo(page: Page, name: string, most = 60): Promise<boolean> {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab')
    const [warning] = await readWarnings(page)
    const focused = warning?.nodes.find((node) =>
      node.properties?.some(({ name, value }) => name === 'focused' && value.value === true),
    )
    if (focused?.name?.value === name) return true
  }
  return false
}
