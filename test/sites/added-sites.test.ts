// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import type { Message } from '../../src/engine/message.ts'
import { loadDefinition, loadFixture, readPage, showPage, type ReadPage } from './read-fixture.ts'
import { SITE_CASES } from './site-cases.ts'

let page: ReadPage | undefined
afterEach(() => page?.reader.stop())

async function readFixture(path: string, url: string): Promise<Message[]> {
  showPage(loadFixture(path), url)
  page = await readPage(document, loadDefinition(path.split('/')[0] ?? ''))
  expect(page.reader.faults).toEqual([])
  return [...page.messages.values()]
}

async function fillFrame(index: number, html: string): Promise<void> {
  document.querySelectorAll('iframe')[index]!.contentDocument!.body.innerHTML = html
  await page?.settle()
}

describe('each site, every field of every message', () => {
  it.each(SITE_CASES)('$site at $url', async ({ site, fixture, url, frames = [], messages }) => {
    await readFixture(`${site}/${fixture}`, url)
    for (const [index, html] of frames.entries()) await fillFrame(index, html)
    expect([...page!.messages.values()]).toEqual(messages)
  })
})

describe('Outlook', () => {
  it('takes the own address for a proof only among sent items', async () => {
    const url = 'https://outlook.office.com/mail/sentitems/id/AAQk'
    const messages = await readFixture('outlook/split-pane.html', url)
    expect(messages.map(({ id, direction }) => [id, direction])).toEqual([
      ['AAkMSG1', undefined],
      ['AAkMSG2', undefined],
      ['AAkMSG3', 'outgoing'],
    ])
  })

  it('says that it cannot read where no message can be told from the next', async () => {
    expect(await readFixture('outlook/no-cards.html', 'https://outlook.live.com/mail/0/')).toEqual(
      [],
    )
    await page?.settle(10_000)
    expect(page?.batches.at(-1)?.health).toBe('unreadable')
  })
})

describe('Proton Mail', () => {
  const URL = 'https://mail.proton.me/u/3/inbox/conv==/msg1=='

  it('waits for its frames', async () => {
    expect(await readFixture('proton/conversation.html', URL)).toEqual([])
    expect(page?.batches.at(-1)?.health).not.toBe('reading')
  })

  it('reads anew where the page uses article and frame for another message', async () => {
    await readFixture('proton/conversation.html', URL)
    await fillFrame(0, '<p>first</p>')
    document.querySelector('article')!.setAttribute('data-message-id', 'msg9==')
    await fillFrame(0, '<p>second</p>')
    expect([...page!.messages.values()].map(({ id, text }) => [id, text])).toEqual([
      ['msg9==', 'second'],
    ])
  })
})
