import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import * as v from 'valibot'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Chromium } from './harness/chromium.ts'
import { fillInbox } from '../../scripts/fill-inbox.mjs'
import { OUTPUT } from './harness/paths.ts'
import { readDownload, readStore } from './harness/read-store.ts'
import { checkScreen } from './harness/screens.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

describe('own data', () => {
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start({
      // Nobody is there to answer the browser's question.
      changeManifest: (manifest) => ({
        ...manifest,
        permissions: [...manifest.permissions, 'notifications'],
      }),
    })
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  it('is saved, forgotten, and read back in', async () => {
    const review = await run.openReviewPage()
    await review.locator('.empty, .card').first().waitFor()
    await fillInbox(review, 250)
    await run.killWorker()
    const before = await readStore(review)
    const page = await run.openSettings()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Save a copy').click(),
    ])
    await page.getByText('Saved as lurewatch-data-').waitFor()
    const copy = await readDownload(download)
    expect(JSON.parse(copy)).toMatchObject({ format: 'lurewatch-data', version: 1 })
    await button(page, 'Forget everything…').click()
    await button(page, 'Yes, forget everything').click()
    await page.getByText('Kept now: 0 flagged messages').waitFor()
    const damaged = v.parse(v.looseObject({ inbox: v.array(v.unknown()) }), JSON.parse(copy))
    damaged.inbox.push({ key: 'x', view: { sender: 'Robin Vale' } })
    const file = join(OUTPUT, 'lurewatch-data-damaged.json')
    writeFileSync(file, JSON.stringify(damaged))
    await page.getByLabel('Read a copy back in').setInputFiles(file)
    await page.getByText('Messages added: 250, known before: 0').waitFor()
    await page.getByText('inbox[250] (Robin Vale)').waitFor()
    expect(await readStore(page)).toBe(before)
    await page.getByText('Room on disk:').waitFor()
    await checkScreen(page, 'settings-data')
  })

  it('refuses what is no copy, in words', async () => {
    const page = await run.openSettings()
    const field = page.getByLabel('Read a copy back in')
    await field.setInputFiles({
      name: 'a.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{'),
    })
    await page.getByText('a.json is not JSON.').waitFor()
    await field.setInputFiles({
      name: 'b.json',
      mimeType: 'application/json',
      buffer: Buffer.from('[]'),
    })
    await page.getByText('b.json is no copy of Lurewatch’s data').waitFor()
  })

  it('has notifications that one click ends', async () => {
    const page = await run.openSettings()
    await page.getByRole('switch', { name: /Notify me/u }).check()
    await page.getByText('Notifications are on.').waitFor()
    const popup = await run.openPopup(page)
    await button(popup, 'Turn notifications off').click()
    await popup.getByText('Notifications are off.').waitFor()
    await page.bringToFront()
    await expect
      .poll(() => page.getByRole('switch', { name: /Notify me/u }).isChecked(), { timeout: 9_000 })
      .toBe(false)
  })

  it('lists the keyboard shortcuts', async () => {
    const page = await run.openSettings()
    await page.getByText('Open the review of flagged messages').waitFor()
    await page.locator('kbd').first().waitFor()
    expect(await page.locator('kbd').allInnerTexts()).toContain('Alt+Shift+L')
  })
})
