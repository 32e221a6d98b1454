import { afterEach, describe, expect, it } from 'vitest'
import { Firefox, saveFirefox } from './harness/firefox.ts'

describe('the editor of own rules in Firefox', () => {
  let run: Firefox
  afterEach(() => run.close())

  it('is styled, tries the rule and saves it, and the policy forbids nothing', async () => {
    // All rules are compiled when one is saved: longer than the harness lets an event page idle.
    run = await Firefox.start({ idle: 30_000 })
    const page = await run.openOwnPage('src/editor/index.html?new=signal')
    await page.evaluate(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
        document.body.dataset['refused'] = violatedDirective
      })
    })
    const read = () => page.evaluate(() => document.querySelector('main')?.textContent ?? '')
    await expect.poll(read, { timeout: 20_000 }).toContain('Passed: 6, failed: 0')
    const seen = await page.evaluate(() => {
      const root = document.querySelector('.code-field')?.shadowRoot
      const gutters = root?.querySelector('.cm-gutters')
      return {
        sheets: (root?.adoptedStyleSheets.length ?? 0) > 0,
        gutters: gutters && getComputedStyle(gutters).display,
        editable: root?.querySelector('[role=textbox]')?.getAttribute('contenteditable'),
      }
    })
    expect(seen).toEqual({ sheets: true, gutters: 'flex', editable: 'true' })
    await page.locator('.writing .main-action').click()
    const body = () => page.evaluate(() => document.body.textContent)
    await expect.poll(body, { timeout: 25_000 }).toContain('Saved and in use')
    expect(await page.evaluate(() => document.body.dataset['refused'] ?? '')).toBe('')
    await saveFirefox(page, 'firefox-editor')
  })
})
