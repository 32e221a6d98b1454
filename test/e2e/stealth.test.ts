import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Chromium, waitForListed, waitForWarnings } from './harness/chromium.ts'
import { HARMLESS, PASTED_COMMAND, makeLinkedIn, makeThread } from './harness/inbox.ts'
import {
  NOTHING,
  layTraps,
  lookAround,
  readNoted,
  watchForReader,
} from './harness/stealth-probes.ts'

async function open(run: Chromium, key: string): Promise<Page> {
  const page = await run.context.newPage()
  await page.addInitScript(layTraps)
  await page.goto(run.linkedInAddress(key))
  return page
}

describe('a page that looks for the extension', () => {
  let run: Chromium
  beforeAll(async () => {
    const threads = [makeThread('quiet', [HARMLESS]), makeThread('lure', [PASTED_COMMAND])]
    run = await Chromium.start({ linkedin: makeLinkedIn(...threads) })
  })
  afterAll(() => run.close())

  it('finds nothing before a warning shows', async () => {
    const page = await open(run, 'quiet')
    await waitForListed(await run.openPopup(page), HARMLESS)
    expect(await page.evaluate(lookAround)).toEqual(NOTHING)
  })

  it('sees no node, attribute or event change while a message is read', async () => {
    const page = await open(run, 'quiet')
    const popup = await run.openPopup(page)
    await waitForListed(popup, HARMLESS)
    await page.evaluate(watchForReader)
    run.server.receive('linkedin', 'quiet', { from: 'them', text: 'Or on Friday, if you like.' })
    await waitForListed(popup, 'Or on Friday')
    expect(await page.evaluate(readNoted)).toEqual([])
    run.server.receive('linkedin', 'quiet', { from: 'them', text: PASTED_COMMAND })
    await waitForWarnings(page, 1)
    expect(await page.evaluate(readNoted)).not.toEqual([])
  })

  it('finds a neutral empty element and a name that says nothing, then', async () => {
    const page = await open(run, 'lure')
    await waitForWarnings(page, 1)
    const found = await page.evaluate(lookAround)
    expect(found).toMatchObject({ ...NOTHING, highlights: 1, bare: 1 })
    const names = await page.evaluate(() => [...CSS.highlights.keys()])
    for (const name of names) expect(name).toMatch(/^m[a-z\d]+$/)
  })
})
