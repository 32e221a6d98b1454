import type { WordsView } from '../event.ts'
import type { WordEdit } from './disguise.ts'
import { undoLeet, undoSmallLeet } from './leet.ts'

const HAS_SIGN = /[a-z0-9][@$!|]+[a-z0-9]|[@$][a-z]/i
const SIGNED_TOKEN = /(?<![\w.@$!|+-])[a-z0-9]{0,15}[@$!|][a-z0-9@$!|]{1,19}(?![\w@$|-]|\.\w)/gi

/** Lures' words written with digits and signs. */
export function findLeetEdits(text: string, view: WordsView): WordEdit[] {
  const edits: WordEdit[] = HAS_SIGN.test(text) ? findSigned(text, view) : []
  const candidates: number[] = []
  const { words } = view
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (!hasDigitAndLetter(word)) continue
    const plain = undoLeet(word)
    if (plain === undefined) candidates.push(at)
    else edits.push({ first: at, last: at + 1, words: [plain] })
  }
  if (edits.length === 0) return edits
  for (const at of candidates) {
    const plain = undoSmallLeet(words[at] ?? '')
    if (plain !== undefined) edits.push({ first: at, last: at + 1, words: [plain] })
  }
  return edits
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
  for (const match of text.matchAll(SIGNED_TOKEN)) {
    const plain = undoLeet(match[0].replace(/!+$/, '').toLowerCase())
    if (plain === undefined) continue
    while (at < view.words.length && (view.ends[at] ?? 0) <= match.index) at++
    let last = at
    while (last < view.words.length && (view.starts[last] ?? 0) < match.index + match[0].length)
      last++
    if (last > at) edits.push({ first: at, last, words: [plain] })
  }
  return edits
}
