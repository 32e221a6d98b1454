import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyText } from '../any-text.ts'
import { hashBlocks, isKnownText } from '../../../src/engine/text/blocks.ts'

const first =
  'Hello Rafi,\n\nwe have an opening in our team that may fit you well.\nIt is fully remote.\n\nAna'
const known = new Set(hashBlocks(first))

describe('isKnownText', () => {
  it.each([
    ['as it was', first],
    ['with quote marks', first.replace(/^/gm, '> ')],
    ['quoted twice', first.replace(/^/gm, '> > ')],
    ['wrapped elsewhere', first.replace('may fit', 'may\n> fit')],
    ['with other blank lines', first.replaceAll('\n\n', '\n')],
    ['with an attribution line', `On 3 May 2026, Ana Example wrote:\n\n${first}`],
    ['in part', 'we have an opening in our team that may fit you well.\nIt is fully remote.'],
  ])('knows a quotation %s', (_how, quoted) => {
    expect(isKnownText(quoted, known)).toBe(true)
  })

  it.each([
    ['a changed word', first.replace('remote', 'paid')],
    ['a line added', `${first}\nSend the fee to this wallet.`],
    ['a link in the attribution', `On 3 May https://pay.example/x Ana wrote:\n\n${first}`],
    ['another text', 'Something else entirely.'],
  ])('does not know %s', (_how, quoted) => {
    expect(isKnownText(quoted, known)).toBe(false)
  })
})

describe('hashBlocks', () => {
  it('always knows its own text, whatever marks stand before the lines', () => {
    fc.assert(
      fc.property(anyText(300), (text) => {
        const hashes = new Set(hashBlocks(text))
        expect(isKnownText(text, hashes)).toBe(true)
        expect(isKnownText(text.replace(/^/gm, '> '), hashes)).toBe(true)
      }),
    )
  })

  it('remembers at most 200 blocks', () => {
    const text = Array.from({ length: 1000 }, (_, index) => `line ${index}`).join('\n\n')
    expect(hashBlocks(text)).toHaveLength(200)
    expect(
      hashBlocks(text).every((hash) => Number.isInteger(hash) && hash >= 0 && hash < 2 ** 32),
    ).toBe(true)
  })
})
