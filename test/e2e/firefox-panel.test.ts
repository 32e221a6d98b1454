import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Firefox, countPanels, saveFirefox } from './harness/firefox.ts'
import { PASTED_COMMAND, makeLinkedIn, makeMessage, makeThread } from './harness/inbox.ts'

const ATTACHMENT = '.msg-s-event-listitem__download-attachment-button'

const findActive = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document
    const isBare = activeElement !== null && activeElement.attributes.length === 0
    return activeElement?.parentElement === document.documentElement && isBare ? 'question' : 'page'
  })

/** Tabs to the next control, as often as that, and presses it. */
async function tabAndPress(page: Page, times: number): Promise<void> {
  for (let step = 0; step < times; step++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
}

describe('Firefox: a warning and the question before opening', () => {
  let run: Firefox
  beforeAll(async () => {
    const file = { name: 'Offer_Ana.pdf.scr', size: '2 MB' }
    const makeLure = () => [makeMessage(PASTED_COMMAND, 0, { attachments: [file] })]
    run = await Firefox.start({
      linkedin: makeLinkedIn(makeThread('asked', makeLure()), makeThread('dismissed', makeLure())),
    })
  })
  afterAll(() => run.close())

  const open = async (key: string): Promise<Page> => {
    const page = await run.openLinkedIn(key)
    await expect.poll(() => countPanels(page), { timeout: 15_000 }).toBe(1)
    await page.bringToFront()
    return page
  }

  it('asks before a file is opened; the page hears nothing until it was allowed once', async () => {
    const page = await open('asked')
    await page.evaluate((selector) => {
      document.body.dataset['heard'] = '0'
      document.querySelector(selector)?.addEventListener('click', () => {
        document.body.dataset['heard'] = String(Number(document.body.dataset['heard']) + 1)
      })
    }, ATTACHMENT)
    const heard = () => page.evaluate(() => Number(document.body.dataset['heard']))
    await page.click(ATTACHMENT)
    await expect.poll(() => findActive(page)).toBe('question')
    await saveFirefox(page, 'firefox-friction')
    await page.keyboard.press('Escape')
    await expect.poll(() => findActive(page)).toBe('page')
    expect(await heard()).toBe(0)

    await page.click(ATTACHMENT)
    await expect.poll(() => findActive(page)).toBe('question')
    await page.keyboard.press('Tab')
    await page.keyboard.press(' ')
    await tabAndPress(page, 1)
    await new Promise((resolve) => setTimeout(resolve, 500))
    await page.keyboard.press('Enter')
    await expect.poll(() => findActive(page)).toBe('page')
    await page.click(ATTACHMENT)
    expect(await heard()).toBe(1)
  })

  it('takes a warning away by keyboard, leaves a line, and brings it back', async () => {
    const page = await open('dismissed')
    await page.focus(ATTACHMENT)
    // Three reasons, “Open in review”, “Report…”, “Copy details”, “Not a lure…”.
    await tabAndPress(page, 7)
    // “This message only”
    await tabAndPress(page, 1)
    await expect.poll(() => countPanels(page)).toBe(0)
    await saveFirefox(page, 'firefox-parted')
    const popup = await run.openPopup(page)
    expect(await run.readBadge(popup, page)).toBe('')
    await page.bringToFront()
    // The focus is on “Undo”.
    await page.keyboard.press('Enter')
    await expect.poll(() => countPanels(page)).toBe(1)
    await expect.poll(() => run.readBadge(popup, page)).toBe('1')
  })
})
