import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Firefox, countPanels, saveFirefox } from './harness/firefox.ts'

const LIST = 'ul[aria-labelledby="flagged-messages"] > li'
const textOf = (page: Page, selector: string) =>
  page.evaluate(
    (wanted) =>
      [...document.querySelectorAll<HTMLElement>(wanted)].map((one) => one.innerText).join('\n'),
    selector,
  )
const press = async (page: Page, name: string): Promise<void> => {
  await page.evaluate((wanted) => {
    const all = [...document.querySelectorAll('button')]
    all.find((button) => button.textContent.trim() === wanted)?.click()
  }, name)
}
const waitFor = (page: Page, text: string) =>
  expect.poll(() => textOf(page, 'body'), { timeout: 15_000 }).toContain(text)

describe('the review in Firefox', () => {
  let run: Firefox
  beforeAll(async () => {
    run = await Firefox.start()
  })
  afterAll(() => run.close())

  it('lists, marks, undoes, shows a conversation, judges again and hands over', async () => {
    const linkedin = await run.openLinkedIn('locked-archive')
    await expect.poll(() => countPanels(linkedin), { timeout: 15_000 }).toBe(1)
    const page = await run.openOwnPage('src/review/index.html')
    await expect.poll(() => textOf(page, LIST), { timeout: 15_000 }).toContain('Helena Brandvold')
    await page.click(`${LIST} input[type=checkbox]`)
    await press(page, 'Watching')
    await waitFor(page, 'Marked as watching.')
    await press(page, 'Undo')
    await waitFor(page, 'Undone.')
    await press(page, 'Conversation')
    await waitFor(page, 'Conversation with Helena Brandvold')
    expect(await textOf(page, '.timeline')).toContain('flagged')
    await saveFirefox(page, 'firefox-conversation')
    await press(page, 'Judge again')
    await waitFor(page, 'Judged again: nothing changed.')
    await press(page, 'Back to the list')
    await press(page, 'Hand over…')
    await waitFor(page, 'This leaves, and nothing else')
    await page.select('.form-choice select', 'stix')
    await expect.poll(() => textOf(page, '.preview'), { timeout: 15_000 }).toContain('"bundle"')
    await saveFirefox(page, 'firefox-handover')
  })

  it('forgets, and brings back after the event page was unloaded', async () => {
    const page = await run.openOwnPage('src/review/index.html')
    await expect.poll(() => textOf(page, LIST), { timeout: 15_000 }).toContain('Helena Brandvold')
    await press(page, 'Forget')
    await waitFor(page, 'Forgotten.')
    await run.waitForUnload()
    await press(page, 'Undo')
    await waitFor(page, 'Undone.')
    await expect.poll(() => textOf(page, LIST), { timeout: 15_000 }).toContain('Helena Brandvold')
  })

  it('asks for notifications by a click, and shows the shortcuts it has', async () => {
    const page = await run.openOwnPage('src/settings/index.html')
    await waitFor(page, 'Open the review of flagged messages')
    expect(await textOf(page, 'kbd')).toContain('Alt+Shift+L')
    await page.click('#notify-switch')
    await waitFor(page, 'Notifications are on.')
    await waitFor(page, 'Room on disk:')
  })
})
