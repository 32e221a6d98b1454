import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '../any-text.ts'
import { unwrapLink } from '../../../src/engine/facts/link.ts'
import { valuesOf } from './fixture.ts'

const TARGET = 'https://evil.example/a?b=1'
const encoded = encodeURIComponent(TARGET)

describe('unwrapLink', () => {
  it.each([
    ['LinkedIn safety', `https://www.linkedin.com/safety/go?url=${encoded}&trk=x`],
    [
      'LinkedIn safety, dots encoded',
      `https://www.linkedin.com/safety/go/?url=${encoded.replaceAll('.', '%2E')}`,
    ],
    ['LinkedIn redir', `https://www.linkedin.com/redir/redirect?url=${encoded}&urlhash=1`],
    ['Google', `https://www.google.com/url?q=${encoded}&sa=D`],
    ['Google, other parameter and country', `https://www.google.co.uk/url?sa=t&url=${encoded}`],
    ['Safe Links', `https://eur01.safelinks.protection.outlook.com/?url=${encoded}&data=05`],
    [
      'Safe Links of Office',
      `https://nam02.safelinks.protection.outlook.com/ap/w-59584e83/?url=${encoded}`,
    ],
    [
      'Proofpoint 2',
      'https://urldefense.proofpoint.com/v2/url?u=https-3A__evil.example_a-3Fb-3D1&d=Dw&c=x',
    ],
    ['Proofpoint 3', 'https://urldefense.com/v3/__https://evil.example/a?b=1__;!!abc!def$'],
    [
      'Proofpoint 3, one character',
      'https://urldefense.com/v3/__https://evil.example/a*b=1__;Pw!!abc!def$',
    ],
    [
      'Proofpoint 3, one slash',
      'https://urldefense.com/v3/__https:/evil.example/a?b=1__;!!abc!def$',
    ],
    ['Facebook', `https://l.facebook.com/l.php?u=${encoded}&h=AT0`],
    ['Bing', `https://www.bing.com/ck/a?!&&p=1&u=a1${btoa(TARGET).replaceAll('=', '')}&ntb=1`],
    ['DuckDuckGo', `https://duckduckgo.com/l/?uddg=${encoded}&rut=1`],
    [
      'nested',
      `https://www.google.com/url?q=${encodeURIComponent(`https://www.linkedin.com/safety/go?url=${encoded}`)}`,
    ],
    ['in capitals and with white space', `  HTTPS://WWW.LINKEDIN.COM/safety/go?url=${encoded}`],
  ])('%s', (_name, href) => {
    expect(unwrapLink(href)).toBe(TARGET)
  })

  it('fills runs of Proofpoint 3 in their order', () => {
    // `**B` is a run of three, `*` one more.
    const href = 'https://urldefense.com/v3/__https://evil.example/**Bx*y__;JTIwPw!!a!b$'
    expect(unwrapLink(href)).toBe('https://evil.example/%20x?y')
  })

  it.each([
    ['a target that is no web address', 'https://www.google.com/url?q=javascript:alert(1)'],
    ['a relative target', 'https://www.linkedin.com/safety/go?url=%2Ffeed'],
    ['no target', 'https://www.google.com/url?sa=t'],
    ['a search', 'https://www.google.com/search?q=https://evil.example'],
    ['another host with the same path', `https://notgoogle.com.example/url?q=${encoded}`],
    [
      'a look-alike of the redirector',
      `https://safelinks.protection.outlook.com.evil.example/?url=${encoded}`,
    ],
    ['Bing without its mark', 'https://www.bing.com/ck/a?u=aHR0cHM6'],
    ['a plain link', 'https://example.com/?url=https://evil.example'],
    ['no link', 'write to me'],
    ['nothing', ''],
  ])('leaves %s', (_name, href) => {
    expect(unwrapLink(href)).toBe(href)
  })

  it('follows five wrappers and no more', () => {
    const wrap = (href: string) => `https://www.google.com/url?q=${encodeURIComponent(href)}`
    let href = TARGET
    for (let depth = 0; depth < 5; depth++) href = wrap(href)
    expect(unwrapLink(href)).toBe(TARGET)
    expect(unwrapLink(wrap(href))).toBe(wrap(TARGET))
  })

  it('never throws and never grows', () => {
    const start = fc.constantFrom(
      'https://www.google.com/url?q=',
      'https://urldefense.com/v3/__',
      'https://www.bing.com/ck/a?u=a1',
      'https://urldefense.proofpoint.com/v2/url?u=',
      'https://x.safelinks.protection.outlook.com/?url=',
      '',
    )
    fc.assert(
      fc.property(start, anyText(), fc.string(), (head, tail, more) => {
        const href = `${head}${tail}__;${more}`
        expect(unwrapLink(href).length).toBeLessThanOrEqual(href.length * 3)
      }),
      { numRuns: 2000 },
    )
  })
})

const withLink = (href: string, text = 'here') => ({ links: [{ href, text }] })

describe('facts of links', () => {
  it.each([
    ['link.host', 'https://WWW.Example.com./a', ['www.example.com']],
    ['link.domain', 'https://a.b.example.co.uk/', ['example.co.uk']],
    ['link.domain', 'https://lure.github.io/', ['lure.github.io']],
    ['link.domain', 'https://flydubaicareers.ae.org/x', ['flydubaicareers.ae.org']],
    ['link.domain', 'http://192.0.2.7/', ['192.0.2.7']],
    ['link.path', 'https://example.com/a/b?c#d', ['/a/b']],
    ['link.scheme', 'MAILTO:a@example.com', ['mailto']],
    ['link.ip', 'http://192.0.2.7/x', [true]],
    ['link.ip', 'http://3221225991/x', [true]],
    ['link.ip', 'http://0xc0000207/', [true]],
    ['link.ip', 'http://[2001:db8::1]/', [true]],
    ['link.ip', 'http://192.0.2.7.example.com/', []],
    ['link.punycode', 'https://xn--bing-poa.example/', [true]],
    ['link.punycode', 'https://bоeing.example/', [true]],
    ['link.punycode', 'https://boeing.example/', []],
    ['link.userinfo', 'https://boeing.com@evil.example/', [true]],
    ['link.userinfo', 'https://evil.example/@boeing', []],
    ['link.port', 'https://example.com:8443/', [true]],
    ['link.port', 'https://example.com:443/', []],
    ['link.shortener', 'https://bit.ly/3abc', [true]],
    ['link.shortener', 'https://rabbit.ly/3abc', []],
    ['link.category', 'https://docs.google.com/forms/d/e/x', ['form']],
    ['link.category', 'https://docs.google.com/formsheet', []],
    ['link.category', 'https://boards.greenhouse.io/x', ['ats']],
    ['link.category', 'https://greenhouse.io.example.com/x', []],
    ['link.category', 'https://lure.vercel.app/', ['app-host']],
    ['link.category', 'https://t.me/someone', ['chat']],
    ['link.repository', 'https://github.com/owner/name.git', ['owner/name']],
    ['link.repository', 'https://github.com/owner', []],
    ['link.repository', 'https://github.com/features/actions', []],
    ['link.repository', 'https://codesandbox.io/p/sandbox', []],
    ['link.repository', 'https://example.com/owner/name', []],
    ['link.download_kind', 'https://example.com/Offer.iso?x=1', ['disk-image']],
    ['link.download_kind', 'https://example.com/offer', []],
    ['link.download_kind', 'https://example.com/index.html', []],
    ['link.download_kind', 'https://github.com/owner/name/blob/main/app.js', []],
    ['link.download_kind', 'https://github.com/owner/name/archive/main.zip', ['archive']],
    ['link.dangerous_scheme', 'search-ms:query=x&crumb=location:\\\\evil', ['search-ms']],
    ['link.unlisted_domain', 'https://a.interview-portal.example/x', ['interview-portal.example']],
    ['link.unlisted_domain', 'https://bit.ly/x', ['bit.ly']],
    ['link.dangerous_scheme', 'ms-officecmd:{}', ['ms-officecmd']],
    ['link.dangerous_scheme', 'java\nscript:alert(1)', ['javascript']],
    ['link.dangerous_scheme', 'https://example.com/file:', []],
  ])('%s of %s', (field, href, values) => {
    expect(valuesOf(withLink(href), field)).toEqual(values)
  })

  it.each([
    ['https://boeing.com/jobs', 'https://evil.example/', [true]],
    ['boeing.com', 'https://evil.example/', [true]],
    ['www.boeing.com', 'https://boeing.com/', []],
    ['careers.boeing.com/x', 'https://boeing.com/x', []],
    ['Apply here', 'https://evil.example/', []],
    ['Node.js', 'https://nodejs.org/', []],
    ['boeing.com', 'https://www.google.com/url?q=https://boeing.com/', []],
  ])('text %j over %s', (text, href, values) => {
    expect(valuesOf(withLink(href, text), 'link.text_mismatch')).toEqual(values)
  })
})

describe('links written out in the text', () => {
  it.each([
    ['see https://example.com/a, please', ['https://example.com/a']],
    ['(https://example.com/wiki/A_(b))', ['https://example.com/wiki/A_(b)']],
    ['visit www.example.com.', ['https://www.example.com']],
    ['text me at wa.me/123', ['https://wa.me/123']],
    ['t.me/someone!', ['https://t.me/someone']],
    ['on airbus.global-careers.com today', ['https://airbus.global-careers.com']],
    ['hxxps://evil.example/x', ['https://evil.example/x']],
    ['bit.ly/3x and bit.ly/4x', ['https://bit.ly/3x', 'https://bit.ly/4x']],
    ['write to ana@example.com', []],
    ['Node.js, ASP.NET, socket.io and offer.zip', []],
    ['call me.Then we talk.It is fine, e.g. this', []],
    ['version 1.2.3 of v2.0', []],
    ['no link at all', []],
  ])('%j', (text, urls) => {
    expect(valuesOf({ text }, 'link.url')).toEqual(urls)
  })

  it('counts a link once that is also marked up', () => {
    const text = 'see https://example.com/a'
    const links = [{ href: 'https://example.com/a', text: 'https://example.com/a' }]
    expect(valuesOf({ text, links }, 'link.url')).toEqual(['https://example.com/a'])
  })

  it('looks at 200 links at most', () => {
    const links = Array.from({ length: 10_000 }, (_, index) => ({
      href: `https://e.example/${index}`,
      text: '',
    }))
    expect(valuesOf({ links }, 'link.url')).toHaveLength(200)
    const text = Array.from({ length: 10_000 }, (_, index) => `https://e.example/${index}`).join(
      ' ',
    )
    expect(valuesOf({ text }, 'link.url')).toHaveLength(200)
  })
})
