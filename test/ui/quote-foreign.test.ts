import { expect, it } from 'vitest'
import { quoteForeign } from '../../src/ui/quote-foreign.ts'

it.each([
  ['Northwind rules', '\u2068Northwind rules\u2069'],
  ['Rules\u202egnp.exe', '\u2068Rules[U+202E]gnp.exe\u2069'],
  ['closes\u2069 early\u2068', '\u2068closes early\u2069'],
])('keeps %j to itself', (text, quoted) => {
  expect(quoteForeign(text)).toBe(quoted)
})
