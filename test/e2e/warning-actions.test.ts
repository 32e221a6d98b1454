import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  Chromium,
  readCards,
  readWarnings,
  saveScreenshot,
  waitForListed,
  waitForWarnings,
} from './harness/chromium.ts'
import { PASTED_COMMAND, makeLinkedIn, makeThread } from './harness/inbox.ts'
import { press, readFocused, waitForSeen, waitForUnseen } from './harness/seen-controls.ts'

const KINDS = ['alive', 'killed'] as const
type Kind = (typeof KINDS)[number]

describe('what a reader does in a warning', () => {
  let run: Chromium
  beforeAll(async () => {
    const names = ['once', 'sender', 'report', 'copy', 'review', 'elsewhere']
    const keys = names.flatMap((name) => KINDS.map((kind) => `${name}-${kind}`))
    run = await Chromium.start({
      linkedin: makeLinkedIn(
        ...keys.map((key) => makeThread(key, [PASTED_COMMAND])),
        makeThread('two', [PASTED_COMMAND, `Again: ${PASTED_COMMAND}`]),
      ),
    })
    await run.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  })
  afterEach(() => run.closePages())
  afterAll(() => run.close())

  const open = async (name: string, kind: Kind): Promise<Page> => {
    const page = await run.openLinkedIn(`${name}-${kind}`)
    await waitForWarnings(page, 1)
    return page
  }
  /** Does something, with the worker killed right before it where that is wanted. */
  const act = async (page: Page, kind: Kind, name: string | RegExp): Promise<void> => {
    await waitForSeen(page, 'button', name)
    if (kind === 'killed') await run.killWorker()
    await press(page, 'button', name)
  }
  /** State of the message in the review inbox. */
  const readState = async (page: Page): Promise<string> => {
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'Windows key')
    const key = /thread\/([^/]+)/.exec(page.url())?.[1] ?? ''
    const sender = run.server.inboxes.linkedin.threads.find(
      ({ id }) => id === decodeURIComponent(key),
    )
    const cards = await readCards(popup, 'Flagged messages')
    const card = cards.find((one) => one.sender === sender?.with.name)
    await popup.close()
    return /Not a lure|Reported|Watching/.exec(card?.text ?? '')?.[0] ?? 'none'
  }
  const expectState = (page: Page, pattern: RegExp) =>
    expect.poll(async () => (await readEntry(page)).state, { timeout: 15_000 }).toMatch(pattern)
  /** The entry as the worker's own database has it. */
  const readEntry = async (page: Page): Promise<{ state: string; viaSender: boolean }> => {
    const worker = await run.worker()
    const name = page.url()
    return worker.evaluate(async (url) => {
      const names = await indexedDB.databases()
      for (const { name: database = '' } of names) {
        const db = await new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(database)
          request.onsuccess = () => {
            resolve(request.result)
          }
          request.onerror = () => {
            reject(new Error('no database'))
          }
        })
        if (!db.objectStoreNames.contains('flagged')) {
          db.close()
          continue
        }
        const all = await new Promise<unknown[]>((resolve) => {
          const request = db.transaction('flagged').objectStore('flagged').getAll()
          request.onsuccess = () => {
            resolve(request.result)
          }
        })
        db.close()
        const text = all.map((one) => JSON.stringify(one)).find((one) => one.includes(url)) ?? '{}'
        const state = /"state":"(\w+)"/.exec(text)?.[1] ?? 'none'
        return { state, viaSender: text.includes('"viaSender":true') }
      }
      return { state: 'none', viaSender: false }
    }, name)
  }

  it.each(KINDS)('“not a lure” for the message, and back; worker %s', async (kind) => {
    const page = await open('once', kind)
    await press(page, 'button', 'Not a lure…')
    await act(page, kind, 'This message only')
    await waitForWarnings(page, 0)
    await waitForSeen(page, 'StaticText', 'Marked as not a lure: this message.')
    expect(await readFocused(page)).toBe('Undo')
    await expectState(page, /safe/)
    await expect.poll(() => run.readBadge(page)).toBe('')
    await act(page, kind, 'Undo')
    await waitForWarnings(page, 1)
    await expectState(page, /new/)
    await expect.poll(() => run.readBadge(page)).toBe('1')
  })

  it.each(KINDS)('“not a lure” for the sender, and back; worker %s', async (kind) => {
    const page = await open('sender', kind)
    await press(page, 'button', 'Not a lure…')
    await act(page, kind, /^All messages from .*linkedin\.com\/in\//)
    await waitForWarnings(page, 0)
    await expectState(page, /safe/)
    expect((await readEntry(page)).viaSender).toBe(true)
    const settings = await run.openSettings()
    await settings.locator('#senders li').getByText('No warnings').waitFor()
    await act(page, kind, 'Undo')
    await waitForWarnings(page, 1)
    await settings.getByText('You have decided on no sender.').waitFor()
    await expectState(page, /new/)
  })

  it('takes every warning of a trusted sender away; the settings bring them back', async () => {
    const page = await run.openLinkedIn('two')
    const [first] = await waitForWarnings(page, 2)
    expect(first).toBeDefined()
    await press(page, 'button', 'Not a lure…')
    await press(page, 'button', /^All messages from/)
    await waitForWarnings(page, 0)
    await page.reload()
    const popup = await run.openPopup(page)
    await waitForListed(popup, 'Again')
    expect(await readWarnings(page)).toEqual([])
    const settings = await run.openSettings()
    await settings.locator('#senders').getByRole('button', { name: 'Take back' }).click()
    await waitForWarnings(page, 2)
    await settings.getByRole('button', { name: 'Undo' }).click()
    await waitForWarnings(page, 0)
    await settings.locator('#senders').getByRole('button', { name: 'Take back' }).click()
    await waitForWarnings(page, 2)
  })

  it.each(KINDS)('a report is prepared, marked, and undone; worker %s', async (kind) => {
    const page = await open('report', kind)
    await act(page, kind, 'Report…')
    await waitForSeen(page, 'StaticText', /^Marked as reported in your list\. Nothing was sent/)
    await expectState(page, /reported/)
    await waitForWarnings(page, 1)
    await saveScreenshot(page, `warning-report-${kind}`)
    await act(page, kind, 'Undo')
    await waitForUnseen(page, 'StaticText', /^Marked as reported/)
    await expectState(page, /new/)
  })

  it('details are copied without names and texts', async () => {
    const page = await open('copy', 'alive')
    await press(page, 'button', 'Copy details')
    await waitForSeen(page, 'StaticText', 'Copied: exactly what stands here.')
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toMatch(/^Lurewatch: .*signs of a lure/i)
    expect(copied).not.toMatch(/Sender copy|camera is blocked/)
  })

  it.each(KINDS)('the review page opens at the message; worker %s', async (kind) => {
    const page = await open('review', kind)
    const opened = run.context.waitForEvent('page')
    await act(page, kind, 'Open in review')
    const review = await opened
    await review.waitForURL(/\/src\/review\/index\.html\?key=/)
    await review.getByText(`Sender review-${kind}`).first().waitFor()
    await saveScreenshot(review, `warning-review-${kind}`)
    await waitForWarnings(page, 1)
  })

  it('what was decided in the popup shows in the page: away, and back', async () => {
    const page = await open('elsewhere', 'alive')
    await press(page, 'button', 'Not a lure…')
    await press(page, 'button', 'This message only')
    await waitForWarnings(page, 0)
    expect(await readState(page)).toBe('Not a lure')
  })
})
