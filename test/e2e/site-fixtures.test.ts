import fc from 'fast-check'
import { chromium, type Browser, type Page } from 'playwright-core'
import puppeteer, { type Browser as FirefoxBrowser } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM, FIREFOX, ensureBrowser } from '../../scripts/browsers.mjs'
import type { SiteDefinition } from '../../src/sites/definition.ts'
import { FIXTURES, matchId, type FixtureCase } from '../sites/fixture-cases.ts'
import { pageChange, type PageChange } from '../sites/mutate-page.ts'
import { loadDefinition } from '../sites/read-fixture.ts'
import { bundleReader, makePage, startFixture, type DrivenPage } from './harness/fixture-page.ts'

async function checkFixture(page: DrivenPage, script: string, fixture: FixtureCase): Promise<void> {
  const { steps, messages, health, site } = fixture
  const definition = loadDefinition(site)
  await startFixture(page, script, fixture, definition)
  if (steps.length > 0) {
    const count = () => page.evaluate(() => listMessages().length, undefined)
    await expect.poll(count, { timeout: 10_000 }).toBeGreaterThan(0)
    await page.evaluate((all) => {
      runSteps(document, all)
    }, steps)
  }
  const wanted = messages.map((message) => ({
    ...message,
    channel: definition.channel,
    id: matchId(message.id),
  }))
  const read = () => page.evaluate(() => listMessages(), undefined)
  await expect.poll(read, { timeout: 10_000 }).toEqual(wanted)
  const state = () => page.evaluate(() => readHealth(), undefined)
  await expect.poll(state, { timeout: 10_000 }).toBe(health)
  expect(await page.evaluate(() => listFaults(), undefined)).toEqual([])
}

let script = ''
beforeAll(async () => {
  script = await bundleReader()
})

describe('the pages of the sites, in real Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: ensureBrowser(CHROMIUM) })
  })
  afterAll(() => browser.close())

  async function open(fixture: FixtureCase): Promise<Page> {
    const page = await browser.newPage()
    await page.route('**/*', (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: makePage(fixture) }),
    )
    await page.goto(fixture.url)
    return page
  }

  it.each(FIXTURES)('$name', async (fixture) => {
    const page = await open(fixture)
    await checkFixture(page, script, fixture)
    await page.close()
  })

  const whole = FIXTURES.filter(({ steps, messages }) => steps.length === 0 && messages.length > 0)
  const oneOfEach = new Map(
    whole.map((fixture) => [fixture.site + (fixture.shadowHost ?? ''), fixture]),
  )

  it.each([...oneOfEach.values()])(
    '$name, changed at random, reads as if it came so',
    async (fixture) => {
      const page = await open(fixture)
      const errors: string[] = []
      page.on('pageerror', (error) => errors.push(String(error)))
      const definition = loadDefinition(fixture.site)
      await startFixture(page, script, fixture, definition)
      const [changes = []] = fc.sample(fc.array(pageChange, { minLength: 15, maxLength: 15 }), 1)
      for (const change of changes) await mutate(page, change, definition)
      const fresh = () => page.evaluate((parsed) => readAfresh(parsed), definition)
      const told = () => page.evaluate(() => listTexts(), undefined)
      await expect
        .poll(
          async () => ((await told()).join('\n') === (await fresh()).join('\n') ? 'alike' : 'not'),
          {
            timeout: 20_000,
          },
        )
        .toBe('alike')
      expect(await page.evaluate(() => listFaults(), undefined)).toEqual([])
      expect(errors).toEqual([])
      await page.close()
    },
  )
})

async function mutate(
  page: Page,
  change: PageChange,
  { watch, pane }: SiteDefinition,
): Promise<void> {
  await page.evaluate(
    ([one, names, panes]) => {
      mutatePage(document, one, names, panes)
    },
    [change, watch, pane] as const,
  )
  if (change.kind === 'wait') await page.waitForTimeout(change.which % 300)
}

const IN_FIREFOX = new Set(['linkedin', 'gmail', 'outlook'])

describe('the pages of the most used sites, in real Firefox', () => {
  let browser: FirefoxBrowser
  beforeAll(async () => {
    browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: ensureBrowser(FIREFOX),
      headless: true,
    })
  })
  afterAll(() => browser.close())

  it.each(FIXTURES.filter(({ site }) => IN_FIREFOX.has(site)))('$name', async (fixture) => {
    const page = await browser.newPage()
    await page.setRequestInterception(true)
    page.on('request', (request) => {
      void request.respond({ contentType: 'text/html; charset=utf-8', body: makePage(fixture) })
    })
    // One fixture holds a script with a dialog, which must not become text.
    page.on('dialog', (dialog) => void dialog.dismiss())
    await page.goto(fixture.url)
    await checkFixture(page, script, fixture)
    await page.close()
  })
})
