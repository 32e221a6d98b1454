import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  Chromium,
  readCards,
  readLevels,
  readWarnings,
  waitForListed,
  waitForWarnings,
} from './harness/chromium.ts'
import { HARMLESS, PASTED_COMMAND, makeLinkedIn, makeThread } from './harness/inbox.ts'

describe('pages and senders that mean harm, or are broken', () => {
  const brokenUnicode = `Broken \uD800 and \uDFFF, \u202Eexe.fdp\u202C, ${'\u0301'.repeat(500)}`
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start({
      linkedin: makeLinkedIn(
        makeThread('quiet', [HARMLESS]),
        makeThread('lure', [PASTED_COMMAND]),
        makeThread('unicode', [brokenUnicode, PASTED_COMMAND]),
        makeThread('markup', [`</p><img src=x onerror=alert(1)> & <b>${HARMLESS}</b>`]),
      ),
    })
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  it('shows “!” on a known site that can’t be read, and the popup says so', async () => {
    const page = await run.context.newPage()
    run.server.pages.set(
      'www.linkedin.com/messaging/thread/2-changed/',
      `<!doctype html><main class="msg-convo-wrapper msg-thread"><ul class="msg-s-message-list-content">
        <li class="_a1"><p class="_b2">${PASTED_COMMAND}</p></li></ul></main>`,
    )
    await page.goto('https://www.linkedin.com/messaging/thread/2-changed/')
    await expect.poll(() => run.readBadge(page), { timeout: 30_000 }).toBe('!')
    const popup = await run.openPopup(page)
    await popup.getByText(/read the messages on LinkedIn/).waitFor()
    expect(await popup.locator('[data-status="unreadable"]').count()).toBe(1)
  })

  it('reads on past a message whose markup is broken', async () => {
    const page = await run.openLinkedIn('lure')
    await waitForWarnings(page, 1)
    await page.evaluate(() => {
      const item = document.querySelector('.msg-s-message-list__event')
      const copies = ['', 'urn:li:msg_message:(broken', 'x'.repeat(5000)].map((urn) => {
        const copy = item?.cloneNode(true)
        if (copy instanceof Element) {
          copy.querySelector('[data-event-urn]')?.setAttribute('data-event-urn', urn)
        }
        return copy
      })
      for (const copy of copies) if (copy instanceof Element) item?.before(copy)
      item?.querySelector('.msg-s-message-group__name')?.remove()
    })
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'Windows key')
    await expect.poll(async () => (await readWarnings(page)).length).toBeGreaterThan(0)
  })

  it('takes broken Unicode and markup in a text as text', async () => {
    const page = await run.openLinkedIn('unicode')
    await waitForWarnings(page, 1)
    await page.locator('li[data-key="markup"]').dispatchEvent('click')
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'onerror=alert(1)')
    expect(await popup.locator('li img').count()).toBe(0)
    await waitForWarnings(page, 0)
  })

  it('survives a text of 50 MB and reads the next message', async () => {
    const page = await run.openLinkedIn('quiet')
    const popup = await run.openPopup(page)
    await waitForListed(popup, HARMLESS)
    await page.evaluate(() => {
      const body = document.querySelector('.msg-s-event-listitem__body')
      const item = body?.closest('li')
      const huge = item?.cloneNode(true)
      if (!(huge instanceof Element) || !item) return
      const urn = huge.querySelector('[data-event-urn]')
      urn?.setAttribute('data-event-urn', `${urn.getAttribute('data-event-urn')?.slice(0, -4)}A=)`)
      const text = huge.querySelector('.msg-s-event-listitem__body')
      if (text instanceof HTMLElement) {
        // The browser alone needs half a minute to lay such a text out; what is tested is the reader.
        text.style.contentVisibility = 'hidden'
        text.textContent = 'lorem ipsum '.repeat(Math.ceil((50 * 1024 * 1024) / 12))
      }
      item.after(huge)
    })
    await page.locator('li[data-key="lure"]').dispatchEvent('click')
    await waitForWarnings(page, 1)
    await waitForListed(popup, 'Windows key')
  }, 120_000)

  it('survives a message with 10,000 links', async () => {
    const page = await run.openLinkedIn('quiet')
    const popup = await run.openPopup(page)
    await waitForListed(popup, HARMLESS)
    await page.evaluate(() => {
      const body = document.querySelector('.msg-s-event-listitem__body')
      for (let index = 0; index < 10_000; index++) {
        const link = document.createElement('a')
        link.href = `https://host${index}.example/${'p'.repeat(50)}`
        link.textContent = `link ${index}`
        body?.append(link, ' ')
      }
    })
    await waitForListed(popup, 'link 0')
    await page.locator('li[data-key="lure"]').dispatchEvent('click')
    await waitForWarnings(page, 1)
    expect(await readLevels(popup)).not.toEqual([])
  }, 120_000)

  it('puts a warning back that the page removes, and ends with the page still working', async () => {
    const page = await run.openLinkedIn('lure')
    await waitForWarnings(page, 1)
    await page.evaluate(() => {
      const item = document.querySelector('.msg-s-event-listitem')
      item?.parentElement
        ?.querySelectorAll(':scope > div:not([class])')
        .forEach((one) => one.remove())
      item?.nextElementSibling?.remove()
    })
    await waitForWarnings(page, 1)
  })

  it('believes no page that imitates a warning of its own', async () => {
    const page = await run.openLinkedIn('quiet')
    const popup = await run.openPopup(page)
    await waitForListed(popup, HARMLESS)
    await page.evaluate(() => {
      const copy = document.createElement('section')
      copy.setAttribute('role', 'region')
      copy.setAttribute('aria-label', 'Lurewatch warning: imitated')
      copy.textContent = 'Not a lure'
      document.body.append(copy)
    })
    expect((await readCards(popup, 'Flagged messages')).map(({ text }) => text).join()).not.toMatch(
      /imitated/,
    )
    expect(await run.readBadge(page)).toBe('')
  })
})
