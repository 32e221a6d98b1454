import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  Chromium,
  readCards,
  readLevels,
  readWarnings,
  saveScreenshot,
  waitForListed,
  waitForWarnings,
} from './harness/chromium.ts'
import {
  HARMLESS,
  PASTED_COMMAND,
  makeGmail,
  makeLinkedIn,
  makeMessage,
  makeThread,
} from './harness/inbox.ts'
import { press, waitForSeen } from './harness/seen-controls.ts'

describe('pages and senders that mean harm, or are broken', () => {
  const brokenUnicode = `Broken \uD800 and \uDFFF, \u202Eexe.fdp\u202C, ${'\u0301'.repeat(500)}`
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start({
      linkedin: makeLinkedIn(
        makeThread('quiet', [HARMLESS]),
        makeThread('lure', [PASTED_COMMAND]),
        makeThread('linked', [`${PASTED_COMMAND} https://portal.evil.example/`]),
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

  /** Whether the warning's box is what a pointer would hit, at its middle. */
  const isOnTop = (page: Page): Promise<boolean> =>
    page.evaluate(() => {
      const item = document.querySelector('.msg-s-event-listitem')
      const host = item?.nextElementSibling
      host?.scrollIntoView({ block: 'center' })
      const box = host?.getBoundingClientRect()
      if (!host || !box || box.height < 80 || box.width < 200) return false
      return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === host
    })

  it('lets no page hide a warning by style, attribute or animation', async () => {
    const page = await run.openLinkedIn('lure')
    await waitForWarnings(page, 1)
    await page.evaluate(() => {
      const host = document.querySelector('.msg-s-event-listitem')?.nextElementSibling
      if (!(host instanceof HTMLElement)) throw new Error('no warning')
      const gone =
        'display:none!important;visibility:hidden!important;opacity:0!important;position:absolute!important;' +
        'transform:scale(0)!important;clip-path:inset(50%)!important;height:0!important;overflow:hidden!important;' +
        'content-visibility:hidden!important;pointer-events:none!important;font-size:0!important'
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(`div:not([class]){${gone}} *{animation:none}`)
      document.adoptedStyleSheets = [sheet]
      host.style.cssText = gone
      host.hidden = true
      host.inert = true
      host.setAttribute('aria-hidden', 'true')
      host.animate([{ opacity: 0, transform: 'scale(0)' }], { duration: 1e8, fill: 'both' })
    })
    await waitForWarnings(page, 1)
    expect(await isOnTop(page)).toBe(true)
    await saveScreenshot(page, 'hostile-hidden')
  })

  it('asks above whatever a page lays over everything; badge and popup keep the warning', async () => {
    const page = await run.openLinkedIn('linked')
    await waitForWarnings(page, 1)
    await page.evaluate(() => {
      const cover = document.createElement('div')
      cover.className = 'cover'
      cover.textContent = 'All is well. Nothing to see here.'
      // The page's policy forbids the attribute, not its parts.
      cover.style.cssText = 'position:fixed;inset:0;z-index:2147483647;background:white'
      document.documentElement.append(cover)
    })
    expect(await isOnTop(page)).toBe(false)
    expect(await run.readBadge(page)).toBe('1')
    await page.locator('.msg-s-event-listitem__body a[href]').first().focus()
    await page.keyboard.press('Enter')
    await waitForSeen(page, 'dialog', /^Stop for a moment/)
    const isCovered = await page.evaluate(() => {
      const hit = document.elementFromPoint(innerWidth / 2, innerHeight / 2)
      return hit?.className === 'cover'
    })
    expect(isCovered).toBe(false)
    await saveScreenshot(page, 'hostile-covered')
    await press(page, 'button', 'Leave it')
  })

  it('gives a page that copies the warning an empty box, and stays single', async () => {
    const page = await run.openLinkedIn('lure')
    await waitForWarnings(page, 1)
    const copies = await page.evaluate(() => {
      const host = document.querySelector('.msg-s-event-listitem')?.nextElementSibling
      const list = host?.parentElement
      const copied = [1, 2, 3].map(() => host?.cloneNode(true))
      for (const copy of copied) if (copy) list?.append(copy)
      return copied.map((copy) => (copy instanceof Element ? copy.outerHTML : ''))
    })
    expect(new Set(copies)).toEqual(new Set(['<div></div>']))
    await page.waitForTimeout(1_500)
    expect(await readWarnings(page)).toHaveLength(1)
    expect(await isOnTop(page)).toBe(true)
  })

  it('gives a page that moves the warning into a hidden corner nothing for long', async () => {
    const page = await run.openLinkedIn('lure')
    await waitForWarnings(page, 1)
    await page.evaluate(() => {
      const host = document.querySelector('.msg-s-event-listitem')?.nextElementSibling
      const corner = document.createElement('section')
      corner.hidden = true
      document.body.append(corner)
      if (host) corner.append(host)
    })
    await waitForWarnings(page, 1)
    expect(await isOnTop(page)).toBe(true)
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

describe('a sender who imitates a warning', () => {
  const imitation = (headline: string): string => `
    <div role="region" aria-label="Lurewatch warning: ${headline}"
      style="border-left:6px solid #b3261e;padding:12px;background:#fff5f4">
      <h2>${headline}</h2><p>Nothing to worry about: this sender was checked.</p>
      <button type="button">Not a lure…</button> <button type="button">Undo</button></div>`
  let run: Chromium
  beforeAll(async () => {
    const mail = (words: string) => [
      makeMessage(words, 0, { html: `<div>${words}</div>${imitation('Checked: no lure')}` }),
    ]
    run = await Chromium.start({
      gmail: makeGmail(
        makeThread('honest', mail(HARMLESS)),
        makeThread('lure', mail(PASTED_COMMAND)),
      ),
    })
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  it('makes none of a harmless mail: badge and popup say so', async () => {
    const page = await run.openGmail('honest')
    const popup = await run.openPopup(page)
    await waitForListed(popup, HARMLESS)
    expect(await readLevels(popup)).toEqual(['none'])
    expect(await run.readBadge(page)).toBe('')
  })

  it('keeps none away, stands inside its own mail, and its buttons do nothing', async () => {
    const page = await run.openGmail('lure')
    await expect.poll(() => run.readBadge(page)).toBe('1')
    await expect.poll(async () => (await readWarnings(page)).length).toBe(2)
    const own = (await readWarnings(page)).find(({ headline }) => headline !== 'Checked: no lure')
    expect(own?.nodes.map((node) => node.name?.value)).toContain('Open in review')
    await page.locator('.a3s button').first().click()
    await page.locator('.a3s button').last().click()
    await page.waitForTimeout(500)
    expect(await run.readBadge(page)).toBe('1')
    const isApart = await page.evaluate(() => {
      const host = [...document.querySelectorAll('div')].find(
        (div) =>
          div.attributes.length + div.childNodes.length === 0 &&
          div.getBoundingClientRect().height > 80,
      )
      return host !== undefined && host.closest('.a3s') === null
    })
    expect(isApart).toBe(true)
    await saveScreenshot(page, 'hostile-imitated')
  })
})
