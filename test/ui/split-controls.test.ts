import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitControls } from '../../src/ui/split-controls.ts'

const codesOf = (text: string) => splitControls(text).flatMap(({ code }) => code ?? [])

describe('splitControls', () => {
  it.each([
    ['right-to-left override', 'Offer_\u202Efdp.exe', ['U+202E']],
    ['isolate and its direction', '\u2067abc', ['U+2067']],
    ['zero-width space', 'pay\u200Bpal', ['U+200B']],
    ['blank that is no space', 'cv.pdf\u2800\u2800.exe', ['U+2800', 'U+2800']],
    ['soft hyphen and byte order mark', '\u00ADa\uFEFF', ['U+00AD', 'U+FEFF']],
  ])('names a %s', (_, text, codes) => {
    expect(codesOf(text)).toEqual(codes)
  })

  it.each([
    ['a plain name', 'Offer.pdf'],
    ['Persian with a joiner', 'می\u200Cخواهم'],
    ['an emoji family', '👨\u200D👩\u200D👧'],
    ['a value that our own sentences isolate', 'from \u2068mail.example\u2069'],
    ['Arabic', 'مرحبا'],
    ['nothing', ''],
  ])('leaves %s alone', (_, text) => {
    expect(codesOf(text)).toEqual([])
  })

  it('keeps every character of every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(
          splitControls(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })
})
