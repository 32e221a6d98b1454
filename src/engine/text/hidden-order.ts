import { MappedTextBuilder, type MappedText } from './mapped-text.ts'

/**
 * Parts that a reader sees otherwise than they are stored, or stored text that nobody sees:
 * 1. a right-to-left override: `\u202eyap\u202c` shows "pay";
 * 2. tag characters, invisible copies of ASCII (in a flag such as England's they are honest);
 * 3. letters in black circles or squares and in brackets, which NFKC leaves or cuts apart; two or more,
 *    since one alone is an emoji.
 */
const HIDDEN =
  /\u202e([^\u202c\n\u2029]{1,2000})\u202c?|\u{1f3f4}[\u{e0020}-\u{e007f}]+|([\u{e0020}-\u{e007e}]+)|((?:[\u{249c}-\u{24b5}\u{1f110}-\u{1f129}\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}]\ufe0f?){2,})/gu
const MAY_HIDE = /[\u202e\u249c-\u24b5\udb40]|\ud83c[\udd10-\udd89]/

/** The text as it is seen, or with what is unseen; undefined where nothing is hidden. */
export function revealHidden(text: string): MappedText | undefined {
  if (!MAY_HIDE.test(text)) return undefined
  const builder = new MappedTextBuilder()
  let last = 0
  for (const match of text.matchAll(HIDDEN)) {
    const [whole, overridden, tags, boxed] = match
    const shown = readHidden(overridden, tags, boxed)
    if (shown === undefined) continue
    builder.keep(text.slice(last, match.index), last)
    const end = match.index + whole.length
    if (overridden !== undefined) builder.replace(shown, match.index, end)
    else replaceEach(builder, whole, shown, match.index)
    last = end
  }
  if (last === 0) return undefined
  builder.keep(text.slice(last), last)
  return builder.finish()
}

function readHidden(
  overridden: string | undefined,
  tags: string | undefined,
  boxed: string | undefined,
): string | undefined {
  if (overridden !== undefined) {
    return /[a-z][a-z]/i.test(overridden) ? reverse(overridden) : undefined
  }
  if (tags !== undefined) return mapPoints(tags, (point) => point - 0xe0000)
  return boxed === undefined ? undefined : mapPoints(boxed, readBoxed)
}

/** Joining the code points backwards is what the override shows. */
function reverse(text: string): string {
  return Array.from(text).reverse().join('')
}

function mapPoints(text: string, map: (point: number) => number | undefined): string {
  let mapped = ''
  for (const character of text) {
    const point = map(character.codePointAt(0) ?? 0)
    if (point !== undefined) mapped += String.fromCharCode(point)
  }
  return mapped
}

const BOXES = [0x249c, 0x1f110, 0x1f150, 0x1f170]

function readBoxed(point: number): number | undefined {
  const first = BOXES.find((start) => point >= start && point < start + 26)
  return first === undefined ? undefined : 0x61 + point - first
}

/** Each letter stands for its own code point, with a variation selector after it. */
function replaceEach(
  builder: MappedTextBuilder,
  whole: string,
  shown: string,
  start: number,
): void {
  let at = start
  let index = 0
  for (const character of whole) {
    const end = at + character.length
    if (character !== '\ufe0f') builder.replace(shown.charAt(index++), at, end)
    at = end
  }
}
