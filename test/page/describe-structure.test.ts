// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { describeStructure } from '../../src/page/describe-structure.ts'
import { maskClass, maskId, maskValue } from '../../src/page/mask-name.ts'

describe('names of elements', () => {
  it.each([
    [maskClass, 'msg-s-event-listitem--other', 'msg-s-event-listitem--other'],
    [maskClass, 'a3s', 'a3s'],
    [maskClass, 'ACoAAB12xyz34', 'x'],
    [maskId, 'ember1234', 'ember0'],
    [maskId, 'thread-2-MTY3NjY0', 'thread-0-x'],
    [maskId, 'jane@skyward.example', 'a@a.a'],
    [maskValue, 'Jane Doe, 4 May', 'a a, 0 a'],
  ])('%o of %s', (mask, name, masked) => {
    expect(mask(name)).toBe(masked)
  })
})

describe('the structure of a page', () => {
  it('holds no text, address or link of it, and sees into open shadow roots', () => {
    document.body.innerHTML =
      '<ul id="list"><li class="row" data-id="Jane 7" title="Jane Doe"><a href="https://secret.example/Jane">Jane</a></li></ul><div id="host"></div>'
    const host = document.querySelector('#host')!
    host.attachShadow({ mode: 'open' }).innerHTML = '<p class="inner">Jane wrote</p>'
    const outline = describeStructure(document)
    expect(outline).toContain('ul#list')
    expect(outline).toContain('li.row[data-id=a 0][title]')
    expect(outline).toContain('a[href] "…"')
    expect(outline).toContain('p.inner "…"')
    expect(outline).not.toMatch(/Jane|secret|wrote/)
  })

  it('writes many alike out twice', () => {
    document.body.innerHTML = '<i class="x"></i>'.repeat(500)
    expect(describeStructure(document).match(/i\.x/g)).toHaveLength(2)
  })
})
