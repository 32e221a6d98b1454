import { foldCase } from './fold.ts'
import type { Literal, TextForm } from './prepared-value.ts'
import { ANY, type Part } from './sigma-string.ts'

const DASH = /[-/\u2013\u2014\u2015]/
// The halves of a character change their case together only.
const SURROGATE = /[\ud800-\udfff]/

/** The longest text that stands in every value which a pattern of this form fits. */
export function findLiteral(parts: readonly Part[], form: TextForm): Literal | undefined {
  const isDashed = form === 'dashed' || form === 'foldedDashed'
  const pieces = parts
    .filter((part) => typeof part === 'string')
    .flatMap((part) => (isDashed ? part.split(DASH) : [part]))
    .filter((piece) => piece !== '' && !SURROGATE.test(piece))
    .sort((a, b) => b.length - a.length)
  const [longest] = pieces
  if (longest === undefined) return undefined
  const [start, text, end] = parts
  const isContained = parts.length === 3 && start === ANY && text === longest && end === ANY
  return { text: foldCase(longest), decides: isContained && form === 'folded' }
}
