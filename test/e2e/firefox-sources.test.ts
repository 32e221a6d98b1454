import { afterEach, describe, expect, it } from 'vitest'
import { Firefox, saveFirefox } from './harness/firefox.ts'
import { RulePublisher } from './harness/rule-source.ts'

describe('a source of rules in Firefox', () => {
  let run: Firefox
  let publisher: RulePublisher
  afterEach(async () => {
    await run.close()
    await publisher.close()
  })

  it('is added, updated and rolled back', async () => {
    publisher = await RulePublisher.start()
    run = await Firefox.start({ idle: 30_000 })
    const page = await run.openOwnPage('src/settings/index.html')
    const press = (name: string) => page.locator(`#sources ::-p-text(${name})`).click()
    const read = () =>
      page.evaluate(() => (document.body.innerText + ' ').replaceAll(/[\u2068\u2069]/g, ''))
    const waitFor = (text: string) => expect.poll(read, { timeout: 20_000 }).toContain(text)

    await page.locator('#source-address').fill(publisher.address)
    await press('Look at this source')
    await waitFor('Do you trust this source?')
    await press('Add this source')
    await waitFor('Northwind rules')
    await waitFor('Stories: 1')
    publisher.write('stories/job_talk_wants_badge.yml', (text) =>
      text.replace('title: A recruiter', 'title: Some recruiter'),
    )
    publisher.publish('2')
    await press('Update now')
    await waitFor('Northwind rules is now at version 2.')
    await press('Versions kept: 2')
    await press('Use this version')
    await waitFor('Stays at version 1')
    await page.evaluate(() => document.getElementById('sources')?.scrollIntoView())
    await saveFirefox(page, 'firefox-sources')
  })
})
