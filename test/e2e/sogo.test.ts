import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureSogo } from '../../scripts/sogo/packages.mjs'
import { startSogo, type Sogo } from '../../scripts/sogo/server.mjs'
import {
  Chromium,
  readCards,
  saveScreenshot,
  waitForListed,
  waitForWarnings,
} from './harness/chromium.ts'
import { HONEST_MAIL, LURE_MAIL } from './harness/mails.ts'
import { expectOnlyHonestMail, startForLoopback } from './harness/webmail.ts'

describe('a real SOGo, on a host that the user added', () => {
  let webmail: Sogo
  let run: Chromium
  let page: Page
  const open = (subject: string) => page.getByRole('button', { name: subject }).first().click()
  beforeAll(async () => {
    if (!ensureSogo()) throw new Error('SOGo can only be installed by root, with apt-get')
    webmail = await startSogo()
    webmail.deliver(HONEST_MAIL)
    webmail.deliver(LURE_MAIL)
    run = await startForLoopback()
    page = await run.context.newPage()
    await page.goto(webmail.url)
    await page.fill('input[ng-model="app.creds.username"]', webmail.user)
    await page.fill('#passwordField', webmail.password)
    await page.click('button[type=submit]')
    await page.getByRole('button', { name: 'Your application at Airbus' }).first().waitFor()
  })
  afterAll(async () => {
    await run.close()
    await webmail.stop()
  })

  it('flags the lure beside the list, with its sender and its file', async () => {
    await open('Your application at Airbus')
    const [warning] = await waitForWarnings(page, 1)
    expect(warning?.headline).not.toBe('')
    await expect.poll(() => run.readBadge(page)).toBe('1')
    await saveScreenshot(page, 'sogo')
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'Airbus Talent Acquisition')
    const [card] = await readCards(popup, 'Messages on this page')
    expect(card?.text).toContain('airbus.recruitment.team@gmail.com')
    expect(card?.text).toContain('Airbus_Job_Description.pdf.exe')
    await popup.close()
  })

  it('takes the warning away with the next mail, which is a recruiter’s', async () => {
    await page.bringToFront()
    await open('Your interview on Friday')
    await waitForWarnings(page, 0)
    await expectOnlyHonestMail(run, page)
  })
})
