import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makePlainText } from '../../../src/engine/text/plain-text.ts'
import { anyText } from '../any-text.ts'

describe('a text as it would be typed plainly', () => {
  it.each([
    ['no-break and ideographic spaces', 'a\u00a0b\u3000c', 'a b c'],
    ['zero-width characters', 'wal\u200blet', 'wallet'],
    ['soft hyphens', 'wal\u00adlet', 'wallet'],
    ['letters taken apart', 'Ge\u0308ha\u0308lter', 'G\u00ebh\u00e4lter'],
    ['Korean taken apart', '설치하세요'.normalize('NFD'), '설치하세요'],
    ['full width', '\uff34\uff45\uff4c', 'Tel'],
    ['Arabic lengthening', 'تـــلـيـغـرام', 'تليغرام'],
    ['Arabic vowel marks', 'مُحَفَّظَة', 'محفظة'],
    ['Hebrew points', 'שָׁלוֹם', 'שלום'],
  ])('undoes %s', (_, text, plain) => {
    expect(makePlainText(text)?.text).toBe(plain)
  })

  it.each([
    ['ASCII', 'Hello,\n\tsee https://a.example/?x=1 & reply.'],
    ['German', 'Größe, Straße, Gehälter'],
    ['Arabic', 'الخطوة الأولى مقابلة مسجلة'],
    ['Hindi', 'नौकरी का प्रस्ताव'],
    ['Japanese', 'ガイドを読んでください。'],
    ['Korean', '설치하신 다음 열어 주세요'],
    ['emoji', 'see you 😀'],
  ])('leaves %s alone', (_, text) => {
    expect(makePlainText(text)).toBeUndefined()
  })

  it('stays itself when made again, and each unit leads back into the original', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const made = makePlainText(text)
        if (made === undefined) return
        expect(makePlainText(made.text)?.text ?? made.text).toBe(made.text)
        expect(made.from).toHaveLength(made.text.length)
        for (let at = 0; at < made.text.length; at += 1) {
          const [from = -1, to = -1] = [made.from[at], made.to[at]]
          expect(from).toBeGreaterThanOrEqual(made.from[at - 1] ?? 0)
          expect(to).toBeGreaterThan(from)
          expect(to).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
