// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import type { SiteDefinition } from '../../src/sites/definition.ts'
import { makePlainSite } from './plain-site.ts'
import { readPage, showPage, type ReadPage } from './read-fixture.ts'

let page: ReadPage | undefined
afterEach(() => page?.reader.stop())

async function start(rows: string, definition: SiteDefinition): Promise<ReadPage> {
  showPage(`<main id="pane">${rows}</main>`)
  page = await readPage(document, definition)
  return page
}

describe('runs', () => {
  const site = makePlainSite({
    run: { item: 'li', same: ['.other'], head: ['.from'] },
    outgoing: [[{ value: { select: '.mine', extract: 'present' } }]],
    fields: {
      id: [{ extract: 'attribute', with: 'data-id' }],
      'sender.name': [{ select: '.from', carry: true }],
    },
  })
  const row = (id: string, from = '', other = true): string =>
    `<li><div class="message${other ? ' other' : ''}" data-id="${id}">${from === '' ? '' : `<b class="from">${from}</b>`}<div class="body">text ${id}</div></div></li>`
  const senders = ({ messages }: ReadPage): unknown[] =>
    [...messages.values()].map(({ id, sender, direction }) => [id, sender?.name, direction])

  it('hand the sender down, over day headings, until the next begins', async () => {
    const read = await start(
      row('1', 'Ana') + row('2') + '<li>Friday</li>' + row('3') + row('4', 'Bob') + row('5'),
      site,
    )
    expect(senders(read)).toEqual([
      ['1', 'Ana', undefined],
      ['2', 'Ana', undefined],
      ['3', 'Ana', undefined],
      ['4', 'Bob', undefined],
      ['5', 'Bob', undefined],
    ])
  })

  it('hand down that messages are the own, but never to one marked as received', async () => {
    const read = await start(
      row('1', 'Kim <i class="mine"></i>', false) + row('2', '', false) + row('3', '', true),
      site,
    )
    expect(senders(read)).toEqual([
      ['1', 'Kim', 'outgoing'],
      ['2', 'Kim', 'outgoing'],
      ['3', undefined, undefined],
    ])
  })

  it('are mended when their beginning is scrolled to later', async () => {
    const read = await start(row('2') + row('3'), site)
    expect(senders(read)).toEqual([
      ['2', undefined, undefined],
      ['3', undefined, undefined],
    ])
    document.querySelector('li')!.insertAdjacentHTML('beforebegin', row('1', 'Ana'))
    await read.settle()
    expect(read.messages.get('3')?.sender?.name).toBe('Ana')
    expect(read.messages.get('2')?.sender?.name).toBe('Ana')
  })

  it('do not begin at what a body imitates', async () => {
    const forged = row('2').replace('text 2', '<b class="from">Forged</b>')
    const read = await start(row('1', 'Ana') + forged, site)
    expect(read.messages.get('2')?.sender?.name).toBe('Ana')
  })
})
