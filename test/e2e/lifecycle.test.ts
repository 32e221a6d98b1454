import { afterEach, describe, expect, it } from 'vitest'
import { Chromium, readWarnings, waitForListed, waitForWarnings } from './harness/chromium.ts'
import { dismissWarning, tabTo } from './harness/warning-actions.ts'
import { PASTED_COMMAND, makeLinkedIn, makeThread } from './harness/inbox.ts'
import { APPROACH, DELIVERY } from './harness/story.ts'

describe('what must survive', () => {
  let run: Chromium
  afterEach(() => run.close())

  it('fires a story whose first half was read before the worker was killed', async () => {
    const linkedin = makeLinkedIn(makeThread('story', [APPROACH]))
    run = await Chromium.start({ linkedin })
    const page = await run.openLinkedIn('story')
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'principal flight')
    expect(await readWarnings(page)).toEqual([])
    await popup.close()
    await run.killWorker()
    run.server.receive('linkedin', 'story', DELIVERY)
    await waitForWarnings(page, 1)
    expect(await run.isReborn()).toBe(true)
  })

  it('stays silent on the second half alone, so the first half was what counted', async () => {
    const harmless = 'As we agreed on the phone, I send you the photos of the workshop.'
    run = await Chromium.start({ linkedin: makeLinkedIn(makeThread('other', [harmless])) })
    const page = await run.openLinkedIn('other')
    const popup = await run.openPopup(page)
    run.server.receive('linkedin', 'other', DELIVERY)
    await waitForListed(popup, 'Documents.zip')
    expect(await readWarnings(page)).toEqual([])
  })

  it('forgets no “not a lure”: after a reload, nor after the worker was killed', async () => {
    run = await Chromium.start({ linkedin: makeLinkedIn(makeThread('lure', [PASTED_COMMAND])) })
    const page = await run.openLinkedIn('lure')
    const [warning] = await waitForWarnings(page, 1)
    if (warning === undefined) throw new Error('no warning')
    await dismissWarning(page, warning)
    await waitForWarnings(page, 0)
    await run.killWorker()
    await page.reload()
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'Not a lure')
    expect(await run.isReborn()).toBe(true)
    expect(await readWarnings(page)).toEqual([])
    expect(await run.readBadge(page)).toBe('')
  })

  it('lets the keyboard reach the warning and answer it', async () => {
    run = await Chromium.start({ linkedin: makeLinkedIn(makeThread('lure', [PASTED_COMMAND])) })
    const page = await run.openLinkedIn('lure')
    const [warning] = await waitForWarnings(page, 1)
    expect(warning?.nodes.map((node) => node.role?.value)).toContain('heading')
    await page.bringToFront()
    expect(await tabTo(page, 'Not a lure…')).toBe(true)
    await page.keyboard.press('Enter')
    expect(await tabTo(page, 'This message only')).toBe(true)
    await page.keyboard.press('Enter')
    await waitForWarnings(page, 0)
  })

  it('takes its warning along when the extension goes', async () => {
    run = await Chromium.start({ linkedin: makeLinkedIn(makeThread('lure', [PASTED_COMMAND])) })
    const page = await run.openLinkedIn('lure')
    await waitForWarnings(page, 1)
    // Unpacked and without developer mode, the browser does not let it in again.
    await run.reloadExtension()
    await waitForWarnings(page, 0)
  })

  it('shows one warning again after an update, in the tab that was open', async () => {
    run = await Chromium.start({ linkedin: makeLinkedIn(makeThread('lure', [PASTED_COMMAND])) })
    const page = await run.openLinkedIn('lure')
    await waitForWarnings(page, 1)
    const old = await page.locator('ul li > div:not([class])').elementHandle()
    await run.configure({ incognitoAccess: true })
    await expect
      .poll(() => old.evaluate((host) => host.isConnected), { timeout: 20_000 })
      .toBe(false)
    await waitForWarnings(page, 1)
  })
})
