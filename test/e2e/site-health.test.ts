import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Chromium, saveScreenshot, waitForWarnings } from './harness/chromium.ts'

async function listViolations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)
}

describe('how reading goes', () => {
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start()
    await run.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  it.each([
    ['light', { colorScheme: 'light' as const }, 1000],
    ['dark', { colorScheme: 'dark' as const }, 1000],
    ['narrow', {}, 320],
    ['forced', { forcedColors: 'active' as const }, 640],
    ['rtl', {}, 640],
  ])('stands in the settings, per site, %s', async (name, media, width) => {
    const page = await run.openLinkedIn('locked-archive')
    await waitForWarnings(page, 1)
    const settings = await run.openSettings()
    await settings.setViewportSize({ width, height: 900 })
    await settings.emulateMedia(media)
    if (name === 'rtl') await settings.evaluate(() => (document.documentElement.dir = 'rtl'))
    const linkedin = settings
      .getByRole('list', { name: 'Protected sites', exact: true })
      .getByRole('listitem')
      .filter({ has: settings.getByRole('heading', { name: 'LinkedIn', exact: true }) })
    await linkedin.getByText('Last read:').waitFor()
    await linkedin.locator('summary').click()
    await linkedin.getByText('sender.name').first().waitFor()
    await linkedin.scrollIntoViewIfNeeded()
    await saveScreenshot(settings, `site-health-${name}`)
    expect(await listViolations(settings)).toEqual([])
    const overflow = await settings.evaluate(
      () => document.documentElement.scrollWidth - innerWidth,
    )
    expect(overflow).toBeLessThanOrEqual(0)
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
