import type { WordsView } from '../event.ts'
import {
  ALONE,
  APOSTROPHE,
  COMPLEX,
  DIGIT,
  LETTER,
  PLAIN_WORD_UNITS,
  SEPARATOR,
  SIGN,
  SPECIAL,
  classOf,
  foldUnit,
} from './character-classes.ts'
import { cutComplexChunk } from './complex-words.ts'
import { EMPTY_HASH, WordList, addToHash } from './word-list.ts'
import { WordSink } from './word-sink.ts'

/**
 * Cuts a text into words: NFKC, lower case, invisible characters removed; a word is a run of letters,
 * marks and digits, inner apostrophes dropped; `+` and `#` stay after a letter. Han, kana, Thai, Lao,
 * Khmer and Burmese are cut into single characters with their marks, so that any phrase of them is
 * a run of whole words (`CUT_VERSION`).
 *
 * Turkish `İ` becomes `i` (not `i` and a dot), so that `iş` also finds `İş`.
 */
export function cutWords(text: string): WordList {
  const sink = new WordSink(text)
  const length = text.length
  let at = 0
  while (at < length) {
    const unit = text.charCodeAt(at)
    const plain = unit < 0x80 ? (PLAIN_WORD_UNITS[unit] ?? 0) : SPECIAL
    if (plain === 0) at += 1
    else at = plain === SPECIAL ? cutChunk(text, at, sink) : cutPlain(text, at, sink)
  }
  return sink.finish()
}

/** The words joined by single spaces, one more at both ends: the value of the field `words`. */
export function joinWords(view: WordsView): string {
  if (view instanceof WordList) return view.joined
  return view.words.length === 0 ? ' ' : ` ${view.words.join(' ')} `
}

/**
 * Brings a phrase of a rule into the form of `words`. White space at either end of the phrase is kept
 * as one space (a word ends there); without it the phrase may start or end inside a word.
 */
export function cutPhrase(phrase: string): string {
  const { words } = cutWords(phrase)
  if (words.length === 0) return phrase === '' ? '' : ' '
  const head = /^\s/.test(phrase) ? ' ' : ''
  const tail = /\s$/.test(phrase) ? ' ' : ''
  return head + words.join(' ') + tail
}

/**
 * The short way for a word of ASCII letters and digits, which most are. Whatever needs a look around
 * goes to `cutChunk`.
 */
function cutPlain(text: string, start: number, sink: WordSink): number {
  const length = text.length
  let hash = EMPTY_HASH
  let at = start
  let plain = 0
  for (; at < length; at += 1) {
    const unit = text.charCodeAt(at)
    plain = unit < 0x80 ? (PLAIN_WORD_UNITS[unit] ?? 0) : SPECIAL
    if (plain <= SPECIAL) break
    hash = addToHash(hash, plain)
  }
  if (plain === SPECIAL) return cutChunk(text, start, sink)
  sink.addPlain(hash, start, at)
  return at
}

/** Cuts one word, or a longer stretch that needs NFKC; answers where to go on. */
function cutChunk(text: string, start: number, sink: WordSink): number {
  const length = text.length
  let before = SEPARATOR
  let hash = EMPTY_HASH
  let hasApostrophe = false
  let hasSigma = false
  let at = start
  for (; at < length; at++) {
    const unit = text.charCodeAt(at)
    const kind = classOf(unit)
    if (kind === COMPLEX) return cutComplexChunk(text, start, sink)
    if (kind === LETTER || kind === DIGIT) before = kind
    else if (kind === SIGN && (before === LETTER || before === SIGN)) before = SIGN
    else if (kind === APOSTROPHE && isInner(text, at, before)) {
      hasApostrophe = true
      continue
    } else break
    if (unit === CAPITAL_SIGMA) hasSigma = true
    hash = addToHash(hash, foldUnit(unit))
  }
  if (at > start) {
    if (hasSigma) sink.addLowered(start, at)
    else sink.addPlain(hash, start, at, hasApostrophe)
    return at
  }
  if (classOf(text.charCodeAt(at)) !== ALONE) return at + 1
  if (classAt(text, at + 1) === COMPLEX) return cutComplexChunk(text, at, sink)
  sink.addPlain(addToHash(EMPTY_HASH, foldUnit(text.charCodeAt(at))), at, at + 1)
  return at + 1
}

/** Its lower case depends on the letters around it. */
const CAPITAL_SIGMA = 0x3a3

/** An apostrophe is inner between two letters or digits; a complex neighbour is decided elsewhere. */
function isInner(text: string, at: number, before: number): boolean {
  if (before !== LETTER && before !== DIGIT) return false
  const next = classAt(text, at + 1)
  return next === LETTER || next === DIGIT || next === COMPLEX
}

function classAt(text: string, at: number): number {
  return at < text.length ? classOf(text.charCodeAt(at)) : SEPARATOR
}
