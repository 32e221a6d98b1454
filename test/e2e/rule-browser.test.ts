import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fillInbox } from '../../scripts/fill-inbox.mjs'
import { Chromium, waitForWarnings } from './harness/chromium.ts'
import { BUILT } from './harness/paths.ts'
import { checkScreen, SCREENS, showOn, ZOOMED } from './harness/screens.ts'

const STORY = '69f7e3da-2077-4c7d-aa3c-e77f0b345778'

/** 400 % is as narrow as a phone. */
const LOOKS = [...SCREENS.filter(({ name }) => name !== 'narrow' && name !== 'forced'), ZOOMED]

describe('the rules in the settings', () => {
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start()
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  async function openRule(id: string): Promise<Page> {
    const page = await run.openSettings()
    await page.goto(`${page.url().split('#')[0] ?? ''}#rule=${id}`)
    await page.locator('.rule-yaml').waitFor()
    return page
  }

  it('are found, read by the keyboard, and left again', async () => {
    const page = await run.openSettings()
    await page.getByLabel('Search rules').fill('advance_fee_job')
    const link = page.getByRole('link', { name: 'Read: Pay to get the job' })
    await link.focus()
    await page.keyboard.press('Enter')
    await page.locator('.rule-yaml').waitFor()
    const heading = page.getByRole('heading', { name: 'Pay to get the job' })
    expect(await heading.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.getByRole('link', { name: 'Back to all rules' }).press('Enter')
    await expect
      .poll(() => link.evaluate((element) => element === document.activeElement))
      .toBe(true)
  })

  it('have their examples tried by the engine in use', async () => {
    const page = await openRule(STORY)
    await page.getByRole('button', { name: 'Try the examples on this computer' }).click()
    const result = page.getByText(/As they should be: \d+ of \d+ examples\./u)
    await result.waitFor()
    const [, right, all] = /(\d+) of (\d+)/u.exec(await result.innerText()) ?? []
    expect(right).toBe(all)
    expect(Number(all)).toBeGreaterThan(30)
    expect(await page.locator('.example mark').count()).toBeGreaterThan(20)
  })

  it('change their level at once, on pages as well', async () => {
    const message = await run.openLinkedIn('pasted-command')
    await waitForWarnings(message, 1)
    const page = await run.openSettings()
    await page.getByLabel('State').selectOption('fired')
    const links = page.locator('#rules').getByRole('link', { name: /^Read: / })
    await expect.poll(() => links.count()).toBeGreaterThan(0)
    const [first] = await links.all()
    await first?.click()
    await page.getByText(/Kept messages in which it fired: [1-9]/u).waitFor()
    await page.getByLabel('Level on this computer').selectOption('critical')
    await page.getByText(/: now critical\./u).waitFor()
    await page.getByLabel('Level on this computer').selectOption('')
    await page.getByText(/: back at its own level\./u).waitFor()
  })

  it.each(LOOKS)('can be read on every screen: $name', async (screen) => {
    const page = await openRule(STORY)
    await showOn(page, screen)
    await page.getByRole('button', { name: 'Try the examples on this computer' }).click()
    await page.locator('.trial').first().waitFor()
    await page.locator('.rule-yaml > summary').click()
    await page.locator('.rule-page').evaluate((element) => element.scrollIntoView())
    await checkScreen(page, `rule-${screen.name}`)
    await page.getByRole('link', { name: 'Back to all rules' }).click()
    await page.getByLabel('Search rules').fill('employer')
    await checkScreen(page, `rules-${screen.name}`)
  })

  it('lead from a flagged message to the rule, and back to its messages', async () => {
    const review = await run.openReviewPage()
    await review.locator('.empty, .card').first().waitFor()
    await fillInbox(review, 5)
    await review.reload()
    await review.locator('.card').first().waitFor()
    const hrefs = await review
      .locator('.finding a[href*="#rule="]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
    expect(hrefs.length).toBeGreaterThan(0)
    for (const href of hrefs) expect(href).toMatch(/^\/src\/settings\/index\.html#rule=/u)
  })
})

/** Scripts that a file names, and those that these name: by lazy imports as well. */
function listReached(folder: string, entry: string): Set<string> {
  const assets = new Set(readdirSync(join(folder, 'assets')))
  const reached = new Set([entry])
  for (const file of reached) {
    const code = readFileSync(join(folder, file), 'utf8')
    for (const [, name = ''] of code.matchAll(/["'`/]([\w.-]+\.js)["'`]/g)) {
      if (assets.has(name)) reached.add(`assets/${name}`)
    }
  }
  return reached
}

describe.each(Object.entries(BUILT))('the files of rules, built for %s', (_, folder) => {
  /** Words of an example, which no compiled rule keeps. */
  const holders = readdirSync(join(folder, 'assets'))
    .map((file) => `assets/${file}`)
    .filter((file) => readFileSync(join(folder, file), 'utf8').includes('You are selected for the'))
  const holdsFiles = (entry: string) =>
    [...listReached(folder, entry)].some((file) => holders.includes(file))

  it('lie in one chunk, which the settings fetch when a rule is read', () => {
    expect(holders).toHaveLength(1)
    expect(holdsFiles('src/settings/index.html')).toBe(true)
  })

  it('are reached by nothing that judges, warns or runs in a page', () => {
    const scripts = ['.', 'src/page'].flatMap((place) =>
      readdirSync(join(folder, place))
        .filter((file) => file.endsWith('.js'))
        .map((file) => join(place, file)),
    )
    const pages = ['src/popup/index.html', 'src/review/index.html', 'src/check/index.html']
    const entries = ['manifest.json', ...scripts, ...pages]
    const reached = entries.flatMap((entry) => [...listReached(folder, entry)])
    expect(reached).toContain('assets/index.ts.js')
    expect(reached).toContain('assets/index.html.js')
    expect(entries.filter(holdsFiles)).toEqual([])
  })
})
