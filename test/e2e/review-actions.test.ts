import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Chromium, waitForListed } from './harness/chromium.ts'
import { fillInbox } from '../../scripts/fill-inbox.mjs'
import { makeGmail, makeLinkedIn, makeThread, PASTED_COMMAND } from './harness/inbox.ts'
import { readDownload, readStates, readStore } from './harness/read-store.ts'
import { checkScreen, SCREENS, showOn, ZOOMED } from './harness/screens.ts'
import { APPROACH } from './harness/story.ts'

const list = (page: Page) => page.getByRole('list', { name: 'Flagged messages', exact: true })
const cards = (page: Page) =>
  list(page)
    .getByRole('listitem')
    .filter({ has: page.locator('h3') })
const card = (page: Page, text: string) => cards(page).filter({ hasText: text }).first()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

/** A page shows every line break as one character. */
const onLines = (text: string): string => text.replaceAll('\r\n', '\n')

describe('a conversation that was read on LinkedIn', () => {
  let run: Chromium
  beforeAll(async () => {
    const linkedin = makeLinkedIn(
      makeThread('lure', [APPROACH, 'me: Gladly, thank you.', PASTED_COMMAND]),
    )
    const gmail = makeGmail(makeThread('mail', [PASTED_COMMAND]))
    run = await Chromium.start({ linkedin, gmail })
    for (const page of [await run.openLinkedIn('lure'), await run.openGmail('mail')]) {
      const popup = await run.openPopup(page)
      await waitForListed(popup, 'Windows key')
    }
    await run.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  const openConversation = async (): Promise<Page> => {
    const page = await run.openReviewPage()
    await card(page, 'Windows key').getByRole('button', { name: 'Conversation' }).first().click()
    await page.getByRole('heading', { name: 'Timeline' }).waitFor()
    return page
  }
  const openHandOver = async (text: string): Promise<Page> => {
    const page = await run.openReviewPage()
    await card(page, text).getByRole('button', { name: 'Hand over…' }).click()
    await page.getByRole('heading', { name: 'This leaves, and nothing else' }).waitFor()
    return page
  }

  it('is shown with stages, times and all findings, and keeps no text of other messages', async () => {
    const page = await run.openReviewPage()
    await card(page, 'Sender lure').getByRole('button', { name: 'Conversation' }).click()
    const timeline = page.getByRole('list', { name: 'Timeline' })
    await timeline.waitFor()
    expect(await timeline.locator(':scope > li').count()).toBe(3)
    expect(await timeline.innerText()).toContain('You')
    expect(await timeline.innerText()).not.toContain('flight software')
    expect(await page.locator('.stages [data-seen=true]').count()).toBeGreaterThan(0)
    await page.getByText('These are the rules in use.').waitFor()
    await page.getByText('whole text is still in memory').waitFor()
    await button(page, 'Judge again').click()
    await page.getByText('Judged again: nothing changed.').waitFor()
    await button(page, 'Undo').click()
    await page.getByText('Undone.').waitFor()
    await button(page, 'Back to the list').click()
    await card(page, 'Sender lure').waitFor()
  })

  it.each([...SCREENS, ZOOMED])('has no accessibility faults, $name', async (screen) => {
    const page = await openConversation()
    await showOn(page, screen)
    await checkScreen(page, `review-conversation-${screen.name}`)
  })

  it('says after the worker died that the text is not kept', async () => {
    const page = await openConversation()
    await run.killWorker()
    await page.reload()
    await card(page, 'Windows key').getByRole('button', { name: 'Conversation' }).first().click()
    await page.getByText('Its text is not kept.').waitFor()
  })

  it.each([
    ['Text for the company’s security team', 'txt'],
    ['Text for LinkedIn’s report form', 'txt'],
    ['Text for the FBI’s IC3 (in English)', 'txt'],
    ['Text for a national CERT', 'txt'],
    ['Report to print (one HTML file)', 'html'],
    ['JSON, for programs', 'json'],
    ['STIX 2.1 bundle, for threat-intelligence tools', 'json'],
    ['Mail file, reconstructed', 'eml'],
  ])('leaves as “%s” just as the preview shows it', async (form, ending) => {
    const page = await openHandOver('sender.example')
    await page.getByLabel('Form', { exact: true }).selectOption(form)
    const preview = page.locator('.preview')
    await expect.poll(() => preview.innerText()).not.toBe('')
    await page.waitForTimeout(300)
    const shown = (await preview.textContent()) ?? ''
    expect(shown).not.toMatch(/Sam Rivera|sam\.rivera/u)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Save file').click(),
    ])
    expect(download.suggestedFilename()).toMatch(new RegExp(`^lurewatch-[a-z0-9-]+\\.${ending}$`))
    expect(onLines(await readDownload(download))).toBe(onLines(shown))
    await button(page, 'Copy').click()
    await page.getByText('Copied. Nothing was sent.').waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(onLines(copied)).toBe(onLines(shown))
  })

  it('opens the printed report without a script or a request', async () => {
    const page = await openHandOver('sender.example')
    await page.getByLabel('Form', { exact: true }).selectOption('html')
    await expect.poll(() => page.locator('.preview').innerText()).toContain('<!doctype html>')
    const html = (await page.locator('.preview').textContent()) ?? ''
    const report = await run.context.newPage()
    const requests: string[] = []
    report.on('request', (request) => requests.push(request.url()))
    await report.setContent(html)
    await report.getByRole('heading', { level: 2 }).waitFor()
    expect(requests.filter((url) => !url.startsWith('about:'))).toEqual([])
    await checkScreen(report, 'review-report')
  })

  it('is redacted by switches, seen at once', async () => {
    const page = await openHandOver('sender.example')
    await page.getByLabel('Form', { exact: true }).selectOption('json')
    const preview = page.locator('.preview')
    await expect.poll(() => preview.innerText()).toContain('camera')
    await page.getByLabel('Include the beginning of the text').uncheck()
    await expect.poll(() => preview.innerText()).not.toContain('Press Windows key')
    await page.getByLabel('My names and addresses, one a line').fill('Sender mail')
    await expect.poll(() => preview.innerText()).toContain('[redacted]')
    expect(await preview.innerText()).not.toContain('Sender mail')
    await button(page, 'Mark as reported').click()
    await page.getByText('Marked as reported.').waitFor()
    await button(page, 'Undo').click()
    await page.getByText('Undone.').waitFor()
  })

  it.each([...SCREENS, ZOOMED])('hand-over has no accessibility faults, $name', async (screen) => {
    const page = await openHandOver('sender.example')
    await showOn(page, screen)
    await checkScreen(page, `review-handover-${screen.name}`)
  })
})

describe('many messages', () => {
  let run: Chromium
  const COUNT = 450
  beforeAll(async () => {
    run = await Chromium.start()
  })
  beforeEach(async () => {
    const page = await run.openReviewPage()
    await page.locator('.empty, .card').first().waitFor()
    await fillInbox(page, COUNT)
    await run.killWorker()
    await page.close()
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  const openSelected = async (): Promise<Page> => {
    const page = await run.openReviewPage()
    await card(page, 'Sender 0').getByLabel('Select').check()
    await card(page, 'Sender 1').getByLabel('Select').check()
    return page
  }

  it.each([
    ['Watching', 'watching'],
    ['Not a lure', 'safe'],
    ['Reported', 'reported'],
  ])('two are marked as %s, and back', async (name, value) => {
    const page = await openSelected()
    const before = await readStore(page)
    const bar = page.getByRole('group', { name: 'Selected messages' })
    await bar.getByText('Selected: 2').waitFor()
    await bar.getByRole('button', { name, exact: true }).click()
    await page.getByText(`Messages marked as “${name}”: 2.`).waitFor()
    expect(await readStore(page)).toContain(`["linkedin||0","${value}",""]`)
    await run.killWorker()
    await button(page, 'Undo').click()
    await page.getByText('Undone.').waitFor()
    expect(await readStore(page)).toBe(before)
  })

  it('two are selected by keys and forgotten, and come back though the worker was killed', async () => {
    const page = await run.openReviewPage()
    await cards(page).first().waitFor()
    const before = await readStore(page)
    await page.locator('#flagged-messages').focus()
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
    const bar = page.getByRole('group', { name: 'Selected messages' })
    await bar.getByText('Selected: 2').waitFor()
    await bar.getByRole('button', { name: 'Forget' }).click()
    await page.getByText('Messages forgotten: 2.').waitFor()
    await run.killWorker()
    await button(page, 'Undo').click()
    await page.getByText('Undone.').waitFor()
    expect(await readStore(page)).toBe(before)
  })

  it('all are selected, marked in several calls, and back', async () => {
    const page = await run.openReviewPage()
    await button(page, `Select all ${COUNT}`).click()
    await page.getByRole('button', { name: 'Watching', exact: true }).click()
    await page.getByText(`Messages marked as “Watching”: ${COUNT}.`).waitFor()
    expect((await readStore(page)).match(/"watching"/gu)).toHaveLength(COUNT)
    await button(page, 'Undo').click()
    await page.getByText('Undone.').waitFor()
    expect(await readStore(page)).not.toContain('watching')
  })

  it('a new search drops the selection', async () => {
    const page = await openSelected()
    await page.getByLabel('Search flagged messages').fill('sender-7@')
    await card(page, 'Sender 7').waitFor()
    await expect.poll(() => page.getByText('Selected: 2').count()).toBe(0)
  })

  it.each([...SCREENS, ZOOMED])('selected have no accessibility faults, $name', async (screen) => {
    const page = await openSelected()
    await showOn(page, screen)
    await checkScreen(page, `review-selected-${screen.name}`)
  })

  it.each([
    ['state', (page: Page) => page.keyboard.press('w')],
    ['forgetting', (page: Page) => page.keyboard.press('f')],
    [
      'many marks',
      async (page: Page) => {
        await button(page, `Select all ${COUNT}`).click()
        await page.getByText(`Selected: ${COUNT}`).first().waitFor()
        await page.getByRole('button', { name: 'Watching', exact: true }).click()
      },
    ],
    [
      'many forgettings',
      async (page: Page) => {
        await button(page, `Select all ${COUNT}`).click()
        await page.getByText(`Selected: ${COUNT}`).first().waitFor()
        await page.getByRole('group', { name: 'Selected messages' }).getByText('Forget').click()
      },
    ],
  ])(
    'the worker dies in the middle of a change (%s): whole or not at all, and undone',
    async (_, act) => {
      const page = await run.openReviewPage()
      await cards(page).first().waitFor()
      const before = await readStore(page)
      await page.locator('#flagged-messages').focus()
      await page.keyboard.press('j')
      await act(page)
      await run.killWorker()
      const said = page.locator('.outcome')
      await expect.poll(() => said.innerText(), { timeout: 15_000 }).not.toBe('')
      if ((await button(page, 'Undo').count()) > 0) {
        await button(page, 'Undo').click()
        await page.getByText('Undone.').waitFor()
      }
      // Whatever the page was not told of was not done, or stands as a whole.
      const after = readStates(await readStore(page))
      const known = readStates(before)
      if ((await said.innerText()).includes('Undone.')) expect(after).toEqual(known)
      else expect(known.length - after.length).toBeLessThanOrEqual(200)
    },
  )
})
