import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Chromium } from './harness/chromium.ts'
import { checkScreen, SCREENS, showOn, ZOOMED } from './harness/screens.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const code = (page: Page) => page.getByRole('textbox', { name: 'Text of the rule file, YAML' })
const readCode = (page: Page) => code(page).innerText()

/** What the pages' policy forbade. */
function watchPolicy(page: Page): string[] {
  const refused: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text())
  })
  page.on('pageerror', (error) => refused.push(String(error)))
  return refused
}

describe('the editor of own rules', () => {
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start()
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  it('is styled inside its shadow root, tries the rule and saves it', async () => {
    const page = await run.openEditor('?new=signal')
    const refused = watchPolicy(page)
    await page.reload()
    await page.getByText('Passed: 6, failed: 0').waitFor()
    await page.getByText('No faults').waitFor()
    const style = await code(page).evaluate((element) => {
      const gutter = element.parentElement?.querySelector('.cm-gutters')
      return {
        font: getComputedStyle(element).fontFamily,
        gutter: gutter instanceof HTMLElement && getComputedStyle(gutter).display,
        direction: getComputedStyle(element).direction,
      }
    })
    expect(style).toMatchObject({ gutter: 'flex', direction: 'ltr' })
    expect(style.font).toContain('monospace')

    await page
      .getByLabel('Text, or a whole mail')
      .fill('Hi, please install our secure client today.')
    await page.locator('.hits mark').getByText('install our secure client').first().waitFor()
    await page.getByText(/^Hit: \d+ of [\d,]{4,}$/).waitFor()

    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved and in use: asks_to_install_viewer.yml').waitFor()
    expect(page.url()).toContain('?file=asks_to_install_viewer.yml')
    expect(refused).toEqual([])
    for (const screen of [...SCREENS, ZOOMED]) {
      // What the screen before asked for would stay.
      await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
      await showOn(page, screen)
      await checkScreen(page, `editor-${screen.name}`)
    }
  })

  it('names a fault at its line, offers words, and lets Tab go', async () => {
    const page = await run.openEditor('?new=signal')
    await page.getByText('No faults').waitFor()
    await code(page).focus()
    await page.keyboard.press('Control+Home')
    await page.keyboard.type('stag')
    await page.getByRole('option', { name: /^stage/ }).waitFor()
    await checkScreen(page, 'editor-words')
    await page.keyboard.press('Escape')
    await page.keyboard.type('e: nowhere\n')
    await page.getByText('Map keys must be unique').first().waitFor()
    const [note] = await page
      .locator('.notes li')
      .filter({ hasText: 'Map keys must be unique' })
      .all()
    await note?.getByRole('button').click()
    expect(await note?.innerText()).toContain('Line 8')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    const isInside = await page.evaluate(() => document.activeElement?.className === 'code-field')
    expect(isInside).toBe(false)
    // What is typed stays over a reload, and is asked for on leaving.
    page.on('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await page.getByText('Not saved yet').waitFor()
    expect(await readCode(page)).toContain('stage: nowhere')
  })

  it('tells the later of two windows of the other one’s version', async () => {
    const first = await run.openEditor('?file=asks_to_install_viewer.yml')
    const second = await run.openEditor('?file=asks_to_install_viewer.yml')
    for (const [page, word] of [
      [first, 'first'],
      [second, 'second'],
    ] as const) {
      await page.bringToFront()
      await code(page).focus()
      await page.keyboard.press('Control+Home')
      await page.keyboard.type(`# ${word}\n`)
    }
    await button(first, 'Save').click()
    await first.getByText('Saved and in use').waitFor()
    await second.getByText('Another version of this file').first().waitFor()
    await button(second, 'Save mine beside it').click()
    await second.getByText('asks_to_install_viewer_2.yml').first().waitFor()
    const settings = await run.openSettings()
    await settings.locator('#own-rules .file').nth(1).waitFor()
    expect(await settings.locator('#own-rules .file').allInnerTexts()).toEqual([
      'asks_to_install_viewer.yml',
      'asks_to_install_viewer_2.yml',
    ])
    // Both bear one id: the second one does not act, and is told so.
    await settings
      .locator('#own-rules')
      .getByText('is already used in asks_to_install_viewer.yml')
      .waitFor()
    await settings.locator('#own-rules').evaluate((section) => section.scrollIntoView())
    await checkScreen(settings, 'settings-own-rules')
  })

  it('imports, exports, removes and brings back', async () => {
    const page = await run.openSettings()
    const section = page.locator('#own-rules')
    await section.locator('.file').first().waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Save all in one file').click(),
    ])
    const bundle = readFileSync(await download.path(), 'utf8')
    expect(bundle).toContain('# file: asks_to_install_viewer_2.yml')
    await section.getByRole('button', { name: 'Remove' }).first().click()
    await page.getByText('Removed: asks_to_install_viewer.yml').waitFor()
    await button(page, 'Undo').click()
    await page.getByText('Back again').waitFor()
    await page.getByLabel('Import rule files').setInputFiles([
      { name: 'lurewatch-rules.yml', mimeType: 'text/yaml', buffer: Buffer.from(bundle) },
      { name: 'broken.yml', mimeType: 'text/yaml', buffer: Buffer.from('a: [') },
      { name: 'bomb.yml', mimeType: 'text/yaml', buffer: Buffer.from('['.repeat(150_000)) },
      { name: 'large.yml', mimeType: 'text/yaml', buffer: Buffer.from('a: b\n'.repeat(2_000_000)) },
    ])
    await page.getByText('Files taken: 0, not taken: 3').waitFor()
    const notes = await page.getByRole('list', { name: 'Notes on the import' }).innerText()
    expect(notes).toContain('broken.yml')
    expect(notes).toContain('bomb.yml')
    expect(notes).toContain('large.yml is too large')
    expect(notes).toContain('is here already, as it is')
  })
})
