import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Chromium } from './harness/chromium.ts'
import { readFingerprint, RulePublisher } from './harness/rule-source.ts'
import { listViolations, SCREENS, showOn, ZOOMED } from './harness/screens.ts'
import { saveSection } from './harness/save-section.ts'

const SIGNAL = 'signals/identity/asks_for_badge_photo.yml'
const LURE =
  'We would like to interview you for the position of engineer. Please send a photo of your badge.'
const HEADLINE = 'A recruiter wants a picture of your badge'

const button = (within: Page | Locator, name: string) =>
  within.getByRole('button', { name, exact: true })

/** A sentence of the page, whose inserted parts stand between invisible marks. */
function words(sentence: string): RegExp {
  const parts = sentence.split(/\b(?=\W)|(?<=\W)\b/).filter((part) => part !== ' ')
  return new RegExp(parts.map((part) => part.trim()).join('[\\s\\u2068\\u2069]*'))
}

describe('a source of rules, from adding to rolling back', () => {
  let run: Chromium
  let publisher: RulePublisher
  let page: Page
  let section: Locator
  let row: Locator

  beforeAll(async () => {
    publisher = await RulePublisher.start()
    run = await Chromium.start({
      // Nobody is there to answer the browser's question.
      changeManifest: (manifest) => ({
        ...manifest,
        host_permissions: [...manifest.host_permissions, 'http://127.0.0.1/*'],
      }),
    })
    page = await run.openSettings()
    // High enough for the whole part, so that no sentence at the end of the page lies over it.
    await page.setViewportSize({ width: 1000, height: 1500 })
    section = page.locator('#sources')
    row = section.getByRole('listitem').filter({ hasText: publisher.address })
  })
  afterAll(async () => {
    await run.close()
    await publisher.close()
  })

  async function save(name: string): Promise<void> {
    await saveSection(page, '#sources', `sources-${name}`)
    expect(await listViolations(page)).toEqual([])
  }

  async function update(): Promise<void> {
    await button(row, 'Update now').click()
    await expect.poll(() => row.getByRole('progressbar').count(), { timeout: 20_000 }).toBe(0)
  }

  async function isFlagged(): Promise<boolean> {
    const check = await run.openCheckPage()
    await check.locator('textarea').fill(LURE)
    await check.locator('button[type=submit]').click()
    await check.locator('.card').first().waitFor()
    const text = await check.locator('.card').first().innerText()
    await check.close()
    return text.includes(HEADLINE)
  }

  it('1: there is none, and that is explained', async () => {
    await section.getByText('nothing is fetched from anywhere').waitFor()
    await save('1-none')
    expect(await isFlagged()).toBe(false)
  })

  it('2: shows the fingerprint that the publisher printed', async () => {
    const printed = readFingerprint(publisher.publish('1'))
    await section.getByLabel('Address of the source').fill(publisher.address)
    await button(section, 'Look at this source').click()
    await section.getByText('Do you trust this source?').waitFor()
    const shown = await section.locator('.digits').innerText()
    expect(shown.split(/\s+/).join(' ').trim()).toBe(printed)
    await save('2-fingerprint')
  })

  it('3: is added fully trusted, and its story warns', async () => {
    await section.getByLabel('Fully').check()
    await button(section, 'Add this source').click()
    await row.getByRole('heading', { name: 'Northwind rules' }).waitFor()
    await row.getByText('Stories: 1').waitFor()
    await save('3-added')
    await expect.poll(isFlagged, { timeout: 20_000 }).toBe(true)
  })

  it('4: takes an update and says what changed, rule by rule', async () => {
    publisher.write(SIGNAL, (text) => text.replace('title: Asks for', 'title: Wants'))
    publisher.publish('2')
    await update()
    await page.getByText(words('Northwind rules is now at version 2')).waitFor()
    await row.getByText(words('Changes in version 2')).first().click()
    await row.getByText('Wants a picture of your badge').first().waitFor()
    await save('4-updated')
  })

  it('5: keeps the last good version where an update was tampered with', async () => {
    publisher.write(SIGNAL, (text) => text.replace('title: Wants', 'title: Demands'))
    publisher.publish('3')
    publisher.tamper((file, content) =>
      file.startsWith('targets/')
        ? Buffer.from(content.toString().replace('Demands', 'demands'))
        : undefined,
    )
    await update()
    await row.getByText('A file is not the one that its publisher signed.').waitFor()
    await row.getByText(words('The rules of version 2 stay in use')).waitFor()
    await row.getByText('Details for the publisher').click()
    await save('5-refused')
    expect(await isFlagged()).toBe(true)
  })

  it('6: follows new keys', async () => {
    publisher.tamper(() => undefined)
    publisher.rotateKeys()
    await update()
    await page.getByText(words('Northwind rules is now at version 3')).waitFor()
    expect(await row.getByText('The last update was not taken over.').count()).toBe(0)
  })

  it('7: is rolled back, and stays there until it is let go', async () => {
    await row.getByText('Versions kept: 3').click()
    await save('6-versions')
    const first = row.getByRole('listitem').filter({ hasText: /^1/ })
    await button(first, 'Use this version').click()
    await page.getByText(words('Northwind rules uses version 1 again')).waitFor()
    await update()
    await row.getByText(words('Stays at version 1; there is a newer one')).waitFor()
    await save('7-rolled-back')
    await button(row, 'Take updates again').click()
    await page.getByText(words('Northwind rules takes updates again')).waitFor()
    await update()
    await page.getByText(words('Northwind rules is now at version 3')).waitFor()
  })

  it.each([...SCREENS, ZOOMED])('looks right: $name', async (screen) => {
    await row.locator('details').evaluateAll((all) => {
      for (const details of all) details.setAttribute('open', '')
    })
    await showOn(page, screen)
    await saveSection(page, '#sources', `sources-${screen.name}`)
    // Colours are what differs; and a page of settings takes a while to look through.
    const isTheme = screen.name === 'light' || screen.name === 'dark'
    if (isTheme) expect(await listViolations(page)).toEqual([])
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
  })

  it('8: is removed, and its rules with it', async () => {
    await button(row, 'Remove').click()
    await button(row, 'Yes, remove it').click()
    await section.getByText('nothing is fetched from anywhere').waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('sources-heading')
    await expect.poll(isFlagged, { timeout: 20_000 }).toBe(false)
  })
})
