// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Warning } from '../../src/platform/schema/views.ts'
import {
  BEFORE,
  api,
  button,
  card,
  close,
  find,
  findButton,
  findRoot,
  listCards,
  makeWarning,
  open,
  page,
  panels,
} from './panel-rig.ts'

beforeEach(() => open())
afterEach(close)

/** What the background was told. */
const acts = (): unknown[] => api.list('page/act')
const said = (): string => card().querySelector('.said')?.textContent ?? ''
const KEY = 'plain||1'
const MAIL = { sender: 'ana@sender.example', dmarc: 'pass' } as const

describe('the buttons', () => {
  const showMail = (more: Partial<Warning> = {}): void => {
    panels.show([{ ...makeWarning('1'), ...MAIL, ...more }], undefined)
  }
  async function press(...texts: string[]): Promise<void> {
    for (const text of texts) {
      button(text).click()
      await new Promise((resolve) => setTimeout(resolve, 0))
    }
  }

  it.each([
    ['panel_dismiss_once', 'dismiss', 'panel_gone_once'],
    ['panel_dismiss_sender', 'trust', 'panel_gone_sender'],
  ])('"not a lure", %s, leaves a line with a way back', async (choice, action, line) => {
    showMail()
    await press('panel_dismiss', choice)
    expect(acts()).toEqual([{ key: KEY, action }])
    expect(card().className).toContain('parting')
    expect(card().querySelector('[role="status"]')?.textContent).toBe(line)
    // What the background tells of it meanwhile changes nothing.
    panels.clear([KEY])
    panels.refresh()
    expect(listCards()).toHaveLength(1)
    await press('panel_undo')
    expect(acts()[1]).toEqual({ key: KEY, action: 'undo', before: BEFORE })
    expect(card().getAttribute('role')).toBe('region')
  })

  it('"not a lure" stays taken away until its message leaves', async () => {
    showMail()
    await press('panel_dismiss', 'panel_dismiss_once', 'panel_gone_close')
    expect(listCards()).toEqual([])
    showMail()
    await press('panel_dismiss', 'panel_dismiss_once')
    find('1').remove()
    await page.settle()
    panels.refresh()
    expect(listCards()).toEqual([])
  })

  it('"not a lure" that is taken back elsewhere brings the warning back', async () => {
    showMail()
    await press('panel_dismiss', 'panel_dismiss_once')
    showMail()
    expect(card().getAttribute('role')).toBe('region')
  })

  it('"not a lure" moves the focus to the way back, and back', async () => {
    showMail()
    await press('panel_dismiss')
    button('panel_dismiss_once').focus()
    await press('panel_dismiss_once')
    expect(findRoot(find('1').nextElementSibling!)?.activeElement?.textContent).toBe('panel_undo')
  })

  it.each<[string, Partial<Warning>, string | undefined]>([
    ['mail that was checked', MAIL, 'panel_tie_checked'],
    ['mail of which nothing is known', { ...MAIL, dmarc: 'none' }, 'panel_tie_address'],
    [
      'a profile',
      { sender: 'https://www.linkedin.com/in/ana', dmarc: 'none' },
      'panel_tie_profile',
    ],
    ['mail that failed the check', { ...MAIL, dmarc: 'fail' }, undefined],
    ['nobody that could be told apart', {}, undefined],
  ])('ties a decision on the sender to %s', async (_, more, tie) => {
    panels.show([{ ...makeWarning('1'), ...more }], undefined)
    await press('panel_dismiss')
    expect(findButton('panel_dismiss_sender') !== undefined).toBe(tie !== undefined)
    expect(card().querySelector('.drawer .name')?.textContent).toBe(tie ?? 'panel_tie_nothing')
  })

  it('that fail leave the warning and say so', async () => {
    api.answer = () => ({ ok: false, reason: 'no' })
    showMail()
    await press('panel_dismiss', 'panel_dismiss_once')
    expect(said()).toBe('panel_failed')
    expect(card().getAttribute('role')).toBe('region')
  })

  it('"report" marks it, says where to report, and can be undone', async () => {
    showMail()
    await press('panel_report')
    expect(acts()).toEqual([{ key: KEY, action: 'report' }])
    expect(card().querySelector('.drawer')?.textContent).toContain('panel_report_security')
    await press('panel_undo')
    expect(acts()[1]).toEqual({ key: KEY, action: 'undo', before: BEFORE })
    expect(card().querySelector('.drawer')?.textContent).toBe('')
  })

  it('"copy" shows what it copies: no name, no text, no path', async () => {
    const copied: string[] = []
    vi.stubGlobal('navigator', {
      clipboard: { writeText: (text: string) => Promise.resolve(void copied.push(text)) },
    })
    showMail({
      site: 'plain',
      hosts: ['files.evil.example'],
      attachments: ['CV_Ana_Ferro.pdf.scr'],
      ruleSet: 'v7',
    })
    await press('panel_copy')
    vi.unstubAllGlobals()
    const shown = card().querySelector('textarea')?.value
    expect(copied).toEqual([shown])
    expect(said()).toBe('panel_copied')
    expect(shown).toContain('files[.]evil[.]example')
    expect(shown).toContain('*.pdf.scr')
    expect(shown).not.toMatch(/ana@|Ferro|archive is here/)
  })

  it('"copy" that the page forbids selects the text', async () => {
    vi.stubGlobal('navigator', {})
    showMail()
    await press('panel_copy')
    vi.unstubAllGlobals()
    expect(said()).toBe('panel_copy_by_hand')
  })

  it('open one drawer at a time, which Escape closes', async () => {
    showMail()
    await press('panel_report', 'panel_dismiss')
    expect(button('panel_report').getAttribute('aria-expanded')).toBe('false')
    expect(button('panel_dismiss').getAttribute('aria-expanded')).toBe('true')
    button('panel_dismiss_once').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }),
    )
    expect(card().querySelector('.drawer')?.textContent).toBe('')
    expect(findRoot(find('1').nextElementSibling!)?.activeElement).toBe(button('panel_dismiss'))
  })

  it('"ask again" stands where the sender is asked about no more', async () => {
    showMail()
    expect(findButton('panel_allowed_undo')).toBeUndefined()
    showMail({ allowed: true })
    await press('panel_allowed_undo')
    expect(acts()).toEqual([{ key: KEY, action: 'ask' }])
  })

  it('"open in review" keeps the warning', async () => {
    showMail()
    await press('panel_review')
    expect(acts()).toEqual([{ key: KEY, action: 'review' }])
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
