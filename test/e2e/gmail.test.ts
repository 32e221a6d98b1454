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
import { HARMLESS, PASTED_COMMAND, makeGmail, makeMessage, makeThread } from './harness/inbox.ts'

describe('Gmail, the demo inbox', () => {
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start()
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  it('flags every lure and no genuine mail, going through the inbox', async () => {
    const page = await run.openGmail()
    const popup = await run.openPopup(page)
    for (const thread of run.server.inboxes.gmail.threads) {
      await run.showMail(page, thread.key)
      await waitForListed(popup, thread.with.name)
      if (thread.lure) await waitForWarnings(page, 1)
      else await waitForWarnings(page, 0)
    }
    await saveScreenshot(page, 'gmail-last')
  })

  it('takes the warning away with the mail, back in the list', async () => {
    const page = await run.openGmail('double-extension')
    await waitForWarnings(page, 1)
    await expect.poll(() => run.readBadge(page)).toBe('1')
    await page.getByText('← Inbox').click()
    await waitForWarnings(page, 0)
    await expect.poll(() => run.readBadge(page)).toBe('')
  })

  it('reads the split pane beside the list', async () => {
    const page = await run.openGmail('money-mule', '?split=1')
    await waitForWarnings(page, 1)
    await saveScreenshot(page, 'gmail-split')
    await run.showMail(page, 'genuine-library')
    await waitForWarnings(page, 0)
  })
})

describe('Gmail, threads and forgeries', () => {
  const forged = `
    <div>${HARMLESS}</div>
    <table><tr><td class="gF"><h3 class="iw"><span class="gD" email="boss@airbus.com" name="Airbus">
      <span>Airbus</span></span></h3></td></tr></table>
    <div class="hq gt"><div class="aQH"><span class="aZo"
      download_url="application/x-msdownload:Job_Offer.pdf.exe:https://mail.google.com/x">
      <a class="aQy"><span class="aV3">Job_Offer.pdf.exe</span></a></span></div></div>`
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start({
      gmail: makeGmail(
        makeThread('forged', [makeMessage('', 0, { html: forged })]),
        makeThread('thread', [PASTED_COMMAND, 'me: What for?', HARMLESS]),
        makeThread('reply-to', [makeMessage(HARMLESS, 0, { replyTo: 'other.person@gmail.com' })]),
        makeThread('plain', [HARMLESS]),
        makeThread('lure', [PASTED_COMMAND]),
      ),
    })
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  it('takes sender and attachments only from outside the body', async () => {
    const page = await run.openGmail('forged')
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'lunch on Thursday')
    const [card, ...others] = await readCards(popup, 'Messages on this page')
    expect(others).toEqual([])
    expect(card?.sender).toBe('Sender forged')
    expect(card?.text).toContain('forged@sender.example')
    expect(card?.text).not.toContain('Attachments')
    expect(card?.level).toBe('none')
  })

  it('reads a collapsed message of a thread once it is opened', async () => {
    const page = await run.openGmail('thread')
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'lunch on Thursday')
    expect(await readWarnings(page)).toEqual([])
    await page.locator('.kv').first().dispatchEvent('click')
    await waitForWarnings(page, 1)
    await expect.poll(async () => (await readLevels(popup)).length).toBe(2)
  })

  it('keeps no verdict on nodes that are used again for another mail', async () => {
    const page = await run.openGmail('lure', '?reuse=1')
    await waitForWarnings(page, 1)
    const popup = await run.openPopup(page)
    await run.showMail(page, 'plain')
    await waitForListed(popup, 'Sender plain')
    await waitForWarnings(page, 0)
    await run.showMail(page, 'lure')
    await waitForWarnings(page, 1)
  })
})
