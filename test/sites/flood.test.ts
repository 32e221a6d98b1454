// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SiteDefinition } from '../../src/sites/definition.ts'
import { makeMessage, makePlainSite } from './plain-site.ts'
import { readPage, showPage, type ReadPage } from './read-fixture.ts'

/** A browser's screen: messages stand one below the other, 20 pixels each, and some of them are in view. */
class Screen {
  static all: Screen[] = []
  /** In pixels from the first message. */
  static view = { top: -2, bottom: -1 }
  static readonly boxless = new Set<Element>()
  /** Was it in view when it was told of? */
  readonly told = new Map<Element, boolean | undefined>()

  constructor(private readonly callback: IntersectionObserverCallback) {
    Screen.all.push(this)
  }

  observe(element: Element): void {
    if (!this.told.has(element)) this.told.set(element, undefined)
  }

  unobserve(element: Element): void {
    this.told.delete(element)
  }

  disconnect(): void {
    this.told.clear()
  }

  /** Tells of what was never told of, and of what came into view and left it. */
  static paint(): void {
    const units = [...document.querySelectorAll('.message')]
    for (const screen of Screen.all) {
      const entries = [...screen.told].flatMap(([target, before]) => {
        const holder = target.querySelector('.message') ?? target
        const isFlat = Screen.boxless.has(holder)
        const top = isFlat ? 0 : units.indexOf(holder) * 20
        const height = isFlat ? 0 : 20
        const { view } = Screen
        const isIntersecting = !isFlat && top < view.bottom && top + height > view.top
        if (isIntersecting === before) return []
        screen.told.set(target, isIntersecting)
        const boundingClientRect = { top: top - view.top, bottom: top + height - view.top, height }
        const rootBounds = { top: 0, bottom: view.bottom - view.top }
        return [{ target, isIntersecting, boundingClientRect, rootBounds }]
      })
      if (entries.length === 0) continue
      screen.callback(
        entries as unknown as IntersectionObserverEntry[],
        screen as unknown as IntersectionObserver,
      )
    }
  }
}

/** Lets time pass and the browser paint. */
async function settle(read: ReadPage, milliseconds = 1_000): Promise<void> {
  await read.settle(milliseconds)
  Screen.paint()
  await read.settle(milliseconds)
}

/** What the user does to see messages. */
async function scrollTo(read: ReadPage, first: number, last: number): Promise<void> {
  Screen.view = { top: first * 20 + 5, bottom: last * 20 + 15 }
  document.querySelector('#pane')!.dispatchEvent(new Event('scroll'))
  await settle(read)
}

let page: ReadPage | undefined
beforeEach(() => {
  Screen.all = []
  Screen.view = { top: -2, bottom: -1 }
  Screen.boxless.clear()
  vi.stubGlobal('IntersectionObserver', Screen)
})
afterEach(() => {
  page?.reader.stop()
  vi.unstubAllGlobals()
})

async function start(html: string, definition?: SiteDefinition): Promise<ReadPage> {
  showPage(html)
  page = await readPage(document, definition ?? makePlainSite())
  return page
}

const makeMany = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, at) => makeMessage(String(from + at), 'text')).join('')

function add(html: string, to = document.querySelector('#pane')!): void {
  const holder = document.createElement('div')
  holder.innerHTML = html
  to.append(...holder.children)
}

const ids = ({ messages }: ReadPage): number[] => [...messages.keys()].map(Number)
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, at) => from + at)

describe('more messages at once than are remembered of a conversation', () => {
  it.each([299, 300])('%d are all read', async (count) => {
    const read = await start('<main id="pane"></main>')
    add(makeMany(0, count))
    await read.settle(10_000)
    expect(ids(read)).toEqual(range(0, count))
  })

  it('of those added the newest 300 are read, in the order of the page', async () => {
    const read = await start('<main id="pane"></main>')
    add(makeMany(0, 1_000))
    await read.settle(10_000)
    expect(ids(read)).toEqual(range(700, 1_000))
  })

  it('of those that stand there the last 300 are read', async () => {
    const read = await start(`<main id="pane">${makeMany(0, 1_000)}</main>`)
    await read.settle(10_000)
    expect(ids(read)).toEqual(range(700, 1_000))
  })

  it('of those below one added element the last 300 are read', async () => {
    const read = await start('<main id="pane"></main>')
    add(`<section>${makeMany(0, 1_000)}</section>`)
    await read.settle(10_000)
    expect(ids(read)).toEqual(range(700, 1_000))
  })

  it.each(['added', 'there'])('whatever comes into view is read, %s', async (how) => {
    const read = await start(`<main id="pane">${how === 'there' ? makeMany(0, 1_000) : ''}</main>`)
    if (how === 'added') add(makeMany(0, 1_000))
    await settle(read, 10_000)
    expect(ids(read)).toEqual(range(700, 1_000))
    await scrollTo(read, 105, 110)
    expect(ids(read)).toEqual(expect.arrayContaining(range(105, 111)))
    await scrollTo(read, 405, 405)
    expect(ids(read)).toContain(405)
    expect(ids(read).length).toBeLessThan(300 + 16 * 3)
    const shown = document.querySelector('[data-id="405"]')
    expect(read.reader.locate('405')?.element).toBe(shown)
  })

  it('what is in view when it is passed over is read', async () => {
    Screen.view = { top: 10, bottom: 90 }
    const read = await start('<main id="pane"></main>')
    add(makeMany(0, 1_000))
    await settle(read, 10_000)
    expect(ids(read)).toEqual(expect.arrayContaining(range(0, 5)))
    expect(ids(read).length).toBeLessThan(300 + 16 * 2)
  })

  it('what comes into view by itself is read in five seconds', async () => {
    const read = await start('<main id="pane"></main>')
    add(makeMany(0, 1_000))
    await settle(read, 10_000)
    Screen.view = { top: 5 * 20, bottom: 6 * 20 }
    await settle(read, 5_000)
    expect(ids(read)).toContain(5)
  })

  it('is watched after all is read again', async () => {
    const read = await start('<main id="pane"></main>')
    add(makeMany(0, 1_000))
    await settle(read, 10_000)
    read.reader.reread()
    await settle(read, 10_000)
    await scrollTo(read, 5, 5)
    expect(ids(read)).toContain(5)
    expect(ids(read).length).toBeLessThan(1_000)
  })

  it('what has no box to come into view by is read', async () => {
    const read = await start('<main id="pane"></main>')
    add(makeMany(0, 1_000))
    for (const unit of document.querySelectorAll('.message')) Screen.boxless.add(unit)
    await read.settle(10_000)
    Screen.paint()
    await read.settle(10_000)
    expect(ids(read).sort((a, b) => a - b)).toEqual(range(0, 1_000))
  })

  it('what was passed over and changes is read', async () => {
    const read = await start('<main id="pane"></main>')
    add(makeMany(0, 1_000))
    await read.settle(10_000)
    document.querySelector('[data-id="8"] .body')!.append(' and more')
    await read.settle(1_000)
    expect(ids(read)).toContain(8)
  })

  it('those of another conversation are all read', async () => {
    const definition = makePlainSite({ pane: ['.pane'] })
    const other = `<section class="pane" id="other">${makeMany(5_000, 5_020)}</section>`
    const read = await start(
      `<main id="pane">${other}<section class="pane">${makeMany(0, 900)}</section></main>`,
      definition,
    )
    await read.settle(10_000)
    add(makeMany(6_000, 6_020), document.querySelector('#other')!)
    add(makeMany(1_000, 1_900), document.querySelector('.pane:not(#other)')!)
    await read.settle(10_000)
    expect(ids(read).sort((a, b) => a - b)).toEqual([
      ...range(600, 900),
      ...range(1_600, 1_900),
      ...range(5_000, 5_020),
      ...range(6_000, 6_020),
    ])
  })

  it('imitations in a body push no message out', async () => {
    const read = await start('<main id="pane"></main>')
    add(makeMany(0, 10) + makeMessage('10', makeMany(100, 900)))
    await read.settle(10_000)
    expect(ids(read).sort((a, b) => a - b)).toEqual(range(0, 11))
  })

  it('who wrote is read where it was passed over', async () => {
    const definition = makePlainSite({
      run: { item: 'li', same: [], head: ['.from'] },
      fields: {
        id: [{ extract: 'attribute', with: 'data-id' }],
        'sender.name': [{ select: '.from', carry: true }],
      },
    })
    const row = (id: number): string =>
      `<li><div class="message" data-id="${id}">${id % 7 === 0 ? `<b class="from">Ana ${id}</b>` : ''}<div class="body">text</div></div></li>`
    const read = await start('<main id="pane"></main>', definition)
    add(range(0, 1_000).map(row).join(''))
    await read.settle(10_000)
    for (const [id, { sender }] of read.messages) {
      expect(sender?.name).toBe(`Ana ${Number(id) - (Number(id) % 7)}`)
    }
    expect(read.messages.size).toBe(300)
  })

  it('reading waits for the last of a flood, but no longer than five seconds', async () => {
    const read = await start('<main id="pane"></main>')
    let firstRead = 0
    for (let at = 0; at < 12_000; at += 500) {
      add(makeMany(at, at + 200))
      await read.settle(500)
      if (read.messages.size > 0 && firstRead === 0) firstRead = read.clock.time
    }
    expect(firstRead).toBeGreaterThan(3_000)
    expect(firstRead).toBeLessThanOrEqual(6_000)
  })
})
