import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Chromium, readWarnings, saveScreenshot, waitForWarnings } from './harness/chromium.ts'
import {
  PASTED_COMMAND,
  makeGmail,
  makeLinkedIn,
  makeMessage,
  makeThread,
} from './harness/inbox.ts'
import {
  findSeen,
  press,
  readFocused,
  waitForSeen,
  waitForUnseen,
} from './harness/seen-controls.ts'

const COMMAND = 'powershell -w hidden -enc SQBFAFgAIABjAGEAbQBlAHIAYQA='
const WORDS = 'The recruiter told me about salary'
const LURE = `${PASTED_COMMAND}\n\n${COMMAND}\n\n${WORDS}\n\nhttps://portal.evil.example/interview`
const ASKED = /^Stop for a moment/
const HOSTS = ['top', 'shadow', 'iframe'] as const
const ATTACHMENT = '.msg-s-event-listitem__download-attachment-button'
const LINK = '.msg-s-event-listitem__body a[href*="portal"]'
const SWORN = /^Nobody is pressing me/
const ONCE = 'Open or copy it once'

type Host = (typeof HOSTS)[number]
const rootOf = (page: Page, host: Host = 'top') =>
  host === 'iframe' ? page.frameLocator('iframe[data-testid="interop-iframe"]') : page

const isAsked = async (page: Page): Promise<boolean> =>
  (await findSeen(page, 'dialog', ASKED)) !== undefined

/** What the page itself hears of clicks on an element. */
async function countHeard(page: Page, selector: string): Promise<() => Promise<number>> {
  await page
    .locator(selector)
    .first()
    .evaluate((element) => {
      for (const name of ['pointerdown', 'mousedown', 'mouseup', 'click', 'keydown']) {
        const heard = (): void => {
          element.setAttribute('data-heard', String(Number(element.getAttribute('data-heard')) + 1))
        }
        element.addEventListener(name, heard)
        // Later listeners of the window come after the extension's as well.
        window.addEventListener(name, (event) => event.target === element && heard(), true)
      }
    })
  return async () => Number(await page.locator(selector).first().getAttribute('data-heard'))
}

describe('before something of a lure is opened', () => {
  let run: Chromium
  beforeAll(async () => {
    const file = { name: 'Offer_Ana.pdf.scr', size: '2 MB' }
    const makeLure = () => [makeMessage(LURE, 0, { attachments: [file] })]
    run = await Chromium.start({
      linkedin: makeLinkedIn(
        makeThread('lure', makeLure()),
        makeThread('always', makeLure()),
        makeThread('dismissed', makeLure()),
        makeThread('removed', makeLure()),
      ),
      gmail: makeGmail(makeThread('mail', makeLure())),
    })
    await run.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  const open = async (key = 'lure', host: Host = 'top'): Promise<Page> => {
    const page = await run.openLinkedIn(key, `?host=${host}`)
    await waitForWarnings(page, 1)
    return page
  }
  const allowOnce = async (page: Page): Promise<void> => {
    await press(page, 'checkbox', SWORN)
    await press(page, 'button', ONCE)
  }

  it.each(HOSTS)('asks before an attachment, in %s, and the page hears nothing', async (host) => {
    const page = await open('lure', host)
    const heard = host === 'top' ? await countHeard(page, ATTACHMENT) : () => Promise.resolve(0)
    await rootOf(page, host).locator(ATTACHMENT).first().click()
    const dialog = await waitForSeen(page, 'dialog', ASKED)
    expect(dialog.description).toMatch(/^Someone may be telling you right now/)
    expect(await readFocused(page)).toBe('Leave it')
    expect(await heard()).toBe(0)
    await saveScreenshot(page, `friction-file-${host}`)
    await page.keyboard.press('Escape')
    await waitForUnseen(page, 'dialog', ASKED)
    expect(await heard()).toBe(0)
  })

  it('is never a dead end: once, the file opens by a second click, and then asks again', async () => {
    const page = await open()
    const heard = await countHeard(page, ATTACHMENT)
    const file = page.locator(ATTACHMENT).first()
    await file.click()
    expect((await waitForSeen(page, 'button', ONCE)).isDisabled).toBe(true)
    await allowOnce(page)
    await waitForSeen(page, 'dialog', /^Allowed for 30 seconds/)
    expect(await readFocused(page)).toBe('Close')
    await page.keyboard.press('Enter')
    await waitForUnseen(page, 'dialog', /^Allowed/)
    await file.click()
    expect(await heard()).toBeGreaterThanOrEqual(4)
    await page.waitForTimeout(1_200)
    const before = await heard()
    await file.click()
    await waitForSeen(page, 'dialog', ASKED)
    expect(await heard()).toBe(before)
  })

  it.each<[string, (page: Page) => Promise<void>]>([
    ['a click', (page) => page.locator(LINK).first().click()],
    [
      'a click with Ctrl',
      (page) =>
        page
          .locator(LINK)
          .first()
          .click({ modifiers: ['Control'] }),
    ],
    ['the middle button', (page) => page.locator(LINK).first().click({ button: 'middle' })],
    [
      'Enter',
      async (page) => {
        await page.locator(LINK).first().focus()
        await page.keyboard.press('Enter')
      },
    ],
    [
      'dragging it away',
      async (page) => {
        await page.locator(LINK).first().hover()
        await page.mouse.down()
        await page.mouse.move(500, 20, { steps: 8 })
        await page.mouse.up()
      },
    ],
  ])('asks before a link is followed by %s', async (_, follow) => {
    const page = await open()
    const tabs = run.context.pages().length
    await follow(page)
    await waitForSeen(page, 'dialog', ASKED)
    // The redirector of the site is not what the reader must know.
    await waitForSeen(page, 'StaticText', 'portal.evil.example')
    await press(page, 'button', 'Leave it')
    await waitForUnseen(page, 'dialog', ASKED)
    expect(run.context.pages().length).toBe(tabs)
    expect(page.url()).toContain('/messaging/')
  })

  it('opens a link once it was allowed, in a tab that cannot reach back', async () => {
    const page = await open()
    await page.locator(LINK).first().click()
    await waitForSeen(page, 'dialog', ASKED)
    await saveScreenshot(page, 'friction-link')
    const opened = run.context.waitForEvent('page')
    await allowOnce(page)
    const tab = await opened
    expect(await tab.evaluate(() => window.opener === null)).toBe(true)
    await waitForUnseen(page, 'dialog', ASKED)
    await page.bringToFront()
    await page.locator(LINK).first().click()
    await waitForSeen(page, 'dialog', ASKED)
  })

  it.each(HOSTS)('asks before a command is copied, in %s; not before other words', async (host) => {
    const page = await open('lure', host)
    const body = rootOf(page, host).locator('.msg-s-event-listitem__body').first()
    const copy = async (text: string): Promise<string> => {
      await page.evaluate(() => navigator.clipboard.writeText('before'))
      await body.evaluate((element, wanted) => {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const at = node.nodeValue?.indexOf(wanted) ?? -1
          if (at < 0) continue
          getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length)
          return
        }
        throw new Error(`no text ${wanted}`)
      }, text)
      await page.keyboard.press('Control+c')
      await page.waitForTimeout(300)
      return (await isAsked(page)) ? 'asked' : page.evaluate(() => navigator.clipboard.readText())
    }
    if (host === 'iframe') await body.click()
    else await page.locator('body').click({ position: { x: 5, y: 5 } })
    expect(await copy(WORDS)).toBe(WORDS)
    expect(await copy(COMMAND)).toBe('asked')
    await saveScreenshot(page, `friction-command-${host}`)
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('before')
    await allowOnce(page)
    await waitForSeen(page, 'dialog', /^Allowed/)
    await press(page, 'button', 'Close')
    expect(await copy(COMMAND)).toBe(COMMAND)
  })

  it('asks before a mail’s attachment is opened by mouse or key', async () => {
    const page = await run.openGmail('mail')
    await waitForWarnings(page, 1)
    await page.locator('.aQH a.aQy').click()
    await waitForSeen(page, 'dialog', ASKED)
    await waitForSeen(page, 'StaticText', 'Offer_Ana.pdf.scr')
    await page.keyboard.press('Escape')
    await page.locator('.aQH [role="button"]').focus()
    await page.keyboard.press('Space')
    await waitForSeen(page, 'dialog', ASKED)
  })

  it('asks no more for a sender, once that was chosen apart; and again, once that was', async () => {
    const page = await open('always')
    const file = page.locator(ATTACHMENT).first()
    const heard = await countHeard(page, ATTACHMENT)
    await file.click()
    await press(page, 'checkbox', SWORN)
    expect(await findSeen(page, 'button', /^Never ask again/)).toBeUndefined()
    await press(page, 'DisclosureTriangle', /^Other choices/)
    await saveScreenshot(page, 'friction-always')
    await press(page, 'button', /^Never ask again/)
    await waitForSeen(page, 'dialog', /^No more questions for this sender/)
    await press(page, 'button', 'Close')
    await file.click()
    expect(await heard()).toBeGreaterThan(0)
    await page.waitForTimeout(1_500)
    await file.click()
    expect(await isAsked(page)).toBe(false)
    const settings = await run.openSettings()
    const row = settings.locator('#senders li')
    await row.getByText('Opens without a question').waitFor()
    await settings.locator('#senders').scrollIntoViewIfNeeded()
    await saveScreenshot(settings, 'settings-senders')
    await press(page, 'button', 'Ask again')
    await waitForUnseen(page, 'button', 'Ask again')
    await file.click()
    await waitForSeen(page, 'dialog', ASKED)
    await settings.getByText('You have decided on no sender.').waitFor()
  })

  it('asks nothing of a message that the reader called no lure', async () => {
    const page = await open('dismissed')
    await press(page, 'button', 'Not a lure…')
    await press(page, 'button', 'This message only')
    await waitForWarnings(page, 0)
    await page.locator(ATTACHMENT).first().click()
    await page.waitForTimeout(300)
    expect(await isAsked(page)).toBe(false)
  })

  it('asks by the browser’s own question where the page takes ours away', async () => {
    const page = await open('removed')
    await page.evaluate(() => {
      new MutationObserver((records) => {
        for (const { addedNodes } of records) {
          for (const node of addedNodes) if (node instanceof HTMLDivElement) node.remove()
        }
      }).observe(document.documentElement, { childList: true })
    })
    const questions: string[] = []
    page.on('dialog', (dialog) => {
      questions.push(dialog.message())
      void dialog.dismiss()
    })
    await page.locator(ATTACHMENT).first().click()
    expect(await isAsked(page)).toBe(false)
    await page.locator(ATTACHMENT).first().click()
    expect(questions.join()).toContain('Someone may be telling you right now')
    expect(await readWarnings(page)).toHaveLength(1)
  })

  it('asks also while the page hides the warning', async () => {
    const page = await open()
    await page.evaluate(() => {
      document.querySelectorAll('div').forEach((div) => {
        if (div.attributes.length === 0 && div.childNodes.length === 0) div.remove()
      })
    })
    await page.locator(ATTACHMENT).first().click()
    await waitForSeen(page, 'dialog', ASKED)
  })
})
