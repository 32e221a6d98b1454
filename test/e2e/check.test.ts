import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makeMsg } from '../platform/mail/make-msg.ts'
import { HONEST, LURE, makeMail, makeMbox, toFile, type GivenFile } from './harness/check-files.ts'
import { Chromium, readCards, saveScreenshot } from './harness/chromium.ts'
import { checkScreen, listViolations, SCREENS, showOn } from './harness/screens.ts'

const HOST = 'forum.example'
const LIST = 'Result'

const TALENT = 'Talent Team <talent@acme-careers.example>'
const LONG_NAME = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(4)
const LONG = toFile(
  `${LONG_NAME}.eml`,
  makeMail(`${LONG_NAME} <talent@acme-careers.example>`, LONG_NAME, LURE),
)
const EML = toFile('camera.eml', makeMail(TALENT, 'Interview', LURE))
const MSG: GivenFile = {
  name: 'offer.msg',
  bytes: makeMsg({
    properties: { 0x0037: 'Interview', 0x0042: 'Outlook Sender', 0x1000: LURE },
    attachments: [{ properties: { 0x3707: 'Offer.pdf.exe', 0x3701: new Uint8Array(64) } }],
  }),
}

/** Drops files on the page, as a file manager does. */
async function dropFiles(page: Page, files: readonly GivenFile[]): Promise<void> {
  const plain = files.map(({ name, bytes }) => ({ name, bytes: [...bytes] }))
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer()
    for (const { name, bytes } of given) data.items.add(new File([Uint8Array.from(bytes)], name))
    return data
  }, plain)
  await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer })
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer })
}

/** Pastes into whatever has the focus. */
async function paste(page: Page, text: string, html = ''): Promise<void> {
  await page.evaluate(
    ([plain, rich]) => {
      const data = new DataTransfer()
      data.setData('text/plain', plain ?? '')
      if (rich !== '') data.setData('text/html', rich ?? '')
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true })
      document.activeElement?.dispatchEvent(event)
    },
    [text, html],
  )
}

describe('checking a message', () => {
  let run: Chromium
  beforeAll(async () => {
    run = await Chromium.start({
      hosts: [HOST],
      changeManifest: (manifest) => ({
        ...manifest,
        // Stands in for what a real click on the context menu lends: access to this one tab.
        host_permissions: [...manifest.host_permissions, `https://${HOST}/*`],
      }),
    })
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  it('judges a pasted text', async () => {
    const page = await run.openCheckPage()
    await page.getByLabel('Paste the message').fill(LURE)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const result = page.getByRole('list', { name: LIST, exact: true })
    await result.getByText('Lure signs: critical').first().waitFor()
    await saveScreenshot(page, 'check-pasted')
    expect(await listViolations(page)).toEqual([])
  })

  it('takes the links of a pasted text from its markup, and the source of a mail as a mail', async () => {
    const page = await run.openCheckPage()
    const field = page.getByLabel('Paste the message')
    await field.fill('Apply at acme.example')
    await field.focus()
    await paste(page, '', '<a href="https://evil-apply.example/x">acme.example</a>')
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    await page.getByText('evil-apply.example').waitFor()
    await field.fill(makeMail(TALENT, 'Interview', LURE))
    await page.getByRole('button', { name: 'Check', exact: true }).click()
    await page.getByText('talent@acme-careers.example').waitFor()
  })

  it.each([
    ['eml', [EML], ['Talent Team'], ['critical']],
    ['msg', [MSG], ['Outlook Sender'], ['critical']],
    [
      'mbox',
      [
        toFile(
          'box.mbox',
          makeMbox(makeMail(TALENT, 'First', HONEST), makeMail(TALENT, 'Second', LURE)),
        ),
      ],
      ['Second', 'First'],
      ['critical', 'none'],
    ],
    ['txt', [toFile('chat.txt', LURE)], ['Unknown sender'], ['critical']],
  ])('judges a dropped %s', async (_, files, texts, levels) => {
    const page = await run.openCheckPage()
    await dropFiles(page, files)
    await expect.poll(async () => (await readCards(page, LIST)).length).toBe(levels.length)
    const cards = await readCards(page, LIST)
    cards.forEach((card, index) => {
      expect(card.text).toContain(texts[index])
      expect(card.text).toContain(`Lure signs: ${levels[index] ?? ''}`)
    })
  })

  it('names files that it can’t read, and reads the others', async () => {
    const page = await run.openCheckPage()
    const bad = [
      toFile('photo.png', 'x'),
      toFile('empty.eml', ''),
      toFile('plain.eml', 'no header here'),
      toFile('list.mbox', 'nothing'),
      toFile('broken.msg', 'not Outlook'),
    ]
    await page.getByLabel('Or choose files').setInputFiles(
      [...bad, EML].map(({ name, bytes }) => ({
        name,
        mimeType: '',
        buffer: Buffer.from(bytes),
      })),
    )
    const faults = page.getByRole('list', { name: 'Not read', exact: true })
    await expect.poll(() => faults.getByRole('listitem').count()).toBe(bad.length)
    for (const { name } of bad) expect(await faults.innerText()).toContain(name)
    expect(await readCards(page, LIST)).toHaveLength(1)
    await saveScreenshot(page, 'check-faults')
    expect(await listViolations(page)).toEqual([])
  })

  it('keeps a message only by its button', async () => {
    const page = await run.openCheckPage()
    await dropFiles(page, [EML])
    const keep = page.getByRole('button', { name: 'Keep in review' })
    await keep.waitFor()
    const popup = await run.openPopup(page)
    const flagged = popup.getByRole('list', { name: 'Flagged messages', exact: true })
    await popup.getByText('Nothing has been flagged.').waitFor()
    await keep.click()
    await page.getByText('Kept among the flagged messages.').waitFor()
    const entry = flagged.getByRole('listitem').filter({ hasText: 'Talent Team' })
    await entry.getByRole('button', { name: 'Forget' }).click()
    await popup.getByText('Nothing has been flagged.').waitFor()
  })

  it('judges what is pasted or dropped into the popup', async () => {
    const page = await run.openLinkedIn('locked-archive')
    const popup = await run.openPopup(page)
    await popup.getByRole('button', { name: 'Check a message or file…' }).waitFor()
    await paste(popup, LURE)
    const result = popup.getByRole('list', { name: LIST, exact: true })
    await result.getByText('Lure signs: critical').first().waitFor()
    await dropFiles(popup, [MSG])
    await result.getByText('Outlook Sender').waitFor()
    await saveScreenshot(popup, 'popup-check')
    expect(await listViolations(popup)).toEqual([])
  })

  it('judges a selection with its links, from the context menu', async () => {
    run.server.pages.set(
      `${HOST}/`,
      `<!doctype html><title>Forum</title><p id="post">${LURE.replaceAll('\n', '<br>')}
       <a href="https://other-target.example/go">acme.example</a></p><p>Not selected</p>`,
    )
    const page = await run.context.newPage()
    await page.goto(`https://${HOST}/`)
    await page.evaluate(() => {
      const post = document.getElementById('post')
      if (post !== null) getSelection()?.selectAllChildren(post)
    })
    const opened = run.context.waitForEvent('page')
    await run.clickContextMenu(page, 'the browser’s copy')
    const result = await opened
    await result.getByText('Lure signs: critical').first().waitFor()
    await result.getByText('other-target.example').first().waitFor()
    await saveScreenshot(result, 'check-selection')
    expect(await listViolations(result)).toEqual([])
    // The verdict outlives the worker, and the page its reload.
    await run.killWorker()
    await result.reload()
    await result.getByText('Lure signs: critical').first().waitFor()
    await result.getByRole('button', { name: 'Keep in review' }).click()
    const popup = await run.openPopup(page)
    const kept = popup
      .getByRole('list', { name: 'Flagged messages', exact: true })
      .getByRole('listitem')
      .filter({ hasText: 'other-target.example' })
    await kept.getByRole('button', { name: 'Open page' }).waitFor()
  })

  it('makes do with the browser’s copy of the text where the page may not be read', async () => {
    run.server.pages.set(`${HOST}/`, '<!doctype html><title>Forum</title><p>No selection</p>')
    const page = await run.context.newPage()
    await page.goto(`https://${HOST}/`)
    const opened = run.context.waitForEvent('page')
    await run.clickContextMenu(page, LURE)
    await (await opened).getByText('Lure signs: critical').first().waitFor()
  })

  it('says so when a result is no longer there', async () => {
    const page = await run.openCheckPage('?id=none')
    await page.getByText('The result for the selected text is no longer there.').waitFor()
    expect(await listViolations(page)).toEqual([])
  })

  it.each(SCREENS)('has no accessibility faults, $name', async (screen) => {
    const page = await run.openCheckPage()
    await showOn(page, screen)
    await dropFiles(page, [LONG, MSG, toFile('chat.txt', HONEST), toFile('photo.png', 'x')])
    await expect.poll(async () => (await readCards(page, LIST)).length).toBe(3)
    await page.locator('summary').first().click()
    await checkScreen(page, `check-${screen.name}`)
  })
})
