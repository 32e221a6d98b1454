import { describe, expect, it } from 'vitest'
import { parseSourceUrl } from '../../src/platform/source-url.ts'

describe('the address of a source', () => {
  it.each([
    ['https://rules.example.com/lurewatch/', 'https://rules.example.com/lurewatch/'],
    ['https://rules.example.com', 'https://rules.example.com/'],
    [' rules.example.com/team ', 'https://rules.example.com/team/'],
    ['https://RULES.example.com:8443/a', 'https://rules.example.com:8443/a/'],
    ['http://127.0.0.1:8765/', 'http://127.0.0.1:8765/'],
    ['http://localhost:8765', 'http://localhost:8765/'],
  ])('%s', (text, url) => {
    expect(parseSourceUrl(text)).toEqual({ url })
  })

  it.each([
    ['', 'no-address'],
    ['two words', 'no-address'],
    ['https://', 'no-address'],
    [`https://a.example/${'a'.repeat(2000)}`, 'no-address'],
    ['http://rules.example.com/', 'not-secure'],
    ['http://127.0.0.1.example.com/', 'not-secure'],
    ['http://[::1]:8765/', 'not-secure'],
    ['ftp://rules.example.com/', 'not-secure'],
    ['file:///etc/rules', 'not-secure'],
    ['https://me@rules.example.com/', 'extra-parts'],
    ['https://me:secret@rules.example.com/', 'extra-parts'],
    ['https://rules.example.com/?a=1', 'extra-parts'],
    ['https://rules.example.com/?', 'extra-parts'],
    ['https://rules.example.com/#a', 'extra-parts'],
  ])('refuses %s: %s', (text, fault) => {
    expect(parseSourceUrl(text)).toEqual({ fault })
  })
})
