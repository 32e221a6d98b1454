import type { WordsView } from '../event.ts'
import type { WordEdit } from './disguise.ts'
import { LURE_WORDS, splitKnownWords } from './lure-words.ts'
import { WordList } from './word-list.ts'

const GAPS = ' .-_*\u00a0\u00b7\u2022\u2009\u200a~'
const MIN_LETTERS = 3
/** Unknown letters in a row are joined from this many on. */
const MIN_UNKNOWN = 6

/**
 * Words with their letters apart (`p a y`, `w.a.l.l.e.t`): single letters with the same one sign
 * between them. Three or more that make a lure's words, then also small words (`t h e`) elsewhere in the
 * text; six or more lower-case ones with spaces make a word in any case. Initials, `e.g.`, `A B C` and
 * spaced headlines stay.
 */
export function findSpacedEdits(text: string, view: WordsView): WordEdit[] {
  const edits: WordEdit[] = []
  const small: WordEdit[] = []
  const words = WordList.from(view)
  let at = 0
  while (at < words.count) {
    if (!isSingleLetter(words, at)) {
      at++
      continue
    }
    const last = runEnd(text, view, words, at)
    if (last - at >= MIN_LETTERS) {
      const found = readRun(text, view, at, last)
      const isLure = found?.some((word) => LURE_WORDS.has(word) || word.length >= MIN_UNKNOWN)
      if (found !== undefined)
        (isLure === true ? edits : small).push({ first: at, last, words: found })
    }
    at = last
  }
  return edits.length === 0 ? edits : [...edits, ...small]
}

/** A word of one unit has that unit as its hash: most others need not be made. */
function isSingleLetter(words: WordList, at: number): boolean {
  const hash = words.hashAt(at)
  const isLetter = (hash >= 0x61 && hash <= 0x7a) || (hash >= 0x30 && hash <= 0x39)
  return isLetter && words.wordAt(at).length === 1
}

/** The word after the last letter that follows with the same gap. */
function runEnd(text: string, view: WordsView, words: WordList, first: number): number {
  const gap = text.charAt(view.ends[first] ?? 0)
  if (gap === '' || !GAPS.includes(gap)) return first + 1
  let at = first + 1
  while (isSingleLetter(words, at)) {
    const start = view.starts[at] ?? 0
    const end = view.ends[at - 1] ?? 0
    if (start - end !== 1 || text.charAt(end) !== gap) break
    at++
  }
  return at
}

function readRun(text: string, view: WordsView, first: number, last: number): string[] | undefined {
  const letters = view.words.slice(first, last).join('')
  const known = splitKnownWords(letters)
  if (known !== undefined && known.some((word) => word.length >= MIN_LETTERS)) return known
  const isSpaced = text.charAt(view.ends[first] ?? 0) === ' '
  const start = view.starts[first] ?? 0
  const isLower = /^[a-z ]+$/.test(text.slice(start, view.ends[last - 1]))
  if (!isSpaced || !isLower || letters.length < MIN_UNKNOWN) return undefined
  return new Set(letters).size > 3 && !isAlphabet(letters) ? [letters] : undefined
}

/** `a b c d e f` is a list. */
function isAlphabet(letters: string): boolean {
  let ascending = 0
  for (let at = 1; at < letters.length; at++) {
    if (letters.charCodeAt(at) > letters.charCodeAt(at - 1)) ascending++
  }
  return ascending >= letters.length - 2
}
