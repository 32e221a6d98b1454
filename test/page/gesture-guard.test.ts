// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Level } from '../../src/engine/verdict.ts'
import { getPageHandle } from '../../src/page/handle.ts'
import { makeMessage } from '../sites/plain-site.ts'
import { close, find, makeWarning, open, panels } from './panel-rig.ts'

const HTML =
  makeMessage('1', 'See <a href="https://evil.example/x"><b>this</b></a> <a href="#top">top</a>') +
  makeMessage('2', 'Or <a href="https://other.example/">that</a>')

beforeEach(async () => {
  await open(HTML)
  // Listeners ask whatever panel stands in the frame's handle.
  getPageHandle().panel = panels
})
afterEach(() => {
  close()
  globalThis.pageNotes = undefined
})

/** What becomes of a gesture on an element: whether the page may go on with it. */
function gesture(target: Element, type = 'click', init: object = {}, isTrusted = true): string {
  const event = new MouseEvent(type, { bubbles: true, composed: true, cancelable: true, ...init })
  Object.defineProperty(event, 'isTrusted', { value: isTrusted })
  let heard = 'stopped'
  const hear = (): void => {
    heard = 'heard'
  }
  window.addEventListener(type, hear, { capture: true, once: true })
  target.dispatchEvent(event)
  window.removeEventListener(type, hear, { capture: true })
  return event.defaultPrevented ? `${heard}, prevented` : heard
}
const link = (id = '1') => find(id).querySelector('a')!
const show = (level: Level, more = {}): void => {
  const warning = makeWarning('1', { level })
  panels.show([{ ...warning, verdict: { ...warning.verdict, level }, ...more }], undefined)
}
const dialogs = (): number =>
  [...document.documentElement.children].filter(({ tagName }) => tagName === 'DIV').length

describe('a click on a link of a message', () => {
  it.each<[Level, string, number]>([
    ['medium', 'heard', 0],
    ['high', 'stopped, prevented', 1],
    ['critical', 'stopped, prevented', 1],
  ])('of level %s is %s', (level, outcome, asked) => {
    show(level)
    expect(gesture(link().querySelector('b')!)).toBe(outcome)
    expect(dialogs()).toBe(asked)
  })

  it.each<[string, () => string]>([
    ['another message', () => gesture(link('2'))],
    ['a link within the page', () => gesture(find('1').querySelectorAll('a')[1]!)],
    ['plain text', () => gesture(find('1').querySelector('.body')!)],
    ['the second button', () => gesture(link(), 'auxclick', { button: 2 })],
    ['a script of the page', () => gesture(link(), 'click', {}, false)],
  ])('is left alone where it is %s', (_, act) => {
    show('high')
    expect(act()).toBe('heard')
    expect(dialogs()).toBe(0)
  })

  it('is left alone where its sender is asked about no more', () => {
    show('high', { allowed: true })
    expect(gesture(link())).toBe('heard')
  })

  it('is asked about again once that was taken back', () => {
    show('high', { allowed: true })
    show('high')
    expect(gesture(link())).toBe('stopped, prevented')
  })

  it('is not asked about again and again: what leads up to it only goes unheard', () => {
    show('high')
    expect(gesture(link(), 'pointerdown')).toBe('stopped')
    expect(gesture(link(), 'mousedown')).toBe('stopped')
    expect(dialogs()).toBe(0)
    expect(gesture(link(), 'auxclick', { button: 1 })).toBe('stopped, prevented')
  })

  it('is asked about while the warning itself is off the page', () => {
    show('high')
    find('1').nextElementSibling?.remove()
    expect(gesture(link())).toBe('stopped, prevented')
  })

  it('is left alone once the panel is gone', () => {
    show('high')
    panels.destroy()
    expect(gesture(link())).toBe('heard')
  })
})
