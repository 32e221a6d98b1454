// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import type { SiteDefinition } from '../../src/sites/definition.ts'
import { makeMessage, makePlainSite } from './plain-site.ts'
import { ManualClock, readPage, showPage, type ReadPage } from './read-fixture.ts'

let page: ReadPage | undefined
afterEach(() => {
  page?.reader.stop()
  Reflect.deleteProperty(document, 'hidden')
})

async function start(
  messages: string,
  definition: SiteDefinition = makePlainSite(),
  clock = new ManualClock(),
): Promise<ReadPage> {
  showPage(`<main id="pane"><h1>Offer</h1>${messages}</main>`)
  page = await readPage(document, definition, clock)
  return page
}

const pane = (): Element => document.querySelector('#pane')!
const find = (id: string): Element => document.querySelector(`[data-id="${id}"]`)!
const texts = ({ messages }: ReadPage): string[] => [...messages.values()].map((m) => m.text)
/** Ids in the order of every report, with `-` before those that left. */
const reports = ({ batches }: ReadPage): string[] =>
  batches.flatMap(({ gone, messages }) => [
    ...gone.map((id) => `-${id}`),
    ...messages.map((m) => m.id),
  ])

function add(html: string, to: ParentNode = pane()): void {
  const holder = document.createElement('div')
  holder.innerHTML = html
  to.append(...holder.children)
}

describe('messages that come and go', () => {
  it('are each reported once, whatever else the page does', async () => {
    const read = await start(makeMessage('1', 'one'))
    add(makeMessage('2', 'two'))
    await read.settle()
    add('<p>advertisement</p>')
    find('1').setAttribute('class', 'message seen')
    await read.settle(20_000)
    expect(reports(read)).toEqual(['1', '2'])
  })

  it('are found below what is added', async () => {
    const read = await start('')
    add(
      `<section><ul><li>${makeMessage('1', 'one')}</li><li>${makeMessage('2', 'two')}</li></ul></section>`,
    )
    await read.settle()
    expect(reports(read)).toEqual(['1', '2'])
  })

  it('are gone with their element, and news when they come back', async () => {
    const read = await start(makeMessage('1', 'one') + makeMessage('2', 'two'))
    const first = find('1')
    first.remove()
    await read.settle()
    pane().append(first)
    await read.settle()
    expect(reports(read)).toEqual(['1', '2', '-1', '1'])
  })

  it('are gone where an attribute makes their element something else, and back again', async () => {
    const read = await start(makeMessage('1', 'one'))
    find('1').className = 'draft'
    await read.settle()
    find('1').className = 'message'
    await read.settle()
    expect(reports(read)).toEqual(['1', '-1', '1'])
  })

  it('are gone where their element moved into the body of another', async () => {
    const read = await start(makeMessage('1', 'one') + makeMessage('2', 'two'))
    find('2').querySelector('.body')!.append(find('1'))
    await read.settle()
    expect([...read.messages.keys()]).toEqual(['2'])
  })

  it('stay where their element only moved', async () => {
    const read = await start(makeMessage('1', 'one') + makeMessage('2', 'two'))
    pane().append(find('1'))
    await read.settle()
    expect(reports(read)).toEqual(['1', '2'])
  })

  it('stand in two places and are told once, gone with the last', async () => {
    const read = await start(makeMessage('1', 'one') + makeMessage('1', 'one'))
    find('1').remove()
    await read.settle()
    expect(reports(read)).toEqual(['1'])
    find('1').remove()
    await read.settle()
    expect(reports(read)).toEqual(['1', '-1'])
  })

  it('are read again where the page uses a node for another message', async () => {
    const read = await start(makeMessage('1', 'one'))
    const node = find('1')
    node.setAttribute('data-id', '2')
    node.querySelector('.body')!.textContent = 'two'
    await read.settle()
    expect(reports(read)).toEqual(['1', '-1', '2'])
    expect(read.reader.locate('1')).toBeUndefined()
    expect(read.reader.locate('2')?.element).toBe(node)
  })

  it('are read again where the page changes a text in place', async () => {
    const read = await start(makeMessage('1', 'one'))
    const text = find('1').querySelector('.body')!.firstChild!
    text.nodeValue = 'changed'
    await read.settle()
    expect(texts(read)).toEqual(['changed'])
  })

  it('wait for a body that comes later', async () => {
    const read = await start('<div class="message" data-id="1"><b class="from">Ana</b></div>')
    expect(reports(read)).toEqual([])
    add('<div class="body">late</div>', find('1'))
    await read.settle()
    expect(texts(read)).toEqual(['late'])
  })

  it('take a head that came after them', async () => {
    const read = await start(makeMessage('1', 'one'))
    pane().querySelector('h1')!.textContent = 'Another offer'
    await read.settle(2_000)
    expect([...read.messages.values()][0]?.subject).toBe('Another offer')
  })

  it('are told again on request', async () => {
    const read = await start(makeMessage('1', 'one'))
    read.reader.reread()
    await read.settle()
    expect(reports(read)).toEqual(['1', '1'])
  })

  it('are told no more once reading stopped', async () => {
    const read = await start(makeMessage('1', 'one'))
    read.reader.stop()
    add(makeMessage('2', 'two'))
    await read.settle(20_000)
    expect(reports(read)).toEqual(['1'])
  })

  it('that came and left between two looks are told before they are gone', async () => {
    const read = await start('')
    add(makeMessage('1', 'one'))
    await new Promise((resolve) => setTimeout(resolve, 0))
    read.clock.step()
    find('1').remove()
    await read.settle()
    for (const { messages, gone } of read.batches) {
      expect(messages.map(({ id }) => id).filter((id) => gone.includes(id))).toEqual([])
    }
    expect(read.messages.size).toBe(0)
  })

  it('inside a body are no messages', async () => {
    const read = await start(makeMessage('1', `one${makeMessage('forged', 'inner')}`))
    expect(reports(read)).toEqual(['1'])
    find('forged').querySelector('.body')!.textContent = 'inner changed'
    await read.settle()
    expect(reports(read)).toEqual(['1', '1'])
  })
})

describe('shadow roots', () => {
  it('are read where they appear later, and let go when replaced', async () => {
    const read = await start('')
    const host = document.createElement('div')
    host.className = 'outlet'
    document.body.append(host)
    const root = host.attachShadow({ mode: 'open' })
    root.innerHTML = makeMessage('1', 'inside')
    await read.settle(5_000)
    add(makeMessage('2', 'later'), root)
    await read.settle()
    expect(texts(read)).toEqual(['inside', 'later'])
    const other = document.createElement('div')
    other.className = 'outlet'
    other.attachShadow({ mode: 'open' }).innerHTML = makeMessage('3', 'other')
    host.replaceWith(other)
    await read.settle(5_000)
    expect(texts(read)).toEqual(['other'])
    expect(read.reader.locate('1')).toBeUndefined()
  })
})

describe('the address', () => {
  it('that changed by itself makes all be read again', async () => {
    const fields = { id: [{ of: 'url', extract: 'url-param', with: 'm' }] }
    showPage(`<main id="pane">${makeMessage('x', 'one')}</main>`, 'https://mail.site.example/?m=1')
    page = await readPage(document, makePlainSite({ fields }))
    window.happyDOM?.setURL('https://mail.site.example/?m=2')
    await page.settle(5_000)
    expect(reports(page)).toEqual(['1', '-1', '2'])
  })
})

describe('health', () => {
  const health = ({ batches }: ReadPage): string[] => batches.map((batch) => batch.health)
  const own = makePlainSite({ outgoing: [[{ value: { select: '.mine' } }]] })

  it('is "empty" where nothing is open', async () => {
    showPage('<p>inbox</p>')
    page = await readPage(document, makePlainSite())
    await page.settle(20_000)
    expect(health(page)).toEqual(['empty'])
  })

  it('is "unreadable" where a conversation is open and no message can be found', async () => {
    const read = await start('<div class="renamed">text</div>')
    expect(health(read)).toEqual(['empty'])
    await read.settle(5_000)
    expect(health(read)).toEqual(['empty', 'unreadable'])
    add(makeMessage('1', 'one'))
    await read.settle()
    expect(health(read).at(-1)).toBe('reading')
  })

  it.each([0.2, 0.5, 0.8, 1.1, 1.4, 1.7, 2])(
    'is "unreadable" in the end, also where a timer that fires %d ms early lets the grace end between two looks at the clock',
    async (early) => {
      class EarlyClock extends ManualClock {
        override after(milliseconds: number, work: () => void): () => void {
          return super.after(milliseconds > 2_000 ? milliseconds - early : milliseconds, work)
        }
      }
      const read = await start('', undefined, new EarlyClock(0.3))
      await read.settle(20_000)
      expect(health(read).at(-1)).toBe('unreadable')
    },
  )

  it('is "unreadable" where every message seems to be the own', async () => {
    const read = await start(makeMessage('1', 'one', '<i class="mine">Kim</i>'), own)
    await read.settle(5_000)
    expect(health(read)).toEqual(['reading', 'unreadable'])
  })

  it('is "reading" with one message of another', async () => {
    const read = await start(
      makeMessage('1', 'one', '<i class="mine">Kim</i>') + makeMessage('2', 'two'),
      own,
    )
    await read.settle(20_000)
    expect(health(read)).toEqual(['reading'])
  })

  it('is "empty" on pages of a site that hold no messages', async () => {
    const read = await start('', makePlainSite({ pages: ['/mail/*'] }))
    await read.settle(20_000)
    expect(health(read)).toEqual(['empty'])
  })
})

describe('a definition with faults', () => {
  it('works with what this browser takes', async () => {
    const subject = [{ select: 'h1::nonsense(1)', scope: 'document' }, { select: '.from' }]
    const fields = { id: [{ extract: 'attribute', with: 'data-id' }], subject }
    const read = await start(
      makeMessage('1', 'one'),
      makePlainSite({ fields, body: ['..body', '.body'] }),
    )
    expect([...read.messages.values()][0]).toMatchObject({ subject: 'Ana', text: 'one' })
    expect(read.reader.faults.map(({ path }) => path)).toContain('..body')
  })
})

describe('cost on the page', () => {
  it('works in slices of three milliseconds', async () => {
    const clock = new ManualClock(1)
    showPage('<main id="pane"></main>')
    page = await readPage(document, makePlainSite(), clock)
    add(Array.from({ length: 300 }, (_, n) => makeMessage(String(n), 'text')).join(''))
    await new Promise((resolve) => setTimeout(resolve, 0))
    let longest = 0
    let slices = 0
    for (let wait = 0; wait < 20; wait++) {
      clock.time += 500
      for (;;) {
        const before = clock.time
        if (!clock.step()) break
        longest = Math.max(longest, clock.time - before)
        slices++
      }
    }
    expect(page.messages.size).toBe(300)
    expect(longest).toBeLessThanOrEqual(5)
    expect(slices).toBeGreaterThan(10)
  })

  it('reports at most 100 messages at once', async () => {
    const all = Array.from({ length: 220 }, (_, n) => makeMessage(String(n), 'text')).join('')
    const read = await start(all)
    expect(read.batches.map(({ messages }) => messages.length)).toEqual([100, 100, 20])
  })

  it('reports huge texts one by one', async () => {
    const huge = 'word '.repeat(60_000)
    const read = await start(['1', '2', '3'].map((id) => makeMessage(id, huge)).join(''))
    expect(read.batches.map(({ messages }) => messages.length)).toEqual([2, 1])
    expect(read.batches.flatMap(({ unread }) => unread).map(({ id, part }) => [id, part])).toEqual([
      ['1', 'text'],
      ['2', 'text'],
      ['3', 'text'],
    ])
  })

  it('reads a background tab once in five seconds at most', async () => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true })
    const read = await start(makeMessage('1', 'one'))
    for (const id of ['2', '3', '4']) {
      add(makeMessage(id, 'text'))
      await read.settle(1_000)
    }
    expect(reports(read)).toEqual(['1'])
    await read.settle(2_500)
    expect(reports(read)).toEqual(['1', '2', '3', '4'])
  })

  it('reads at once when the tab comes to the front', async () => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true })
    const read = await start(makeMessage('1', 'one'))
    add(makeMessage('2', 'two'))
    await read.settle()
    expect(reports(read)).toEqual(['1'])
    Object.defineProperty(document, 'hidden', { value: false, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
    await read.settle()
    expect(reports(read)).toEqual(['1', '2'])
  })
})
