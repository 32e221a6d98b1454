import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Chromium, waitForListed, waitForWarnings } from './harness/chromium.ts'
import { HARMLESS, PASTED_COMMAND, makeLinkedIn, makeThread } from './harness/inbox.ts'

/** Runs before the page's own scripts: what a site does that wants to know who looks at it. */
function layTraps(): void {
  const seen: string[] = []
  Object.assign(globalThis, { trapped: seen })
  addEventListener('message', () => seen.push('message'))
  addEventListener('securitypolicyviolation', ({ blockedURI }) => seen.push(blockedURI))
  addEventListener('error', ({ error }) => seen.push(String(error)))
  for (const name of ['attachShadow', 'scrollIntoView', 'getBoundingClientRect'] as const) {
    const real: unknown = Reflect.get(Element.prototype, name)
    Object.assign(Element.prototype, {
      [name](this: Element, ...args: unknown[]): unknown {
        seen.push(name)
        return typeof real === 'function' ? (Reflect.apply(real, this, args) as unknown) : undefined
      },
    })
  }
}

/** What the page finds of an extension, by every way that needs no luck. */
function lookAround(): Record<string, unknown> {
  const all = [...document.querySelectorAll('*')]
  const entries = performance.getEntries().map(({ name }) => name)
  return {
    trapped: Reflect.get(globalThis, 'trapped'),
    globals: Object.getOwnPropertyNames(globalThis).filter((name) =>
      /lurewatch|pageNotes|pageOutline/i.test(name),
    ),
    addresses: [document.documentElement.outerHTML, ...entries].filter((text) =>
      text.includes('-extension:'),
    ),
    sheets: [document.adoptedStyleSheets.length, document.querySelectorAll('style').length],
    highlights: CSS.highlights.size,
    bare: all.filter(
      ({ tagName, attributes, childNodes }) =>
        tagName === 'DIV' && attributes.length + childNodes.length === 0,
    ).length,
    words: /lurewatch/i.test(document.documentElement.outerHTML),
  }
}

async function open(run: Chromium, key: string): Promise<Page> {
  const page = await run.context.newPage()
  await page.addInitScript(layTraps)
  await page.goto(run.linkedInAddress(key))
  return page
}

describe('a page that looks for the extension', () => {
  let run: Chromium
  beforeAll(async () => {
    const threads = [makeThread('quiet', [HARMLESS]), makeThread('lure', [PASTED_COMMAND])]
    run = await Chromium.start({ linkedin: makeLinkedIn(...threads) })
  })
  afterAll(() => run.close())

  it('finds nothing before a warning shows', async () => {
    const page = await open(run, 'quiet')
    await waitForListed(await run.openPopup(page), HARMLESS)
    expect(await page.evaluate(lookAround)).toEqual({
      trapped: [],
      globals: [],
      addresses: [],
      sheets: [0, 0],
      highlights: 0,
      bare: 0,
      words: false,
    })
  })

  it('finds a neutral empty element and a name that says nothing, then', async () => {
    const page = await open(run, 'lure')
    await waitForWarnings(page, 1)
    const found = await page.evaluate(lookAround)
    expect(found).toMatchObject({ trapped: [], globals: [], addresses: [], bare: 1, words: false })
    const names = await page.evaluate(() => [...CSS.highlights.keys()])
    for (const name of names) expect(name).toMatch(/^m[a-z\d]+$/)
  })
})
