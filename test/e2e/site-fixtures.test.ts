import { join } from 'node:path'
import { chromium } from 'playwright-core'
import puppeteer from 'puppeteer-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM, FIREFOX, ensureBrowser } from '../../scripts/browsers.mjs'
import { FIXTURES, matchId, type FixtureCase, type FixtureStep } from '../sites/fixture-cases.ts'
import { loadDefinition } from '../sites/read-fixture.ts'

declare global {
  var startReading: (definition: unknown) => void
  var runSteps: (document: Document, steps: readonly FixtureStep[]) => void
  var listMessages: () => readonly unknown[]
  var readHealth: string | undefined
  var readerFaults: readonly unknown[] | undefined
}

/** As much of a page as both drivers give. */
interface DrivenPage {
  evaluate<T, A>(work: (argument: A) => T, argument: A): Promise<T>
  evaluate<T>(work: string): Promise<T>
}

/** Opens a fixture at its own address; the page is closed after `use`. */
type OpenFixture = (fixture: FixtureCase, use: (page: DrivenPage) => Promise<void>) => Promise<void>

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

function makePage({ html, bodyClass = '', shadowHost }: FixtureCase): string {
  const start = `<!doctype html><meta charset="utf-8"><body class="${bodyClass}">`
  return start + (shadowHost ?? html)
}

/** Runs in the page. */
function fillShadow(html: string): void {
  document.body.firstElementChild!.attachShadow({ mode: 'open' }).innerHTML = html
}

/** Runs in the page. */
function fillFrames(bodies: readonly string[]): void {
  for (const [index, frame] of [...document.querySelectorAll('iframe')].entries()) {
    frame.contentDocument!.body.innerHTML = bodies[index] ?? ''
  }
}

async function checkFixture(page: DrivenPage, script: string, fixture: FixtureCase): Promise<void> {
  const { html, shadowHost, frames, steps, messages, health, site } = fixture
  const definition = loadDefinition(site)
  if (shadowHost !== undefined) await page.evaluate(fillShadow, html)
  await page.evaluate(script)
  await page.evaluate((parsed) => startReading(parsed), definition)
  const count = (): Promise<number> => page.evaluate(() => listMessages().length, undefined)
  if (frames.length > 0) await page.evaluate(fillFrames, frames)
  if (steps.length > 0) {
    await expect.poll(count, { timeout: 10_000 }).toBeGreaterThan(0)
    await page.evaluate((all) => runSteps(document, all), steps)
  }
  const wanted = messages.map((message) => ({
    ...message,
    channel: definition.channel,
    id: matchId(message.id),
  }))
  const read = () => page.evaluate(() => listMessages(), undefined)
  await expect.poll(read, { timeout: 10_000 }).toEqual(wanted)
  const state = () => page.evaluate(() => globalThis.readHealth, undefined)
  await expect.poll(state, { timeout: 10_000 }).toBe(health)
  expect(await page.evaluate(() => readerFaults, undefined)).toEqual([])
}

let script = ''
beforeAll(async () => {
  script = await bundleReader()
})

describe('the fixtures of the sites, in real Chromium', () => {
  let open: OpenFixture
  let close: () => Promise<void>
  beforeAll(async () => {
    const browser = await chromium.launch({ executablePath: ensureBrowser(CHROMIUM) })
    close = () => browser.close()
    open = async (fixture, use) => {
      const page = await browser.newPage()
      await page.route('**/*', (route) =>
        route.fulfill({ contentType: 'text/html; charset=utf-8', body: makePage(fixture) }),
      )
      await page.goto(fixture.url)
      await use(page)
      await page.close()
    }
  })
  afterAll(() => close())

  it.each(FIXTURES)('$name', (fixture) =>
    open(fixture, (page) => checkFixture(page, script, fixture)),
  )
})

const IN_FIREFOX = new Set(['linkedin', 'gmail', 'outlook'])

describe('the fixtures of the most used sites, in real Firefox', () => {
  let open: OpenFixture
  let close: () => Promise<void>
  beforeAll(async () => {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: ensureBrowser(FIREFOX),
      headless: true,
    })
    close = () => browser.close()
    open = async (fixture, use) => {
      const page = await browser.newPage()
      await page.setRequestInterception(true)
      page.on('request', (request) => {
        void request.respond({ contentType: 'text/html; charset=utf-8', body: makePage(fixture) })
      })
      // One fixture holds a script with a dialog, which must not become text.
      page.on('dialog', (dialog) => void dialog.dismiss())
      await page.goto(fixture.url)
      await use(page)
      await page.close()
    }
  })
  afterAll(() => close())

  it.each(FIXTURES.filter(({ site }) => IN_FIREFOX.has(site)))('$name', (fixture) =>
    open(fixture, (page) => checkFixture(page, script, fixture)),
  )
})
