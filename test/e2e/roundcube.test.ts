import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureRoundcube } from '../../scripts/roundcube/packages.mjs'
import { startRoundcube, type Roundcube } from '../../scripts/roundcube/server.mjs'
import {
  Chromium,
  readCards,
  saveScreenshot,
  waitForListed,
  waitForWarnings,
} from './harness/chromium.ts'

const LURE = `From: Airbus Talent Acquisition <airbus.recruitment.team@gmail.com>
To: Sam Rivera <sam@webmail.example>
Subject: Your application at Airbus
Date: Tue, 24 Nov 2026 08:00:00 +0000
Message-ID: <lure@mail.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=part

--part
Content-Type: text/plain; charset=utf-8

Dear Sam Rivera,

I am a recruiter at Airbus. Please open the attached job description on your
computer and reply with the completed form by tomorrow.

Irena Valdis
Talent Acquisition, Airbus

--part
Content-Type: application/x-msdownload; name="Airbus_Job_Description.pdf.exe"
Content-Disposition: attachment; filename="Airbus_Job_Description.pdf.exe"
Content-Transfer-Encoding: base64

TVqQAAMAAAAEAAAA
--part--
`

const HONEST = `From: Ruben Aldecoa <ruben.aldecoa@larkspur-robotics.example>
To: Sam Rivera <sam@webmail.example>
Subject: Your interview on Friday
Date: Mon, 23 Nov 2026 08:00:00 +0000
Message-ID: <honest@mail.example>
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8

<p>Hi Sam,</p><p>thank you again for the call this morning. On Friday you meet Anneke and Luis.
The address is on <a href="https://larkspur-robotics.example/visit">our page</a>.</p>
<p>Ruben Aldecoa<br>Engineering Manager, Larkspur Robotics</p>
`

describe('a real Roundcube, on a host that the user added', () => {
  let webmail: Roundcube
  let run: Chromium
  let page: Page
  beforeAll(async () => {
    if (!ensureRoundcube()) throw new Error('Roundcube can only be installed by root, with apt-get')
    webmail = await startRoundcube()
    webmail.deliver(HONEST)
    webmail.deliver(LURE)
    // Headless Chromium never answers the permission prompt, so the permission is there from the start.
    run = await Chromium.start({
      changeManifest: (manifest) => ({
        ...manifest,
        host_permissions: [...manifest.host_permissions, 'http://127.0.0.1/*'],
      }),
    })
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
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'Ruben Aldecoa')
    const cards = await readCards(popup, 'Messages on this page')
    expect(cards.map(({ sender, level }) => ({ sender, level }))).toEqual([
      { sender: 'Ruben Aldecoa', level: 'none' },
    ])
    expect(cards[0]?.text).toContain('larkspur-robotics.example')
    await popup.close()
  })

  it('flags it on a page of its own too', async () => {
    await page.bringToFront()
    await page.locator('#messagelist').getByText('Your application at Airbus').dblclick()
    await page.waitForURL(/_action=show/)
    await waitForWarnings(page, 1)
    await saveScreenshot(page, 'roundcube-page')
  })
})
