import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ROOT_PATH } from '../../scripts/run.mjs'
import { Chromium, waitForWarnings } from './harness/chromium.ts'
import { checkScreen } from './harness/screens.ts'

/** One written from right to left; one with long words, one without spaces, one of another script. */
const LANGUAGES = [
  { folder: 'ar', direction: 'rtl' },
  { folder: 'fr', direction: 'ltr' },
  { folder: 'ja', direction: 'ltr' },
  { folder: 'uk', direction: 'ltr' },
] as const

/** 1280 pixels at 400 % are 320 pixels of a page. */
const WIDTHS = [1000, 320] as const

const textsSchema = v.record(v.string(), v.looseObject({ message: v.string() }))

function readTexts(folder: string): (key: string) => string {
  const file = join(ROOT_PATH, '_locales', folder, 'messages.json')
  const texts = v.parse(textsSchema, JSON.parse(readFileSync(file, 'utf8')))
  return (key) => texts[key]?.message ?? `no text ${key}`
}

describe.each(LANGUAGES)('a browser that speaks $folder', ({ folder, direction }) => {
  const text = readTexts(folder)
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start({ args: [`--lang=${folder}`] })
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  async function check(page: Page, name: string): Promise<void> {
    const root = page.locator('html')
    await expect.poll(() => root.getAttribute('lang')).toBe(text('language_tag'))
    expect(await root.getAttribute('dir')).toBe(direction)
    for (const summary of await page.locator('main summary').all()) await summary.click()
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      await checkScreen(page, `${folder}-${name}-${width}`)
    }
  }

  it('shows popup and review in that language', async () => {
    const page = await run.openLinkedIn('locked-archive')
    await waitForWarnings(page, 1)
    const popup = await run.openPopup(page)
    await popup.getByRole('heading', { name: text('flagged_messages') }).waitFor()
    await popup.getByText('Helena Brandvold').first().waitFor()
    await check(popup, 'popup')
    const review = await run.openReviewPage()
    await review.getByText('Helena Brandvold').first().waitFor()
    await check(review, 'review')
  })

  it('shows settings, welcome and check page in that language', async () => {
    const settings = await run.openSettings()
    await settings.getByRole('heading', { name: text('settings_title') }).waitFor()
    await check(settings, 'settings')
    const welcome = await run.openWelcomePage()
    await welcome.getByRole('heading', { name: text('welcome_title') }).waitFor()
    await check(welcome, 'welcome')
    const checking = await run.openCheckPage()
    await checking.getByRole('heading', { name: text('check_title') }).waitFor()
    await check(checking, 'check')
  })
})
