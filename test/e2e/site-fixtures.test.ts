import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDefinition, loadFixture } from '../sites/read-fixture.ts'
import { SITE_CASES } from '../sites/site-cases.ts'
import { CHROMIUM, ensureBrowser } from '../../scripts/browsers.mjs'

declare global {
  var startReading: (definition: unknown) => void
  var readMessages: readonly unknown[] | undefined
  var readerFaults: readonly unknown[] | undefined
}

/** The reader alone, as a script for any page. */
async function bundleReader(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: {
        entry: join(import.meta.dirname, '../sites/reader-in-page.ts'),
        formats: ['iife'],
        name: 'readerInPage',
      },
    },
  })
  const bundle = Array.isArray(result) ? result[0] : result
  if (bundle === undefined || !('output' in bundle)) throw new Error('nothing was built')
  return bundle.output[0].code
}

describe('the fixtures of the sites, in real Chromium', () => {
  let browser: Browser
  let script = ''
  beforeAll(async () => {
    script = await bundleReader()
    browser = await chromium.launch({ executablePath: ensureBrowser(CHROMIUM) })
  })
  afterAll(() => browser.close())

  it.each(SITE_CASES)('$site at $url', async ({ site, fixture, url, frames = [], messages }) => {
    const page = await browser.newPage()
    const html = `<!doctype html><body>${loadFixture(`${site}/${fixture}`)}`
    await page.route('**/*', (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
    )
    await page.goto(url)
    await page.evaluate(script)
    await page.evaluate((definition) => {
      startReading(definition)
    }, loadDefinition(site))
    await page.evaluate((bodies) => {
      for (const [index, frame] of [...document.querySelectorAll('iframe')].entries()) {
        frame.contentDocument!.body.innerHTML = bodies[index] ?? ''
      }
    }, frames)
    const read = () => page.evaluate(() => readMessages ?? [])
    // Bodies in frames are read as their frames fill, which keeps no order.
    const expected: unknown = frames.length === 0 ? messages : expect.arrayContaining([...messages])
    await expect.poll(read, { timeout: 10_000 }).toEqual(expected)
    expect(await read()).toHaveLength(messages.length)
    expect(await page.evaluate(() => readerFaults)).toEqual([])
    await page.close()
  })
})
