import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  coversPattern,
  hostOfPattern,
  isBroadPattern,
  matchesPattern,
  parsesAsPattern,
  patternOf,
} from '../../src/platform/match-pattern.ts'

describe('matchesPattern', () => {
  it.each([
    ['https://mail.example.org/*', 'https://mail.example.org/', true],
    ['https://mail.example.org/*', 'https://mail.example.org:8443/?_task=mail', true],
    ['https://mail.example.org/*', 'http://mail.example.org/', false],
    ['https://mail.example.org/*', 'https://mail.example.org.evil.example/', false],
    ['https://mail.example.org/*', 'https://evilmail.example.org/', false],
    ['https://mail.example.org/*', 'https://mail.example.org@evil.example/', false],
    ['*://*.example.org/*', 'http://a.b.example.org/x', true],
    ['*://*.example.org/*', 'https://example.org/', true],
    ['*://*.example.org/*', 'https://badexample.org/', false],
    ['https://a.example/mail/*', 'https://a.example/mail/u/0', true],
    ['https://a.example/mail/*', 'https://a.example/other', false],
    ['https://a.example/*/inbox', 'https://a.example/u/1/inbox', true],
    ['https://a.example/*/inbox', 'https://a.example/u/1/inbox?x', false],
    ['https://a.example/a*a', 'https://a.example/a', false],
    ['https://a.example/exact', 'https://a.example/exact', true],
    ['https://a.example/exact', 'https://a.example/exact/', false],
    ['<all_urls>', 'https://any.example/', true],
    ['<all_urls>', 'chrome://settings/', false],
    ['http://127.0.0.1/*', 'http://127.0.0.1:8080/', true],
    ['http://[::1]/*', 'http://[::1]:9/', true],
    ['https://*/*', 'https://any.example/', true],
    ['nonsense', 'https://any.example/', false],
    ['https://a.example', 'https://a.example/', false],
    ['https://*.a*.example/*', 'https://x.abc.example/', false],
  ])('%s on %s: %s', (pattern, url, expected) => {
    expect(matchesPattern(pattern, url)).toBe(expected)
  })
})

describe('coversPattern', () => {
  it.each([
    ['https://*/*', 'https://a.example/*', true],
    ['https://*/*', 'http://a.example/*', false],
    ['*://*.example.org/*', 'https://mail.example.org/*', true],
    ['https://mail.example.org/*', '*://*.example.org/*', false],
    ['https://mail.example.org/*', 'https://*.mail.example.org/*', false],
    ['https://mail.example.org/*', 'https://mail.example.org/*', true],
    ['https://mail.example.org/x', 'https://mail.example.org/*', false],
    ['<all_urls>', '*://*/*', true],
    ['https://a.example/*', 'broken', false],
  ])('%s over %s: %s', (outer, inner, expected) => {
    expect(coversPattern(outer, inner)).toBe(expected)
  })
})

describe('patternOf', () => {
  it.each([
    ['https://mail.example.org:8443/a?b#c', 'https://mail.example.org/*'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1/*'],
    ['https://user:pw@mail.example/', 'https://mail.example/*'],
    ['file:///etc/passwd', undefined],
    ['chrome-extension://abc/x.html', undefined],
    ['javascript:alert(1)', undefined],
    ['', undefined],
  ])('%s → %s', (url, expected) => {
    expect(patternOf(url)).toBe(expected)
  })

  it('always matches the address it was made from', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const pattern = patternOf(url) ?? ''
        expect(parsesAsPattern(pattern)).toBe(true)
        expect(matchesPattern(pattern, url)).toBe(true)
        expect(coversPattern('<all_urls>', pattern)).toBe(true)
      }),
    )
  })
})

describe('any text', () => {
  it('never throws as a pattern or an address', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (pattern, url) => {
        expect(typeof matchesPattern(pattern, url)).toBe('boolean')
        expect(typeof coversPattern(pattern, url)).toBe('boolean')
      }),
    )
  })
})

it.each([
  ['*://*/*', true],
  ['<all_urls>', true],
  ['https://*/*', true],
  ['https://*.example/*', false],
])('isBroadPattern(%s) is %s', (pattern, expected) => {
  expect(isBroadPattern(pattern)).toBe(expected)
})

it.each([
  ['https://mail.example/*', 'mail.example'],
  ['*://*.mail.example/*', '*.mail.example'],
])('hostOfPattern(%s) is %s', (pattern, expected) => {
  expect(hostOfPattern(pattern)).toBe(expected)
})
