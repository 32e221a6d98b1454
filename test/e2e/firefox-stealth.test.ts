import { afterEach, describe, expect, it } from 'vitest'
import { Firefox, countPanels, readList, waitForText } from './harness/firefox.ts'
import { HARMLESS, PASTED_COMMAND, makeLinkedIn, makeThread } from './harness/inbox.ts'
import {
  NOTHING,
  layTraps,
  lookAround,
  readNoted,
  watchForReader,
} from './harness/stealth-probes.ts'

const READ = 'Messages on this page'

describe('a page that looks for the extension in Firefox', () => {
  let run: Firefox
  afterEach(() => run.close())

  it('finds nothing before a warning shows, and a neutral empty element then', async () => {
    const threads = [makeThread('quiet', [HARMLESS]), makeThread('lure', [PASTED_COMMAND])]
    run = await Firefox.start({ linkedin: makeLinkedIn(...threads) })
    const quiet = await run.openLinkedIn('quiet', layTraps)
    const popup = await run.openPopup(quiet)
    await waitForText(popup, READ, HARMLESS)
    expect(await quiet.evaluate(lookAround)).toEqual(NOTHING)

    await quiet.evaluate(watchForReader)
    run.server.receive('linkedin', 'quiet', { from: 'them', text: 'Or on Friday, if you like.' })
    await waitForText(popup, READ, 'Or on Friday')
    expect(await readList(popup, READ)).toMatch(/Lure signs: none/)
    expect(await quiet.evaluate(readNoted)).toEqual([])

    const lure = await run.openLinkedIn('lure', layTraps)
    await expect.poll(() => countPanels(lure), { timeout: 15_000 }).toBe(1)
    const { highlights, ...found } = await lure.evaluate(lookAround)
    const { highlights: none, ...expected } = NOTHING
    expect(found).toEqual({ ...expected, bare: 1 })
    expect(highlights).toBeGreaterThanOrEqual(none)
  })
})
