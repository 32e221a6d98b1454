import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deriveUuid, hashText, writeCanonicalJson } from '../../src/packs/content-hash.ts'
import { parseTimespan } from '../../src/packs/timespan.ts'

describe('a time span', () => {
  it.each([
    ['30s', 30_000],
    ['90m', 5_400_000],
    ['12h', 43_200_000],
    ['15d', 1_296_000_000],
  ])('%s', (text, ms) => {
    expect(parseTimespan(text)).toBe(ms)
  })

  it.each(['', 'd', '15', '0d', '1.5h', '15D', '-1d', ' 1d', '1d ', '12345678d'])(
    '%j is none',
    (text) => {
      expect(parseTimespan(text)).toBeUndefined()
    },
  )
})

describe('a content hash', () => {
  it('does not depend on the order of keys, but on that of lists', () => {
    expect(writeCanonicalJson({ b: 1, a: { d: 1, c: 2 } })).toBe(
      writeCanonicalJson({ a: { c: 2, d: 1 }, b: 1 }),
    )
    expect(writeCanonicalJson([1, 2])).not.toBe(writeCanonicalJson([2, 1]))
  })

  it('tells texts apart', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(hashText(a) === hashText(b)).toBe(a === b)
        expect(deriveUuid(a)).toMatch(
          /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
        )
      }),
    )
  })
})
