import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM, ensureBrowser } from '../../scripts/browsers.mjs'
import { makeMessage, makePlainSite } from '../sites/plain-site.ts'
import { bundleReader } from './harness/fixture-page.ts'

const COUNT = 1_000

let browser: Browser
let script = ''
beforeAll(async () => {
  script = await bundleReader()
  browser = await chromium.launch({ executablePath: ensureBrowser(CHROMIUM) })
})
afterAll(() => browser.close())

/** A conversation of a thousand messages in a list that scrolls; `style` is that of a message. */
async function open(style: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } })
  await page.route('**/*', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><style>#pane { height: 400px; overflow: auto } ${style}</style><main id="pane"></main>`,
    }),
  )
  await page.goto('https://mail.site.example/')
  await page.evaluate(script)
  await page.evaluate((definition) => {
    startReading(definition)
  }, makePlainSite())
  const all = Array.from({ length: COUNT }, (_, id) => makeMessage(String(id), `text ${id}`))
  await page.evaluate((html) => {
    document.querySelector('#pane')!.innerHTML = html
  }, all.join(''))
  return page
}

/** Ids that were told, in their order. */
async function listIds(page: Page): Promise<number[]> {
  const texts = await page.evaluate(() => listTexts())
  return texts.map((text) => Number(text.split(' ')[0])).sort((a, b) => a - b)
}

/** Ids of messages of which a part is in the list's window. */
async function listVisible(page: Page): Promise<number[]> {
  return await page.evaluate(() => {
    const pane = document.querySelector('#pane')!.getBoundingClientRect()
    return [...document.querySelectorAll('.message')]
      .filter((unit) => {
        const { top, bottom } = unit.getBoundingClientRect()
        return bottom > pane.top + 1 && top < pane.bottom - 1
      })
      .map((unit) => Number(unit.getAttribute('data-id')))
  })
}

describe('a flood of messages in real Chromium', () => {
  it('is read as far as it is in view, and its newest 300', async () => {
    const page = await open('.message { height: 40px }')
    for (const scroll of [0, 12_000, 5_000]) {
      await page.evaluate((top) => {
        document.querySelector('#pane')!.scrollTop = top
      }, scroll)
      const visible = await listVisible(page)
      expect(visible.length).toBeGreaterThanOrEqual(10)
      await expect
        .poll(() => listIds(page), { timeout: 10_000 })
        .toEqual(expect.arrayContaining(visible))
    }
    const ids = await listIds(page)
    expect(ids.slice(-300)).toEqual(Array.from({ length: 300 }, (_, at) => COUNT - 300 + at))
    expect(ids.length).toBeLessThan(400)
    await page.close()
  })

  it('is read where the layout alone brings it into view', async () => {
    const page = await open('.message { height: 40px }')
    await expect.poll(() => listIds(page), { timeout: 10_000 }).toContain(COUNT - 1)
    await page.evaluate(() => {
      document.querySelector('#pane')!.classList.add('turned')
      document.styleSheets[0]!.insertRule(
        '.turned { display: flex; flex-direction: column-reverse }',
      )
    })
    const visible = await listVisible(page)
    // Where neither end of a stretch is in view, the look of every five seconds finds it.
    await expect
      .poll(() => listIds(page), { timeout: 10_000 })
      .toEqual(expect.arrayContaining(visible))
    await page.close()
  })

  it('is read whole where its messages have no boxes of their own', async () => {
    const page = await open('.message { display: contents }')
    await expect.poll(async () => (await listIds(page)).length, { timeout: 20_000 }).toBe(COUNT)
    await page.close()
  })
})
