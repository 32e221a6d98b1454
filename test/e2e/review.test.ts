import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Chromium, saveScreenshot } from './harness/chromium.ts'
import { fillInbox } from '../../scripts/fill-inbox.mjs'
import { checkScreen, SCREENS, showOn } from './harness/screens.ts'

const COUNT = 10_000

describe('the review of 10,000 flagged messages', () => {
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start()
    const page = await run.openReviewPage()
    await page.getByText('Nothing has been flagged.').waitFor()
    await fillInbox(page, COUNT)
    // It has read the empty inbox, which nobody else is to write.
    await run.killWorker()
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  const list = (page: Page) => page.getByRole('list', { name: 'Flagged messages', exact: true })

  it('draws what is near, also after a long way down and back', async () => {
    const page = await run.openReviewPage()
    await list(page).getByText('Sender 0', { exact: true }).waitFor()
    const drawn = () => list(page).locator(':scope > li').count()
    expect(await drawn()).toBeLessThan(60)
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2))
    await expect
      .poll(async () => list(page).locator('h3').allInnerTexts())
      .not.toContain('Sender 0')
    await expect.poll(async () => (await list(page).locator('h3').count()) > 5).toBe(true)
    expect(await drawn()).toBeLessThan(60)
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
    await list(page)
      .getByText(`Sender ${COUNT - 1}`, { exact: true })
      .waitFor()
    await page.evaluate(() => scrollTo(0, 0))
    await list(page).getByText('Sender 0', { exact: true }).waitFor()
  })

  it('finds one among all, by words and by choices', async () => {
    const page = await run.openReviewPage()
    await page.getByLabel('Search flagged messages').fill('sender-7342@')
    await list(page).getByText('Sender 7342', { exact: true }).waitFor()
    await page.getByText('Shown: 1 of 10,000.').waitFor()
    await page.getByLabel('Search flagged messages').fill('')
    await page.locator('.review-tools').getByLabel('Level').selectOption('critical')
    await page.getByText('Shown: 3,334 of 10,000.').waitFor()
  })

  it('walks by keys, decides by keys, and undoes', async () => {
    const page = await run.openReviewPage()
    await list(page).getByText('Sender 0', { exact: true }).waitFor()
    await page.locator('#flagged-messages').focus()
    const focused = () => page.evaluate(() => document.activeElement?.textContent)
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press('j')
      await expect.poll(focused, { timeout: 10_000 }).toBe(`Sender ${step}`)
    }
    await page.keyboard.press('w')
    await page.getByText('Marked as watching.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Undone.').waitFor()
  })

  it('forgets and brings back, though the worker was killed between', async () => {
    const page = await run.openReviewPage()
    const first = list(page).getByRole('listitem').filter({ hasText: 'sender-0@' })
    await first.getByRole('button', { name: 'Forget' }).click()
    await page.getByText('Forgotten.').waitFor()
    await expect.poll(() => first.count()).toBe(0)
    await run.killWorker()
    await page.getByRole('button', { name: 'Undo' }).click()
    await first.waitFor()
  })

  it('keeps a note', async () => {
    const page = await run.openReviewPage()
    const first = list(page).getByRole('listitem').filter({ hasText: 'sender-0@' })
    await first.getByText('Add a note').click()
    await first.getByRole('textbox').fill('Asked HR: nobody knows them')
    await first.getByRole('button', { name: 'Save note' }).click()
    await page.reload()
    await first.getByText('Note: Asked HR').waitFor()
    await saveScreenshot(page, 'review-note')
  })

  it.each(SCREENS)('has no accessibility faults, $name', async (screen) => {
    const page = await run.openReviewPage()
    await showOn(page, screen)
    await list(page).getByText('Sender 0', { exact: true }).waitFor()
    await checkScreen(page, `review-${screen.name}`)
  })

  it('opens in the popup within 150 ms of its own script time', async () => {
    const other = await run.context.newPage()
    await other.goto('about:blank')
    const popup = await run.context.newPage()
    const cdp = await run.context.newCDPSession(popup)
    await cdp.send('Performance.enable')
    await popup.goto(`chrome-extension://${run.extensionId}/src/popup/index.html`)
    await popup.getByText('Sender 0', { exact: true }).waitFor()
    const { metrics } = await cdp.send('Performance.getMetrics')
    const script = metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Infinity
    console.log(`popup with ${COUNT} entries: ${(script * 1000).toFixed(0)} ms of script`)
    expect(script * 1000).toBeLessThan(150)
  })
})
