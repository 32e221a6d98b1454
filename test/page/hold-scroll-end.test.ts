// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { holdScrollEnd } from '../../src/page/hold-scroll-end.ts'

/** A list 100 pixels high around a message, scrolled so far. */
function makeList(scrollTop: number, scrollHeight: number): { list: Element; message: Element } {
  const list = document.createElement('div')
  const message = document.createElement('p')
  list.append(message)
  document.body.replaceChildren(list)
  let height = scrollHeight
  Object.defineProperties(list, {
    clientHeight: { value: 100 },
    scrollHeight: { get: () => height, set: (value: number) => (height = value) },
    scrollTop: { value: scrollTop, writable: true },
  })
  return { list, message }
}

describe('holdScrollEnd', () => {
  it.each([
    ['at its end', 400, 500, 90, 470],
    ['at its end, for a warning higher than itself', 400, 500, 30, 430],
    ['almost at its end', 390, 500, 90, 470],
    ['where an older message is read', 200, 500, 90, 200],
    ['unscrolled', 0, 500, 90, 0],
  ])('a list %s', (_, scrollTop, scrollHeight, warningTop, expected) => {
    const { list, message } = makeList(scrollTop, scrollHeight)
    const warning = document.createElement('div')
    warning.getBoundingClientRect = () => new DOMRect(0, warningTop, 100, 80)
    const keepEnd = holdScrollEnd(message)
    Object.assign(list, { scrollHeight: 570 })
    keepEnd(warning)
    expect(list.scrollTop).toBe(expected)
  })

  it('leaves the page itself alone', () => {
    document.body.replaceChildren(document.createElement('p'))
    expect(() => {
      holdScrollEnd(document.querySelector('p')!)(document.body)
    }).not.toThrow()
  })
})
