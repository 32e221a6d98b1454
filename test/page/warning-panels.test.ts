// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest'
import type { Finding } from '../../src/engine/verdict.ts'
import type { PanelAction, ReaderHandle } from '../../src/page/handle.ts'
import { WarningPanels } from '../../src/page/warning-panels.ts'
import type { Warning } from '../../src/platform/schema/views.ts'
import { makeMessage, makePlainSite } from '../sites/plain-site.ts'
import { ManualClock, readPage, showPage, type ReadPage } from '../sites/read-fixture.ts'
import { FakePageApi } from './fake-page-api.ts'

const FINDING: Finding = {
  rule: '11111111-1111-4111-8111-111111111111',
  name: 'locked_archive',
  title: 'Locked archive',
  level: 'high',
  stage: 'delivery',
  evidence: [{ field: 'text', start: 4, end: 11, text: 'archive' }],
  explain: 'The password stands beside the archive.',
  innocent: 'A firm may encrypt papers.',
  advice: 'Do not open it.',
  tags: ['attack.t1566.001'],
}
const ACTIONS: string[] = []
/** The page sees a closed root as null; only this test keeps hold of it. */
let attach: MockInstance<Element['attachShadow']>

let page: ReadPage
let panels: WarningPanels
let isObeyed = true

const makeWarning = (id: string, finding: Partial<Finding> = {}, headline = 'A lure'): Warning => ({
  key: `plain||${id}`,
  headline,
  verdict: { id, level: 'high', findings: [{ ...FINDING, ...finding }] },
})

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
  attach = vi.spyOn(Element.prototype, 'attachShadow')
  ACTIONS.length = 0
  isObeyed = true
  showPage(
    `<main id="pane">${makeMessage('1', 'The archive is here')}${makeMessage('2', 'two')}</main>`,
  )
  page = await readPage(document, makePlainSite(), new ManualClock())
  const reader: ReaderHandle = {
    isAlive: () => true,
    stop: () => undefined,
    locate: (id) => page.reader.locate(id),
    currentWarnings: () => ({ warnings: [] }),
    act: (action: PanelAction, key) => {
      ACTIONS.push(`${action} ${key}`)
      return Promise.resolve(isObeyed)
    },
  }
  panels = new WarningPanels(document, reader, new FakePageApi())
})
afterEach(() => {
  panels.destroy()
  page.reader.stop()
  attach.mockRestore()
  vi.useRealTimers()
})

const find = (id: string): Element => document.querySelector(`[data-id="${id}"]`)!
const findRoot = (host: Element): ShadowRoot | undefined =>
  attach.mock.results
    .map(({ value }): unknown => value)
    .find((root): root is ShadowRoot => root instanceof ShadowRoot && root.host === host)
/** Cards on the page, with the message that each stands after. */
function listCards(): [string | null, Element][] {
  return [...document.querySelectorAll('div')].flatMap((host): [string | null, Element][] => {
    const card = findRoot(host)?.querySelector('.card')
    return card === null || card === undefined
      ? []
      : [[host.previousElementSibling?.getAttribute('data-id') ?? null, card]]
  })
}
const card = (): Element => listCards()[0]![1]
const button = (text: string): HTMLButtonElement =>
  [...card().querySelectorAll('button')].find((one) => one.textContent.includes(text))!

describe('a warning', () => {
  it('stands after its message, once, however often it is shown', () => {
    panels.show([makeWarning('1')], 'm1')
    panels.show([makeWarning('1')], 'm1')
    expect(listCards().map(([id]) => id)).toEqual(['1'])
  })

  it('is a region named by its headline, with the level as a word', () => {
    panels.show([makeWarning('1')], undefined)
    expect(card().getAttribute('role')).toBe('region')
    expect(card().getAttribute('aria-label')).toBe('panel_region A lure')
    expect(card().querySelector('.level')?.textContent).toBe('panel_level_high')
    expect(card().querySelector('svg')?.getAttribute('aria-hidden')).toBe('true')
  })

  it('says what was seen, what to do, and why on demand', () => {
    panels.show([makeWarning('1')], undefined)
    const details = card().querySelector('details')!
    expect(card().querySelector('.reasons')?.textContent).toBe(FINDING.explain)
    expect(card().querySelector('.advice p')?.textContent).toBe(FINDING.advice)
    expect(details.open).toBe(false)
    for (const text of ['archive', FINDING.innocent, FINDING.name, 'attack.t1566.001']) {
      expect(details.textContent).toContain(text)
    }
  })

  it('shows texts of the sender as texts', () => {
    const evidence = [{ field: 'text', start: 0, end: 9, text: '<b>x</b>\n' + 'y'.repeat(500) }]
    panels.show([makeWarning('1', { evidence }, '<img src=x>')], undefined)
    expect(card().querySelector('img, b')).toBeNull()
    expect(card().querySelector('h2')?.textContent).toBe('<img src=x>')
    expect(card().querySelector('bdi')?.textContent.length).toBeLessThanOrEqual(160)
  })

  it('gives the page nothing to find', () => {
    const before = document.body.innerHTML
    panels.show([makeWarning('1')], 'm1')
    const host = find('1').nextElementSibling!
    expect(host.outerHTML).toBe('<div></div>')
    expect(host.shadowRoot).toBeNull()
    expect(attach.mock.calls).toEqual([[{ mode: 'closed' }]])
    expect(document.body.innerHTML.replace('<div></div>', '')).toBe(before)
  })

  it('changes with its verdict', () => {
    panels.show([makeWarning('1')], undefined)
    panels.show([makeWarning('1', {}, 'Another lure')], undefined)
    expect(listCards()).toHaveLength(1)
    expect(card().querySelector('h2')?.textContent).toBe('Another lure')
  })

  it('keeps its opened details when shown again unchanged', () => {
    panels.show([makeWarning('1')], undefined)
    card().querySelector('details')!.open = true
    panels.show([makeWarning('1')], undefined)
    expect(card().querySelector('details')!.open).toBe(true)
  })

  it('of a message that is not here shows nowhere', () => {
    panels.show([makeWarning('9')], undefined)
    expect(listCards()).toEqual([])
  })
})

describe('as the page changes', () => {
  it('comes back where the page removed it, within bounds', () => {
    panels.show([makeWarning('1')], undefined)
    for (let times = 0; times < 5; times++) {
      find('1').nextElementSibling?.remove()
      vi.advanceTimersByTime(1_000)
      expect(listCards().map(([id]) => id)).toEqual(['1'])
    }
    for (let times = 0; times < 20; times++) {
      listCards().forEach(([, one]) => {
        const root = one.getRootNode()
        if (root instanceof ShadowRoot) root.host.remove()
      })
      vi.advanceTimersByTime(1_000)
    }
    expect(listCards()).toEqual([])
  })

  it('goes with its message', async () => {
    panels.show([makeWarning('1'), makeWarning('2')], undefined)
    find('1').remove()
    await page.settle()
    panels.refresh()
    expect(listCards().map(([id]) => id)).toEqual(['2'])
  })

  it('goes when its element shows another message', async () => {
    panels.show([makeWarning('1')], undefined)
    find('1').setAttribute('data-id', '3')
    await page.settle()
    vi.advanceTimersByTime(1_000)
    expect(listCards()).toEqual([])
  })

  it('follows its message to another element', async () => {
    panels.show([makeWarning('1')], undefined)
    find('1').remove()
    document
      .querySelector('#pane')!
      .insertAdjacentHTML('beforeend', makeMessage('1', 'The archive is here'))
    await page.settle()
    vi.advanceTimersByTime(1_000)
    expect(listCards().map(([id]) => id)).toEqual(['1'])
  })

  it('is cleared by key, and all at the end', () => {
    panels.show([makeWarning('1'), makeWarning('2')], undefined)
    panels.clear(['plain||1'])
    expect(listCards().map(([id]) => id)).toEqual(['2'])
    panels.destroy()
    expect(listCards()).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('the buttons', () => {
  it('"not a lure" tells the background, and the warning goes', async () => {
    panels.show([makeWarning('1')], undefined)
    button('panel_dismiss').click()
    await Promise.resolve()
    await vi.waitFor(() => {
      expect(listCards()).toEqual([])
    })
    expect(ACTIONS).toEqual(['page/dismiss plain||1'])
  })

  it('that fail leave the warning and say so', async () => {
    isObeyed = false
    panels.show([makeWarning('1')], undefined)
    button('panel_dismiss').click()
    await vi.waitFor(() => {
      expect(card().querySelector('.failure')?.textContent).toBe('panel_failed')
    })
  })

  it('"open in review" keeps the warning', async () => {
    panels.show([makeWarning('1')], undefined)
    button('panel_review').click()
    await vi.waitFor(() => {
      expect(ACTIONS).toEqual(['page/review plain||1'])
    })
    expect(listCards()).toHaveLength(1)
  })

  it('"close" closes the details and gives the focus back', () => {
    panels.show([makeWarning('1')], undefined)
    const details = card().querySelector('details')!
    details.open = true
    button('panel_close').click()
    expect(details.open).toBe(false)
  })

  it('are no clicks on the site, nor keys its shortcuts', () => {
    const seen: string[] = []
    const log = (event: Event): void => void seen.push(event.type)
    document.body.addEventListener('click', log)
    document.body.addEventListener('keydown', log)
    panels.show([makeWarning('1')], undefined)
    button('panel_close').click()
    button('panel_close').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'e', bubbles: true, composed: true }),
    )
    document.body.removeEventListener('click', log)
    document.body.removeEventListener('keydown', log)
    expect(seen).toEqual([])
  })
})

describe('evidence marks', () => {
  const marks = new Map<string, { ranges: Range[] }>()
  beforeEach(() => {
    marks.clear()
    vi.stubGlobal('CSS', { highlights: marks })
    vi.stubGlobal(
      'Highlight',
      class {
        readonly ranges: Range[]
        constructor(...ranges: Range[]) {
          this.ranges = ranges
        }
      },
    )
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })
  const marked = (): string[] => (marks.get('m1')?.ranges ?? []).map(String)
  const TWO = [
    { field: 'text', start: 0, end: 3, text: 'The' },
    { field: 'text', start: 4, end: 11, text: 'archive' },
  ]

  it('stand under the name that the background chose, and go with the warning', () => {
    panels.show([makeWarning('1', { evidence: TWO })], 'm1')
    expect(marked()).toEqual(['The', 'archive'])
    panels.clear(['plain||1'])
    expect(marks.size).toBe(0)
  })

  it('single out what a quote points at', () => {
    panels.show([makeWarning('1', { evidence: TWO })], 'm1')
    button('archive').dispatchEvent(new FocusEvent('focus'))
    expect(marked()).toEqual(['archive'])
    button('archive').dispatchEvent(new FocusEvent('blur'))
    expect(marked()).toEqual(['The', 'archive'])
  })

  it('are set anew where the page replaced the text', async () => {
    panels.show([makeWarning('1')], 'm1')
    const body = find('1').querySelector('.body')!
    body.replaceChildren(document.createTextNode('The archive is here'))
    await page.settle()
    vi.advanceTimersByTime(1_000)
    expect(marked()).toEqual(['archive'])
    expect(body.contains(marks.get('m1')!.ranges[0]!.startContainer)).toBe(true)
  })

  it('that a browser refuses do no harm', () => {
    vi.stubGlobal('CSS', {
      highlights: {
        set: () => {
          throw new Error('denied')
        },
        delete: () => false,
      },
    })
    panels.show([makeWarning('1')], 'm1')
    expect(listCards()).toHaveLength(1)
  })
})
