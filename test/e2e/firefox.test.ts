import { afterEach, describe, expect, it } from 'vitest'
import { Firefox, countPanels, readList, saveFirefox, waitForText } from './harness/firefox.ts'
import { makeLinkedIn, makeThread } from './harness/inbox.ts'
import { APPROACH, DELIVERY } from './harness/story.ts'
import { makeRoundcubePage } from './harness/roundcube-page.ts'

const READ = 'Messages on this page'

describe('Firefox', () => {
  let run: Firefox
  afterEach(() => run.close())

  it('flags lures on LinkedIn and in Gmail, and no genuine recruiter', async () => {
    run = await Firefox.start()
    const linkedin = await run.openLinkedIn('locked-archive')
    await expect.poll(() => countPanels(linkedin), { timeout: 15_000 }).toBe(1)
    await saveFirefox(linkedin, 'firefox-linkedin')
    const popup = await run.openPopup(linkedin)
    await waitForText(popup, READ, 'Helena Brandvold')
    expect(await readList(popup, READ)).toMatch(/Lure signs: high/)
    expect(await run.readBadge(popup, linkedin)).toBe('1')

    const gmail = await run.openGmail('double-extension')
    await expect.poll(() => countPanels(gmail), { timeout: 15_000 }).toBe(1)
    await saveFirefox(gmail, 'firefox-gmail')

    const honest = await run.openGmail('genuine-interview')
    const quiet = await run.openPopup(honest)
    await waitForText(quiet, READ, 'Ruben Aldecoa')
    expect(await readList(quiet, READ)).toMatch(/Lure signs: none/)
    expect(await countPanels(honest)).toBe(0)
  })

  it('fires a story whose first half was read before the event page was unloaded', async () => {
    run = await Firefox.start({ linkedin: makeLinkedIn(makeThread('story', [APPROACH])) })
    const page = await run.openLinkedIn('story')
    const popup = await run.openPopup(page)
    await waitForText(popup, READ, 'principal flight')
    expect(await countPanels(page)).toBe(0)
    await popup.close()
    await run.waitForUnload()
    run.server.receive('linkedin', 'story', DELIVERY)
    await expect.poll(() => countPanels(page), { timeout: 15_000 }).toBe(1)
  })

  it('protects a webmail of the user’s own with one click, tabs already open included', async () => {
    const host = 'webmail.example'
    run = await Firefox.start({ hosts: [host] })
    run.server.pages.set(`${host}/`, makeRoundcubePage())
    const page = await run.open(`https://${host}/?_task=mail&_mbox=INBOX&_uid=1&_action=show`)
    await page.bringToFront()
    await run.clickToolbarButton()
    const popup = await run.openPopup(page)
    expect(await readList(popup, READ)).toBe('')
    await popup.locator('::-p-text(Protect this site)').click()
    await waitForText(popup, READ, 'Airbus Talent Acquisition')
    await expect.poll(() => countPanels(page), { timeout: 15_000 }).toBe(1)
    await page.reload()
    await expect.poll(() => countPanels(page), { timeout: 15_000 }).toBe(1)
    await saveFirefox(page, 'firefox-protected')
  })

  it('offers to protect a built-in site whose access was taken away', async () => {
    run = await Firefox.start()
    const page = await run.openLinkedIn('locked-archive')
    await expect.poll(() => countPanels(page), { timeout: 15_000 }).toBe(1)
    const own = await run.openOwnPage('src/settings/index.html')
    await run.revoke(own, 'https://www.linkedin.com/*')
    await expect.poll(() => countPanels(page), { timeout: 15_000 }).toBe(0)
    await page.bringToFront()
    await run.clickToolbarButton()
    const popup = await run.openPopup(page)
    await popup.locator('::-p-text(Protect this site)').click()
    await expect.poll(() => countPanels(page), { timeout: 15_000 }).toBe(1)
  })
})
