import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '../any-text.ts'
import { cutPhrase, cutWords, joinWords } from '../../../src/engine/text/words.ts'

const cut = (text: string) => [...cutWords(text).words]

/** The definition, word for word and slowly: no offsets, one character after the other. */
function cutBySpecification(text: string): string[] {
  const visible = Array.from(text).filter(
    (c) => !/[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/u.test(c),
  )
  const folded = visible
    .filter((c) => !/^[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]$/.test(c))
    .join('')
    .normalize('NFKC')
    .replaceAll('\u0130', 'i')
    .normalize('NFKC')
    .toLowerCase()
  const inner = folded.replace(/(?<=[\p{L}\p{M}\p{Nd}])['\u2019](?=[\p{L}\p{Nd}])/gu, '')
  return inner.match(/(?:[\p{L}\p{M}\p{Nd}]|(?<=\p{L}\p{M}*[+#]*)[+#])+/gu) ?? []
}

describe('cutWords', () => {
  it.each([
    ['Move to Telegram!', ['move', 'to', 'telegram']],
    ["I'm sure you don’t know", ['im', 'sure', 'you', 'dont', 'know']],
    ["'quoted' and rock 'n' roll", ['quoted', 'and', 'rock', 'n', 'roll']],
    ['м’який знак, мʼята', ['мякий', 'знак', 'мята']],
    ['C++, C# and F#; #hiring', ['c++', 'c#', 'and', 'f#', 'hiring']],
    ['press Win+R, then Ctrl+Alt+Del', ['press', 'win+r', 'then', 'ctrl+alt+del']],
    ['1+1 and win + r', ['1', '1', 'and', 'win', 'r']],
    ["C++'s", ['c++', 's']],
    ['pay_the-fee/now', ['pay', 'the', 'fee', 'now']],
    ['ﬁnal ２０２６ ＡＢＣ ①', ['final', '2026', 'abc', '1']],
    ['Ü cafe\u0301 CAFÉ', ['ü', 'café', 'café']],
    ['pay\u200bment se\u00adcret \ufeffx', ['payment', 'secret', 'x']],
    ['İş teklifi', ['iş', 'teklifi']],
    ['副業で稼ぐ', ['副', '業', 'で', '稼', 'ぐ']],
    ['ﾃﾚｸﾞﾗﾑへ', ['テ', 'レ', 'グ', 'ラ', 'ム', 'へ']],
    ['Remote面试 link', ['remote', '面', '试', 'link']],
    ['งานที่', ['ง', 'า', 'น', 'ที่']],
    ['재택근무 알바', ['재택근무', '알바']],
    ['😀', []],
    ['', []],
    ['\ud800x\udc00', ['x']],
  ])('cuts %j', (text, words) => {
    expect(cut(text)).toEqual(words)
  })

  it.each([
    ['the Pay\u200bMent now', 1, 'Pay\u200bMent'],
    ['x ｆｅｅ y', 1, 'ｆｅｅ'],
    ['½ share', 0, '½'],
    ['½ share', 1, '½'],
    ['cafe\u0301 x', 0, 'cafe\u0301'],
    ['say don’t.', 1, 'don’t'],
    ['ภาษา ที่', 4, 'ที่'],
  ])('leads back to the text: %j', (text, index, original) => {
    const view = cutWords(text)
    expect(text.slice(view.starts[index], view.ends[index])).toBe(original)
  })

  it('joins words with one space at both ends', () => {
    expect(joinWords(cutWords('Your  wallet.'))).toBe(' your wallet ')
    expect(joinWords(cutWords('!'))).toBe(' ')
  })
})

const roughText = fc.oneof(
  anyText(),
  fc
    .array(
      fc.constantFrom(...Array.from("ae Éßİ'’+#1-ー副กิ่\u0301\u0338\u200b\u1161\u11a8가ﾞ½ſΣ")),
      {
        maxLength: 30,
      },
    )
    .map((list) => list.join('')),
)

describe('cutWords on any text', () => {
  it('keeps offsets inside the text and in order', () => {
    fc.assert(
      fc.property(roughText, (text) => {
        const { words, starts, ends } = cutWords(text)
        let last = 0
        words.forEach((word, index) => {
          const start = starts[index]!
          const end = ends[index]!
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          expect(word).not.toMatch(/[\s']/)
          last = start
        })
      }),
      { numRuns: 3000 },
    )
  })

  it('gives a word again when only its own part of the text is cut', () => {
    // Which lower-case sigma a Σ becomes depends on the letters around it.
    const oneSigma = (words: string): string => words.replaceAll('ς', 'σ')
    fc.assert(
      fc.property(anyText(), (text) => {
        const { words, starts, ends } = cutWords(text)
        words.forEach((word, index) => {
          const again = cut(text.slice(starts[index], ends[index])).join(' ')
          expect(oneSigma(again)).toContain(oneSigma(word))
        })
      }),
      { numRuns: 1000 },
    )
  })

  it('leaves its own output as it is', () => {
    fc.assert(
      fc.property(roughText, (text) => {
        const words = cut(text)
        expect(cut(` ${words.join(' ')} `)).toEqual(words)
      }),
      { numRuns: 5000 },
    )
  })

  it('agrees with the definition for scripts with spaces', () => {
    // Without a capital sigma: JavaScript lowers it by what stands before the word.
    const parts = Array.from(
      "abcXYZ éÉßñöФыяσλ 0127 ab .,;!-_'’+#/=\u0301\u0323\u200b\u00ad½ﬁＡ𝐀ⅷ①ªहिन्दी عربي שלום",
    )
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 60 }), (list) => {
        const text = list.join('')
        expect(cut(text)).toEqual(cutBySpecification(text))
      }),
      { numRuns: 5000 },
    )
  })
})

describe('cutPhrase', () => {
  it.each([
    [' your wallet ', ' your wallet '],
    ['  副業 募集 ', ' 副 業 募 集 '],
    ['Crypto', 'crypto'],
    [' don’t tell', ' dont tell'],
    ['', ''],
    [' — ', ' '],
  ])('%j becomes %j', (phrase, expected) => {
    expect(cutPhrase(phrase)).toBe(expected)
  })
})
