// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { loadDefinition, loadFixture, readPage, showPage, type ReadPage } from './read-fixture.ts'

let page: ReadPage | undefined
afterEach(() => page?.reader.stop())

async function open(): Promise<ReadPage> {
  showPage(loadFixture('proton/conversation.html'), 'https://mail.proton.me/u/3/inbox/conv==')
  page = await readPage(document, loadDefinition('proton'))
  return page
}

async function fillFrame(read: ReadPage, index: number, html: string): Promise<void> {
  document.querySelectorAll('iframe')[index]!.contentDocument!.body.innerHTML = html
  await read.settle()
}

describe('Proton Mail', () => {
  it('waits for its frames', async () => {
    const read = await open()
    expect(read.messages.size).toBe(0)
    expect(read.batches.at(-1)?.health).not.toBe('reading')
    await fillFrame(read, 1, '<p>second</p>')
    expect([...read.messages.keys()]).toEqual(['msg2=='])
    await fillFrame(read, 0, '<p>first</p>')
    expect([...read.messages.keys()].sort()).toEqual(['msg1==', 'msg2=='])
  })
})
