import { it } from 'vitest'
import { Chromium, readWarnings, readCards, waitForListed } from './harness/chromium.ts'
import { HARMLESS, PASTED_COMMAND, makeLinkedIn, makeThread } from './harness/inbox.ts'
it('x', async () => {
  const run = await Chromium.start({ linkedin: makeLinkedIn(makeThread('arrival', [HARMLESS])) })
  const page = await run.openLinkedIn('arrival')
  const popup = await run.openPopup(page)
  await waitForListed(popup, HARMLESS)
  run.server.receive('linkedin', 'arrival', { from: 'them', text: PASTED_COMMAND })
  await new Promise((r) => setTimeout(r, 5000))
  console.log(JSON.stringify(await readWarnings(page)), JSON.stringify(await readCards(popup, 'Messages on this page')))
  console.log(await page.content().then(c => c.slice(c.indexOf('msg-s-message-list-content'), c.indexOf('msg-s-message-list-content')+5000)))
  await run.close()
})
