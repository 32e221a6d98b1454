import { foldCase } from './fold.ts'

/** A set of characters, as an expression names it. Two sets with the same key are the same. */
export interface CharSet {
  readonly key: string
  /** Whether a code point belongs to it. */
  has(point: number): boolean
}

type Range = readonly [from: number, to: number]

export const DIGITS: readonly Range[] = [[0x30, 0x39]]
export const WORD: readonly Range[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
]
export const SPACES: readonly Range[] = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
]
const LAST = 0x10ffff

/** What belongs to a set before its flags are looked at. */
export interface Members {
  readonly ranges: Range[]
  /** Properties such as `\p{L}`. */
  readonly properties: RegExp[]
}

export function complement(ranges: readonly Range[]): Range[] {
  const left: Range[] = []
  let next = 0
  for (const [from, to] of ranges) {
    if (from > next) left.push([next, from - 1])
    next = to + 1
  }
  if (next <= LAST) left.push([next, LAST])
  return left
}

/** `isFolded`: letter case makes no difference. */
export function makeCharSet(members: Members, isNegated: boolean, isFolded: boolean): CharSet {
  const { ranges, properties } = members
  const includes = (point: number): boolean =>
    ranges.some(([from, to]) => point >= from && point <= to) ||
    (properties.length > 0 && hasProperty(properties, point))
  const sources = [...ranges.map(String), ...properties.map(({ source }) => source)]
  return {
    key: `${isNegated ? '^' : ''}${isFolded ? 'i' : ''}${sources.join(' ')}`,
    has: (point) => (isFolded ? listCases(point).some(includes) : includes(point)) !== isNegated,
  }
}

function hasProperty(properties: readonly RegExp[], point: number): boolean {
  const character = String.fromCodePoint(point)
  return properties.some((property) => property.test(character))
}

/** A character in every letter case. */
function listCases(point: number): number[] {
  const character = String.fromCodePoint(point)
  const folded = foldCase(character)
  const cases = [folded, character.toLowerCase(), character.toUpperCase(), folded.toUpperCase()]
  const single = cases.map((text) => text.codePointAt(0) ?? point)
  // `ß` becomes two letters: those are other characters.
  return [point, ...single.filter((_, i) => lengthOf(cases[i] ?? '') === 1)]
}

function lengthOf(text: string): number {
  return (text.codePointAt(0) ?? 0) > 0xffff ? text.length - 1 : text.length
}
