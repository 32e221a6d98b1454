/**
 * Characters that a terminal or a reader's eye would obey: control characters (escape sequences),
 * direction overrides, invisible ones. A message is hostile text, also on a terminal.
 */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]+/gu

/** One line of text, safe to print, cut after `width` columns. */
export function cleanText(text: string, width: number): string {
  // Cutting first bounds the work on a text of many megabytes.
  const start = text.slice(0, width * 8)
  const clean = start.replace(/\s+/gu, ' ').replace(UNSAFE, '\uFFFD').trim()
  return cutToWidth(clean, width, start.length < text.length)
}

function cutToWidth(text: string, width: number, isCut: boolean): string {
  let used = 0
  let end = 0
  let endBefore = 0
  for (const character of text) {
    used += isWide(character) ? 2 : 1
    if (used > width) break
    endBefore = end
    end += character.length
  }
  if (end === text.length && !isCut) return text
  return `${text.slice(0, endBefore)}…`
}

/** Columns that a text takes in a terminal. */
export function measureWidth(text: string): number {
  let width = 0
  for (const character of text) width += isWide(character) ? 2 : 1
  return width
}

function isWide(character: string): boolean {
  return /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uFF01-\uFF60]/u.test(
    character,
  )
}
