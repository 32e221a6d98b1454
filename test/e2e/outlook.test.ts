import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Chromium, readCards, waitForListed, waitForWarnings } from './harness/chromium.ts'
import { Firefox, countPanels } from './harness/firefox.ts'
import { makeOutlookPage } from './harness/outlook-page.ts'

const HOSTS = [
  'outlook.live.com',
  'outlook.office.com',
  'outlook.office365.com',
  'outlook.cloud.microsoft',
]
const PATH = '/mail/inbox/id/AAQkCONV1'

describe('Outlook, in Chromium', () => {
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start({ hosts: HOSTS })
    for (const host of HOSTS) run.server.pages.set(`${host}${PATH}`, makeOutlookPage())
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  it.each(HOSTS)('flags a lure on %s', async (host) => {
    const page = await run.context.newPage()
    await page.goto(`https://${host}${PATH}`)
    await waitForWarnings(page, 1)
    await expect.poll(() => run.readBadge(page)).toBe('1')
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'Airbus Talent Acquisition')
    const [card] = await readCards(popup, 'Messages on this page')
    expect(card?.text).toContain('airbus.recruitment.team@gmail.com')
    expect(card?.text).toContain('Airbus_Job_Description.pdf.exe')
  })
})

describe('Outlook, in Firefox', () => {
  let run: Firefox
  afterEach(() => run.close())

  it('flags a lure', async () => {
    const [host = ''] = HOSTS
    run = await Firefox.start({ hosts: HOSTS })
    run.server.pages.set(`${host}${PATH}`, makeOutlookPage())
    const page = await run.open(`https://${host}${PATH}`)
    await expect.poll(() => countPanels(page), { timeout: 15_000 }).toBe(1)
  })
})
