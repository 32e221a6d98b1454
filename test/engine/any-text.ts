import fc from 'fast-check'

/**
 * Any UTF-16 text, lone surrogates and astral characters included. (fast-check's own `binary` and
 * `grapheme` units spend seconds on their tables.)
 */
export function anyText(maxLength = 30): fc.Arbitrary<string> {
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
    fc.integer({ min: 0xa0, max: 0x600 }).map((code) => String.fromCharCode(code)),
    fc.integer({ min: 0x10000, max: 0x1ffff }).map((code) => String.fromCodePoint(code)),
    fc.constantFrom('\u0301', '\u200b', '\u202e', "'", '+', ' ', '\n', '.', '🇺🇦', '👨‍👩‍👧', 'が', 'ที่'),
  )
  return fc.array(unit, { maxLength }).map((units) => units.join(''))
}
