// @vitest-environment happy-dom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isHiddenInline } from '../../src/sites/hidden-style.ts'
import type { TextSegment } from '../../src/sites/text-builder.ts'
import {
  MAX_LINKS,
  MAX_TEXT,
  readBodies,
  type BodyContent,
  type BodyRules,
} from '../../src/sites/read-text.ts'

function makeBody(html: string): Element {
  const body = document.createElement('div')
  body.innerHTML = html
  return body
}

function read(...bodies: Element[]): BodyContent & { segments: TextSegment[]; steps: number } {
  const segments: TextSegment[] = []
  const rules: BodyRules = {
    isDropped: () => false,
    isQuoted: (element) => element.className === 'quote',
    isHidden: isHiddenInline,
    openFrame: () => undefined,
    isPreformatted: (element) => element.className === 'exact',
  }
  const work = readBodies(bodies, rules, (part, segment) => {
    if (part === 'text') segments.push(segment)
  })
  for (let steps = 0; ; steps++) {
    const step = work.next()
    if (step.done === true) return { ...step.value, segments, steps }
  }
}

describe('the text of a body', () => {
  it.each([
    ['collapses white space', 'one \n\t two  three', 'one two three'],
    ['keeps a no-break space', 'one\u00a0two', 'one\u00a0two'],
    ['breaks at <br>', 'one<br>two<br><br>three', 'one\ntwo\n\nthree'],
    ['breaks around blocks', 'one<div>two</div>three', 'one\ntwo\nthree'],
    ['sets paragraphs apart', '<p>one</p><p>two</p>', 'one\n\ntwo'],
    [
      'gives no empty lines for empty blocks',
      '<div><div></div></div>one<div><p></p></div>two',
      'one\n\ntwo',
    ],
    ['joins inline elements as they are', 'r<b>e</b>cr<i>ui</i>ter', 'recruiter'],
    ['skips comments', 'one<!---->two<!-- three -->', 'onetwo'],
    ['skips scripts and styles', 'one<script>two</script><style>p{}</style> three', 'one three'],
    [
      'separates table cells',
      '<table><tr><td>one</td><td>two</td></tr><tr><td>three</td></tr></table>',
      'one two\nthree',
    ],
    ['reads emoji drawn as images', 'ok <img alt="🙂"><img data-emoji="x" alt=":-)">', 'ok 🙂:-)'],
    ['takes other images for none', 'ok<img alt="our logo">', 'ok'],
    ['keeps preformatted lines', '<div class="exact">one\n  two</div>', 'one\n  two'],
    ['keeps <pre>', '<pre>one\n  two</pre>', 'one\n  two'],
    ['reads buttons, which a sender may write too', '<button>press</button>', 'press'],
    ['keeps right-to-left text', '<p dir="rtl">שלום <b>עולם</b></p>', 'שלום עולם'],
  ])('%s', (_, html, text) => {
    expect(read(makeBody(html)).text).toBe(text)
  })

  it.each([
    ['display: none', '<i style="color:red;display: none">x</i>', true],
    ['visibility', '<i style="visibility:hidden">x</i>', true],
    ['no opacity', '<i style="opacity:0">x</i>', true],
    ['a font of no size', '<i style="font-size:0px;line-height:0">x</i>', true],
    ['the attribute', '<i hidden>x</i>', true],
    ['aria-hidden', '<i aria-hidden="true">x</i>', true],
    ['half opacity', '<i style="opacity:0.5">x</i>', false],
    ['a small font', '<i style="font-size:0.8em">x</i>', false],
    ['display: block', '<i style="display:block">x</i>', false],
    ['aria-hidden="false"', '<i aria-hidden="false">x</i>', false],
  ])('takes %s for hidden or not', (_, html, isHidden) => {
    const { text, hidden } = read(makeBody(`seen ${html}`))
    expect([text, hidden]).toEqual(isHidden ? ['seen', 'x'] : ['seen x', ''])
  })

  it('puts quoted text apart, and hidden text in it', () => {
    const { text, quoted, hidden } = read(
      makeBody('new<div class="quote">old <i hidden>secret</i>end</div>more'),
    )
    expect([text, quoted, hidden]).toEqual(['new\nmore', 'old end', 'secret'])
  })

  it('reads links with their text, absolute, of all parts', () => {
    const { links } = read(
      makeBody(
        '<a href="https://one.example/">on<b>e</b></a><div class="quote"><a href="/two">two</a></div>' +
          '<a href="mailto:a@b.example">mail</a><a href="#part">part</a><a>none</a><a href="ms-word:x">word</a>',
      ),
    )
    expect(links).toEqual([
      { href: 'https://one.example/', text: 'one' },
      { href: new URL('/two', document.baseURI).href, text: 'two' },
      { href: 'mailto:a@b.example', text: 'mail' },
      { href: 'ms-word:x', text: 'word' },
    ])
  })

  it('joins several bodies on lines of their own', () => {
    expect(read(makeBody('one'), makeBody('two')).text).toBe('one\ntwo')
  })

  it('leads every unit of text back to the node that shows it', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 12 }).map((text) => document.createTextNode(text)),
      fc.constantFrom('br', 'p', 'span', 'pre', 'td').map((name) => {
        const element = document.createElement(name)
        element.append(document.createTextNode(` ${name}\n text `))
        return element
      }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (nodes) => {
        const body = document.createElement('div')
        body.append(...nodes)
        const { text, segments } = read(body)
        for (const { start, length, node, offset } of segments) {
          const end = Math.min(start + length, text.length)
          expect(node.data.slice(offset, offset + end - start)).toBe(text.slice(start, end))
        }
        const covered = segments.reduce((sum, segment) => sum + segment.length, 0)
        const breaks = text.replace(/[^\n ]/gu, '').length
        expect(covered + breaks).toBeGreaterThanOrEqual(text.length)
      }),
    )
  })
})

describe('limits of a body', () => {
  it('reads 200,000 units of a huge text, in many steps, and says so', () => {
    const body = document.createElement('div')
    body.append(document.createTextNode('lure '.repeat(10_000_000)))
    const { text, cut, steps } = read(body)
    expect(text.length).toBeGreaterThan(MAX_TEXT - 5)
    expect(text.length).toBeLessThanOrEqual(MAX_TEXT)
    expect(cut).toEqual(['text'])
    expect(steps).toBeGreaterThan(5)
  })

  it('is not held up by white space without end', () => {
    const body = document.createElement('div')
    body.append(document.createTextNode(' '.repeat(20_000_000) + 'end'))
    expect(read(body).cut).toEqual(['text'])
  })

  it('never ends in half a character', () => {
    const body = document.createElement('div')
    body.append(document.createTextNode(`x${'😀'.repeat(MAX_TEXT)}`))
    expect(() => encodeURIComponent(read(body).text)).not.toThrow()
  })

  it('reads 500 of 10,000 links, and all of the text', () => {
    const { links, cut, text, steps } = read(
      makeBody('<a href="https://x.example/">x</a> '.repeat(10_000)),
    )
    expect(links).toHaveLength(MAX_LINKS)
    expect(cut).toEqual(['links'])
    expect(text).toHaveLength(19_999)
    expect(steps).toBeGreaterThan(100)
  })

  it('takes nesting of any depth', () => {
    const body = document.createElement('div')
    let inner: Element = body
    for (let depth = 0; depth < 5_000; depth++) {
      const next = document.createElement('b')
      inner.append(next)
      inner = next
    }
    inner.append(document.createTextNode('deep'))
    expect(read(body).text).toBe('deep')
  })
})
