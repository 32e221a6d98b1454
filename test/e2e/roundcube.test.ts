import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureRoundcube } from '../../scripts/roundcube/packages.mjs'
import { startRoundcube, type Roundcube } from '../../scripts/roundcube/server.mjs'
import { Chromium, saveScreenshot, waitForWarnings } from './harness/chromium.ts'
import { HONEST_MAIL, LURE_MAIL } from './harness/mails.ts'
import { expectOnlyHonestMail, startForLoopback } from './harness/webmail.ts'

describe('a real Roundcube, on a host that the user added', () => {
  let webmail: Roundcube
  let run: Chromium
  let page: Page
  beforeAll(async () => {
    if (!ensureRoundcube()) throw new Error('Roundcube can only be installed by root, with apt-get')
    webmail = await startRoundcube()
    webmail.deliver(HONEST_MAIL)
    webmail.deliver(LURE_MAIL)
    run = await startForLoopback()
    page = await run.context.newPage()
    await page.goto(webmail.url)
    await page.fill('#rcmloginuser', webmail.user)
    await page.fill('#rcmloginpwd', webmail.password)
    await page.click('#rcmloginsubmit')
    await page.locator('#messagelist tr.message').nth(1).waitFor()
  })
  afterAll(async () => {
    await run.close()
    await webmail.stop()
  })

  it('flags the lure in the preview pane, and not the recruiter’s mail', async () => {
    await page.locator('#messagelist').getByText('Your application at Airbus').click()
    const [warning] = await waitForWarnings(page, 1)
    expect(warning?.headline).not.toBe('')
    await expect.poll(() => run.readBadge(page)).toBe('1')
    await saveScreenshot(page, 'roundcube-preview')
    await page.locator('#messagelist').getByText('Your interview on Friday').click()
    await waitForWarnings(page, 0)
    await expectOnlyHonestMail(run, page)
  })

  it('flags it on a page of its own too', async () => {
    await page.bringToFront()
    await page.locator('#messagelist').getByText('Your application at Airbus').dblclick()
    await page.waitForURL(/_action=show/)
    await waitForWarnings(page, 1)
    await saveScreenshot(page, 'roundcube-page')
  })
})
