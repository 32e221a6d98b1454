import { afterEach, describe, expect, it } from 'vitest'
import { LURE } from './harness/check-files.ts'
import { Firefox, saveFirefox } from './harness/firefox.ts'

describe('checking a message in Firefox', () => {
  let run: Firefox
  afterEach(() => run.close())

  it('judges a pasted text and offers its menu on selected text', async () => {
    run = await Firefox.start()
    const page = await run.openOwnPage('src/check/index.html')
    await page.locator('textarea').fill(LURE)
    await page.locator('button[type=submit]').click()
    await expect
      .poll(() => page.evaluate(() => document.querySelector('.card')?.textContent ?? ''), {
        timeout: 15_000,
      })
      .toContain('Lure signs: critical')
    await saveFirefox(page, 'firefox-check')
    const menus = await page.evaluate(() => typeof browser.contextMenus.create)
    expect(menus).toBe('function')
  })
})

/** As much of the extension API as is looked at inside the page. */
declare const browser: { contextMenus: { create: unknown } }
