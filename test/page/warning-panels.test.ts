// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makeMessage } from '../sites/plain-site.ts'
import {
  FINDING,
  attach,
  button,
  card,
  close,
  find,
  findRoot,
  listCards,
  makeWarning,
  open,
  page,
  panels,
} from './panel-rig.ts'

beforeEach(() => open())
afterEach(close)

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
    expect(card().querySelector('.reasons button')?.getAttribute('title')).toBe('panel_shows_place')
    expect(card().querySelector('.advice p')?.textContent).toBe(FINDING.advice)
    expect(details.open).toBe(false)
    for (const text of ['archive', FINDING.innocent, FINDING.name, 'ATT&CK T1566.001']) {
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
    vi.advanceTimersByTime(60_000)
    expect(listCards().map(([id]) => id)).toEqual(['1'])
  })

  it('is told once to a screen reader, not again when it comes back', async () => {
    vi.useFakeTimers()
    panels.show([makeWarning('1')], undefined)
    const status = (): string =>
      findRoot(find('1').nextElementSibling!)?.querySelector('.unseen')?.textContent ?? ''
    expect(status()).toBe('')
    await vi.advanceTimersByTimeAsync(500)
    expect(status()).toBe('panel_region A lure')
    await vi.advanceTimersByTimeAsync(10_000)
    find('1').nextElementSibling?.remove()
    panels.show([makeWarning('1')], undefined)
    await vi.advanceTimersByTimeAsync(500)
    expect(status()).toBe('')
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

const quote = (text: string): HTMLElement =>
  [...card().querySelectorAll<HTMLElement>('.quote')].find((one) => one.textContent.includes(text))!

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
    quote('archive').dispatchEvent(new FocusEvent('focus'))
    expect(marked()).toEqual(['archive'])
    quote('archive').dispatchEvent(new FocusEvent('blur'))
    expect(marked()).toEqual(['The', 'archive'])
  })

  it('single out what a reason speaks of, and only pressing it moves the page', () => {
    const scroll = vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(() => undefined)
    panels.show([makeWarning('1', { evidence: [TWO[1]!] })], 'm1')
    const reason = button(FINDING.explain)
    reason.dispatchEvent(new Event('pointerenter'))
    expect(marked()).toEqual(['archive'])
    expect(scroll).not.toHaveBeenCalled()
    reason.click()
    expect(scroll).toHaveBeenCalledTimes(1)
    scroll.mockRestore()
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
