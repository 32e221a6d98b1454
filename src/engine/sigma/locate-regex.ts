import type { RE2JS } from 're2js'
import type { Range } from './prepared-value.ts'

const MIN_WINDOW = 256

/**
 * Where an expression fits, leftmost first and apart from each other. Asking whether it fits is much
 * faster than asking where: with a known reach that is asked of one window after the other, and the
 * place is looked for in a window that holds one.
 */
export function locateRegex(
  regex: RE2JS,
  text: string,
  reach: number | undefined,
  limit: number,
): Range[] {
  const ranges: Range[] = []
  let from = 0
  while (ranges.length < limit) {
    const found =
      reach === undefined ? findFrom(regex, text, from) : search(regex, text, from, reach)
    if (found === undefined) break
    ranges.push(found)
    from = found[1] > found[0] ? found[1] : found[1] + lengthAt(text, found[1])
    if (from > text.length) break
  }
  return ranges
}

function search(regex: RE2JS, text: string, from: number, reach: number): Range | undefined {
  const size = Math.max(MIN_WINDOW, reach * 2)
  let start = from
  for (;;) {
    const end = start + size
    // One unit more on either side, since a word boundary depends on its neighbours.
    const before = Math.max(0, start - 1)
    const part = text.slice(before, end + 1)
    const found = regex.test(part) ? findFrom(regex, part, start - before) : undefined
    const place = found && found[0] + before
    const isWhole = end >= text.length
    if (found !== undefined && place !== undefined && (isWhole || place + reach <= end)) {
      return [place, found[1] + before]
    }
    if (isWhole) return undefined
    // What begins in the last part of the window may go on behind it.
    start = place ?? end - reach
  }
}

function findFrom(regex: RE2JS, text: string, from: number): Range | undefined {
  const matcher = regex.matcher(text)
  return matcher.find(from) ? [matcher.start(), matcher.end()] : undefined
}

/** Units of the character at a place. */
function lengthAt(text: string, place: number): number {
  return (text.codePointAt(place) ?? 0) > 0xffff ? 2 : 1
}
