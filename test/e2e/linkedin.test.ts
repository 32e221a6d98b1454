import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { showWarning } from '../../scripts/extension-view.mjs'
import {
  Chromium,
  readCards,
  readLevels,
  readWarnings,
  saveScreenshot,
  waitForListed,
  waitForWarnings,
} from './harness/chromium.ts'
import { HARMLESS, PASTED_COMMAND, makeLinkedIn, makeThread } from './harness/inbox.ts'

const HOSTS = ['top', 'shadow', 'iframe'] as const

/** Clicks something of the messaging markup wherever it stands. */
async function clickIn(page: Page, host: (typeof HOSTS)[number], selector: string): Promise<void> {
  const root = host === 'iframe' ? page.frameLocator('iframe[data-testid="interop-iframe"]') : page
  await root.locator(selector).first().dispatchEvent('click')
}

describe('LinkedIn, the demo inbox', () => {
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start()
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  it.each(HOSTS)('flags a lure on the full page, in %s', async (host) => {
    const page = await run.openLinkedIn('locked-archive', `?host=${host}`)
    const [warning] = await waitForWarnings(page, 1)
    expect(warning?.headline).not.toBe('')
    await showWarning(page)
    await saveScreenshot(page, `linkedin-${host}`)
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'Helena Brandvold')
    expect((await readLevels(popup)).filter((level) => level !== 'none')).toHaveLength(1)
    expect(await run.readBadge(page)).toBe('1')
  })

  it.each(HOSTS)('takes the verdict away with its pane, in %s', async (host) => {
    const page = await run.openLinkedIn('pasted-command', `?host=${host}`)
    await waitForWarnings(page, 1)
    const popup = await run.openPopup(page)
    await clickIn(page, host, 'li[data-key="genuine-agency"]')
    await waitForListed(popup, 'Marit Solberg')
    await waitForWarnings(page, 0)
    await expect.poll(() => run.readBadge(page)).toBe('')
    const senders = (await readCards(popup, 'Messages on this page')).map((card) => card.sender)
    expect(senders).not.toContain('Ines Koralova')
  })

  it.each(HOSTS)('reads the bubbles at the foot of other pages, in %s', async (host) => {
    const page = await run.context.newPage()
    await page.goto(`https://www.linkedin.com/feed/?host=${host}`)
    await clickIn(page, host, 'button[data-key="pasted-command"]')
    await clickIn(page, host, 'button[data-key="genuine-agency"]')
    await waitForWarnings(page, 1)
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'Marit Solberg')
    await saveScreenshot(page, `linkedin-bubbles-${host}`)
    expect((await readWarnings(page)).length).toBe(1)
    await clickIn(page, host, '[data-key="pasted-command"] .msg-overlay-bubble-header__control')
    await waitForWarnings(page, 0)
  })

  it('flags no genuine conversation of the inbox', async () => {
    const page = await run.openLinkedIn('genuine-agency')
    const popup = await run.openPopup(page)
    for (const thread of run.server.inboxes.linkedin.threads.filter((one) => !one.lure)) {
      await clickIn(page, 'top', `li[data-key="${thread.key}"]`)
      await waitForListed(popup, thread.with.name)
      expect(await readWarnings(page), thread.key).toEqual([])
    }
  })
})

describe('LinkedIn, what changes on the page', () => {
  const long = Array.from({ length: 12 }, (_, index) => `${HARMLESS} Number ${index}.`)
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start({
      linkedin: makeLinkedIn(
        makeThread('quiet', [HARMLESS, 'me: Gladly.']),
        makeThread('lure', [PASTED_COMMAND]),
        makeThread('history', [PASTED_COMMAND, ...long]),
        makeThread('mine', [HARMLESS, `me: ${PASTED_COMMAND}`]),
        makeThread('arrival', [HARMLESS]),
      ),
    })
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  it('reads a message that arrives while the page is open, and none twice', async () => {
    const page = await run.openLinkedIn('arrival')
    const popup = await run.openPopup(page)
    await waitForListed(popup, HARMLESS)
    run.server.receive('linkedin', 'arrival', { from: 'them', text: PASTED_COMMAND })
    await waitForWarnings(page, 1)
    await waitForListed(popup, 'Windows key')
    expect(await readLevels(popup)).toHaveLength(2)
  })

  it('reads earlier messages once they are scrolled to', async () => {
    const page = await run.openLinkedIn('history')
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'Number 11')
    expect(await readWarnings(page)).toEqual([])
    for (let step = 0; step < 4; step++) {
      await page.locator('.msg-s-message-list').evaluate((list) => {
        list.scrollTop = 0
        list.dispatchEvent(new Event('scroll'))
      })
    }
    await waitForWarnings(page, 1)
    await expect.poll(async () => (await readLevels(popup)).length).toBe(13)
  })

  it('keeps no verdict on nodes that are used again for another conversation', async () => {
    const page = await run.openLinkedIn('lure', '?reuse=1')
    await waitForWarnings(page, 1)
    const popup = await run.openPopup(page)
    await clickIn(page, 'top', 'li[data-key="quiet"]')
    await waitForListed(popup, HARMLESS)
    await waitForWarnings(page, 0)
    await clickIn(page, 'top', 'li[data-key="lure"]')
    await waitForWarnings(page, 1)
    await page.goBack()
    await waitForWarnings(page, 0)
  })

  it('never flags what the user wrote', async () => {
    const page = await run.openLinkedIn('mine')
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'Windows key')
    expect(await readLevels(popup)).toEqual(['none', 'none'])
    expect(await readWarnings(page)).toEqual([])
  })
})
