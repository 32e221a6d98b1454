import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  Chromium,
  readCards,
  readWarnings,
  saveScreenshot,
  waitForListed,
  waitForWarnings,
} from './harness/chromium.ts'
import { listViolations } from './harness/screens.ts'

describe('popup and settings', () => {
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start()
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  it('lists what was read and what was flagged', async () => {
    const page = await run.openLinkedIn('locked-archive')
    await waitForWarnings(page, 1)
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'Helena Brandvold')
    const read = await readCards(popup, 'Messages on this page')
    expect(read).toHaveLength(3)
    expect(read[0]?.text).toContain('Principal_Flight_Software_Engineer_JobDescription.zip')
    const flagged = await readCards(popup, 'Flagged messages')
    expect(flagged).toHaveLength(1)
    expect(flagged[0]?.headline).not.toBe('')
  })

  it.each(['light', 'dark'] as const)('have no accessibility faults, %s', async (colorScheme) => {
    const page = await run.openLinkedIn('locked-archive')
    await waitForWarnings(page, 1)
    const popup = await run.openPopup(page)
    await popup.emulateMedia({ colorScheme })
    await waitForListed(popup, 'Helena Brandvold')
    for (const summary of await popup.locator('summary').all()) await summary.click()
    await saveScreenshot(popup, `popup-${colorScheme}`)
    expect(await listViolations(popup)).toEqual([])
    const settings = await run.openSettings()
    await settings.emulateMedia({ colorScheme })
    await settings.locator('summary').first().click()
    await saveScreenshot(settings, `settings-${colorScheme}`)
    expect(await listViolations(settings)).toEqual([])
  })

  it('takes the warning from the page when its rules are switched off, and brings it back', async () => {
    const page = await run.openLinkedIn('identity-rental')
    await waitForWarnings(page, 1)
    const settings = await run.openSettings()
    const rules = settings.locator('#rules').getByRole('switch')
    const turnAll = async (isOn: boolean): Promise<void> => {
      // Whoever rents out a name is also a front for somebody, and the sum of weak signs is high.
      for (const name of ['identity_', 'front_person_wanted', 'weak_signs']) {
        await settings.getByLabel('Search rules').fill(name)
        await expect.poll(() => rules.count()).toBeGreaterThan(0)
        for (const rule of await rules.all()) {
          await rule.click()
          await expect.poll(() => rule.isChecked()).toBe(isOn)
        }
      }
    }
    await turnAll(false)
    await waitForWarnings(page, 0)
    await expect.poll(() => run.readBadge(page)).toBe('')
    await turnAll(true)
    await waitForWarnings(page, 1)
  })

  it('dismisses and forgets from the popup', async () => {
    const page = await run.openLinkedIn('task-scam')
    await expect.poll(async () => (await readWarnings(page)).length).toBeGreaterThan(0)
    const popup = await run.openPopup(page)
    const flagged = popup.getByRole('list', { name: 'Flagged messages', exact: true })
    const entries = flagged.getByRole('listitem').filter({ hasText: 'Lena Moriyama' })
    await entries.first().waitFor()
    const dismissals = entries.getByRole('button', { name: 'Not a lure' })
    while ((await dismissals.count()) > 0) {
      const open = await dismissals.count()
      await dismissals.first().click()
      await expect.poll(() => dismissals.count()).toBe(open - 1)
    }
    await waitForWarnings(page, 0)
    const before = await entries.count()
    await entries.first().getByRole('button', { name: 'Forget' }).click()
    await expect.poll(() => entries.count()).toBe(before - 1)
  })

  it('forgets everything, once it was asked twice', async () => {
    const page = await run.openLinkedIn('pasted-command')
    await waitForWarnings(page, 1)
    const settings = await run.openSettings()
    await settings.getByRole('button', { name: 'Forget everything…' }).click()
    await settings.getByRole('button', { name: 'Yes, forget everything' }).click()
    await settings.getByText('Everything was forgotten.').waitFor()
    await page.goto('https://www.linkedin.com/feed/')
    const popup = await run.openPopup(page)
    await popup.getByText('Nothing has been flagged.').waitFor()
    expect(await readCards(popup, 'Flagged messages')).toEqual([])
  })
})
