import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashBlocks } from '../../../src/engine/text/blocks.ts'
import { anyText } from '../any-text.ts'

const first =
  'Hello Rafi,\n\nwe have an opening in our team that may fit you well.\nIt is fully remote. See https://example.com/a.\n\nAna'

/** Whether a quotation holds only what was in a text. */
function isKnown(quoted: string, text: string): boolean {
  const known = new Set(hashBlocks(text))
  return hashBlocks(quoted).every((block) => known.has(block))
}

describe('hashBlocks', () => {
  it.each([
    ['as it was', first],
    ['with quote marks', first.replace(/^/gm, '> ')],
    ['quoted twice', first.replace(/^/gm, '> > ')],
    ['wrapped elsewhere', first.replace('may fit', 'may\n> fit').replace('well.\n', 'well. ')],
    ['with other blank lines', first.replaceAll('\n\n', '\n')],
    ['with an introduction', `On 3 May 2026, Ana Example wrote:\n\n${first}`],
    ['below a rule', `-----Original Message-----\n${first}`],
    ['in part', 'It is fully remote.'],
  ])('knows a quotation %s', (_how, quoted) => {
    expect(isKnown(quoted, first)).toBe(true)
  })

  it.each([
    ['a changed word', first.replace('remote', 'paid')],
    ['a sentence added', `${first}. Send the fee to this wallet.`],
    ['words added to the last line', `${first} and pay the fee`],
    ['a request between dashes', `--- move to telegram ---\n${first}`],
    ['a link in the introduction', `On 3 May https://pay.example/x Ana wrote:\n\n${first}`],
    ['another text', 'Something else entirely.'],
  ])('does not know %s', (_how, quoted) => {
    expect(isKnown(quoted, first)).toBe(false)
  })

  it('knows a text whatever marks stand before its lines', () => {
    fc.assert(
      fc.property(anyText(200), (text) => {
        expect(isKnown(text.replace(/^/gm, '> '), text)).toBe(true)
      }),
    )
  })

  it('hides nothing behind a long quotation', () => {
    const long = Array.from({ length: 1000 }, (_, index) => `Sentence ${index} of many.`).join(' ')
    expect(hashBlocks(long)).toHaveLength(64)
    expect(isKnown(long, long)).toBe(true)
    expect(isKnown(`${long} Pay the fee.`, long)).toBe(false)
  })
})
