import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Chromium, saveScreenshot, waitForWarnings } from './harness/chromium.ts'
import { checkScreen, listViolations, SCREENS, showOn } from './harness/screens.ts'

describe('how reading goes', () => {
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start()
    await run.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  it.each(SCREENS)('stands in the settings, per site, $name', async (screen) => {
    const page = await run.openLinkedIn('locked-archive')
    await waitForWarnings(page, 1)
    const settings = await run.openSettings()
    await showOn(settings, screen)
    const linkedin = settings
      .getByRole('list', { name: 'Protected sites', exact: true })
      .getByRole('listitem')
      .filter({ has: settings.getByRole('heading', { name: 'LinkedIn', exact: true }) })
    await linkedin.getByText('Last read:').waitFor()
    await linkedin.locator('summary').click()
    await linkedin.getByText('sender.name').first().waitFor()
    await linkedin.scrollIntoViewIfNeeded()
    await checkScreen(settings, `site-health-${screen.name}`)
  })

  it('is copied as a report without any text of the page', async () => {
    const page = await run.openLinkedIn('locked-archive')
    await waitForWarnings(page, 1)
    const popup = await run.openPopup(page)
    await popup.getByText('More about this site').click()
    await saveScreenshot(popup, 'popup-site')
    expect(await listViolations(popup)).toEqual([])
    await popup.getByRole('button', { name: 'Copy report' }).click()
    await popup.getByText('Copied: the structure of the page').waitFor()
    const report = await popup.evaluate(() => navigator.clipboard.readText())
    expect(report).toContain('site: linkedin')
    expect(report).not.toMatch(/Helena|Brandvold|JobDescription/)
  })

  it('keeps warnings out of a page that is to be quiet, and brings them back', async () => {
    const page = await run.openLinkedIn('locked-archive')
    await waitForWarnings(page, 1)
    const popup = await run.openPopup(page)
    await popup.getByText('More about this site').click()
    const quiet = popup.getByRole('switch', { name: 'Quiet on LinkedIn' })
    await quiet.click()
    await waitForWarnings(page, 0)
    expect(await run.readBadge(page)).toBe('1')
    await quiet.click()
    await waitForWarnings(page, 1)
  })
})
