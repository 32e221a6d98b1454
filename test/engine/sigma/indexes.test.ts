import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LiteralIndex, fileLiterals } from '../../../src/engine/sigma/literal-index.ts'
import { finishSteps } from '../../../src/engine/steps.ts'
import { PhraseIndex, filePhrases } from '../../../src/engine/sigma/phrase-index.ts'
import { SectionReader, SectionWriter } from '../../../src/engine/sigma/sections.ts'
import { cutWords } from '../../../src/engine/text/words.ts'
import { anyText } from '../any-text.ts'

const FORMAT = 7

function store(write: (writer: SectionWriter) => void): SectionReader {
  const writer = new SectionWriter()
  write(writer)
  const reader = SectionReader.open(writer.finish(FORMAT), FORMAT)
  if (reader === undefined) throw new Error('what was written could not be read')
  return reader
}

describe('the index of literals', () => {
  const narrow = fc.string({
    unit: fc.constantFrom('a', 'b', 'é', ' '),
    minLength: 1,
    maxLength: 7,
  })
  const wide = fc.string({ unit: fc.constantFrom('a', 'b', 'ш', '支'), minLength: 1, maxLength: 7 })
  const pieces = fc.oneof(
    narrow,
    wide,
    anyText().filter((text) => text !== ''),
  )

  test('finds the literals that stand in a text, and no other', () => {
    let found = 0
    fc.assert(
      fc.property(
        fc.uniqueArray(pieces, { maxLength: 12 }),
        fc.array(fc.oneof(narrow, wide), { maxLength: 8 }),
        (literals, parts) => {
          const text = [...parts, literals[0] ?? ''].join('')
          const { long, short } = fileLiterals(literals)
          const reader = store((writer) => {
            writer.addUnits(literals)
            writer.addNumbers(long)
            writer.addNumbers(short)
          })
          const index = new LiteralIndex(
            reader.readUnits(),
            reader.readNumbers(),
            reader.readNumbers(),
          )
          const reported = new Set<number>()
          index.scan(text, (literal) => reported.add(literal))
          const expected = literals.flatMap((literal, i) => (text.includes(literal) ? [i] : []))
          expect([...reported].sort((a, b) => a - b)).toEqual(expected)
          found += expected.length
        },
      ),
      { numRuns: 2000 },
    )
    expect(found).toBeGreaterThan(1000)
  })
})

describe('the index of phrases', () => {
  const word = fc.constantFrom('a', 'pay', 'pays', 'fee', 'été', 'шаг', '支', 'dont')
  const phrase = fc.record({
    words: fc.array(word, { minLength: 1, maxLength: 4 }),
    isOpen: fc.boolean(),
  })
  const isFiled = ({ words, isOpen }: { words: string[]; isOpen: boolean }): boolean =>
    !isOpen || words.length > 1 || (words[0] ?? '').length > 2

  test('finds every occurrence of every phrase, however the text is written', () => {
    fc.assert(
      fc.property(
        fc.array(phrase.filter(isFiled), { maxLength: 10 }),
        fc.array(
          fc.oneof(word, fc.constantFrom("Don't", 'PAY', 'E\u0301T\u00c9', 'ШАГ,', '支支')),
          {
            maxLength: 20,
          },
        ),
        (phrases, spoken) => {
          const { pairs, words, stems } = finishSteps(filePhrases(phrases))
          const reader = store((writer) => {
            writer.addUnits(phrases.map((one) => one.words.join(' ')))
            for (const file of [pairs, words, stems]) writer.addNumbers(file)
          })
          const files = [reader.readUnits(), reader.readNumbers(), reader.readNumbers()] as const
          const index = new PhraseIndex(...files, reader.readNumbers())
          const view = cutWords(spoken.join(' '))
          const reported: string[] = []
          index.scan(view, (number, first) => reported.push(`${number} ${first}`) > 0)
          const expected = phrases.flatMap(({ words: wanted, isOpen }, number) =>
            view.words.flatMap((_, first) => {
              const stands = wanted.every((one, i) => {
                const said = view.words[first + i] ?? ''
                return isOpen && i === wanted.length - 1 ? said.startsWith(one) : said === one
              })
              return stands ? [`${number} ${first}`] : []
            }),
          )
          expect(reported.sort()).toEqual(expected.sort())
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('stored sections', () => {
  test('give back any text and number, and nothing of another format', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { maxLength: 8 }),
        fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 30 }),
        (texts, numbers) => {
          const all = [...texts, '\ud800', 'a\udc00é支']
          const reader = store((writer) => {
            writer.addTexts(all)
            writer.addNumbers(numbers)
          })
          const stored = reader.readTexts()
          expect(all.map((_, i) => stored.get(i))).toEqual(all)
          expect([...reader.readNumbers()]).toEqual(numbers)
        },
      ),
    )
    const bytes = new SectionWriter().finish(FORMAT)
    expect(SectionReader.open(bytes, FORMAT)).toBeDefined()
    expect(SectionReader.open(bytes, FORMAT + 1)).toBeUndefined()
  })
})
