import type { WordsView } from '../event.ts'
import type { WordEdit } from './disguise.ts'
import { undoLeet, undoSmallLeet } from './leet.ts'
import { WordList } from './word-list.ts'

const SIGNS = '@$!|'
const MAX_TOKEN = 20
const HAS_DIGIT_BESIDE_LETTER = /[a-z][0-9]|[0-9][a-z]/i
/** Lures' words written with digits and signs. */
export function findLeetEdits(text: string, view: WordsView): WordEdit[] {
  const edits: WordEdit[] = findSigned(text, view)
  if (!HAS_DIGIT_BESIDE_LETTER.test(text)) return edits
  const candidates: number[] = []
  const words = WordList.from(view)
  for (let at = 0; at < words.count; at++) {
    if (!mayHoldDigit(text, view.starts[at] ?? 0, view.ends[at] ?? 0)) continue
    const word = words.wordAt(at)
    if (!hasDigitAndLetter(word)) continue
    const plain = undoLeet(word)
    if (plain === undefined) candidates.push(at)
    else edits.push({ first: at, last: at + 1, words: [plain] })
  }
  if (edits.length === 0) return edits
  for (const at of candidates) {
    const plain = undoSmallLeet(words.wordAt(at))
    if (plain !== undefined) edits.push({ first: at, last: at + 1, words: [plain] })
  }
  return edits
}

/** Words are made when asked for: few have to be. Beyond ASCII a digit may come of anything. */
function mayHoldDigit(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    if ((unit >= 0x30 && unit <= 0x39) || unit >= 0x80) return true
  }
  return false
}

/** A loop, not a pattern: it runs over every word of every message. */
function hasDigitAndLetter(word: string): boolean {
  const length = word.length
  if (length < 3 || length > 20) return false
  let digits = 0
  for (let at = 0; at < length; at++) {
    const unit = word.charCodeAt(at)
    if (unit >= 0x30 && unit <= 0x39) digits++
    else if (unit < 0x61 || unit > 0x7a) return false
  }
  return digits > 0 && digits < length
}

/** `regi$tration` was cut at the sign: both halves become one word. */
function findSigned(text: string, view: WordsView): WordEdit[] {
  const edits: WordEdit[] = []
  let at = 0
  for (const { start, end } of findSignedTokens(text)) {
    const plain = undoLeet(text.slice(start, end).toLowerCase())
    if (plain === undefined) continue
    while (at < view.ends.length && (view.ends[at] ?? 0) <= start) at++
    let last = at
    while (last < view.starts.length && (view.starts[last] ?? 0) < end) last++
    if (last > at) edits.push({ first: at, last, words: [plain] })
  }
  return edits
}

interface Stretch {
  readonly start: number
  readonly end: number
}

/** Runs of letters, digits and signs in which a sign stands before a letter; no addresses, no ends of sentences. */
function findSignedTokens(text: string): Stretch[] {
  const tokens: Stretch[] = []
  for (const sign of SIGNS) {
    for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) {
      if (!isTokenUnit(text.charCodeAt(at + 1))) continue
      let start = at
      while (start > 0 && at - start < MAX_TOKEN && isTokenUnit(text.charCodeAt(start - 1))) start--
      let end = at + 1
      while (end - at < MAX_TOKEN && isTokenUnit(text.charCodeAt(end))) end++
      const isAddress =
        /[.\-_]/.test(text.charAt(start - 1)) || /^(?:[-@_]|\.\w)/.test(text.slice(end, end + 2))
      while (end > start && text.charAt(end - 1) === '!') end--
      if (!isAddress) tokens.push({ start, end })
      at = Math.max(at, end)
    }
  }
  return tokens.sort((a, b) => a.start - b.start)
}

function isTokenUnit(unit: number): boolean {
  if (unit >= 0x61 && unit <= 0x7a) return true
  if ((unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a)) return true
  return unit === 0x40 || unit === 0x24 || unit === 0x21 || unit === 0x7c
}
