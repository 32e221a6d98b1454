import type { WordsView } from '../event.ts'
import {
  ALONE,
  APOSTROPHE,
  COMPLEX,
  DIGIT,
  LETTER,
  SEPARATOR,
  SIGN,
  classOf,
  isApostrophe,
} from './character-classes.ts'
import { cutComplexChunk } from './complex-words.ts'
import { WordSink } from './word-sink.ts'

/**
 * Cuts a text into words: NFKC, lower case, invisible characters removed; a word is a run of letters,
 * marks and digits, inner apostrophes dropped; `+` and `#` stay after a letter. Han, kana, Thai, Lao,
 * Khmer and Burmese are cut into single characters with their marks, so that any phrase of them is
 * a run of whole words (`CUT_VERSION`).
 *
 * Turkish `İ` becomes `i` (not `i` and a dot), so that `iş` also finds `İş`.
 */
export function cutWords(text: string): WordsView {
  const lower = lowerCase(text)
  const sink = new WordSink()
  const length = text.length
  let at = 0
  while (at < length) {
    if (classOf(text.charCodeAt(at)) === SEPARATOR) at++
    else at = cutChunk(text, lower, at, sink)
  }
  return sink
}

/** The words joined by single spaces, one more at both ends: the value of the field `words`. */
export function joinWords(view: WordsView): string {
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

/** Lower case of the same length; only `İ` would grow. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase()
  return lower.length === text.length ? lower : text.replaceAll('\u0130', 'i').toLowerCase()
}

/** Cuts one word, or a longer stretch that needs NFKC; answers where to go on. */
function cutChunk(text: string, lower: string, start: number, sink: WordSink): number {
  const length = text.length
  let before = SEPARATOR
  let apostrophes = 0
  let at = start
  for (; at < length; at++) {
    const kind = classOf(text.charCodeAt(at))
    if (kind === COMPLEX) return cutComplexChunk(text, start, sink)
    if (kind === LETTER || kind === DIGIT) before = kind
    else if (kind === SIGN && (before === LETTER || before === SIGN)) before = SIGN
    else if (kind === APOSTROPHE && isInner(text, at, before)) apostrophes++
    else break
  }
  if (at > start) {
    const word = lower.slice(start, at)
    sink.add(apostrophes > 0 ? dropApostrophes(word) : word, start, at)
    return at
  }
  if (classOf(text.charCodeAt(at)) !== ALONE) return at + 1
  if (classAt(text, at + 1) === COMPLEX) return cutComplexChunk(text, at, sink)
  sink.add(lower.charAt(at), at, at + 1)
  return at + 1
}

/** An apostrophe is inner between two letters or digits; a complex neighbour is decided elsewhere. */
function isInner(text: string, at: number, before: number): boolean {
  if (before !== LETTER && before !== DIGIT) return false
  const next = classAt(text, at + 1)
  return next === LETTER || next === DIGIT || next === COMPLEX
}

function classAt(text: string, at: number): number {
  return at < text.length ? classOf(text.charCodeAt(at)) : SEPARATOR
}

function dropApostrophes(word: string): string {
  let kept = ''
  for (const character of word) if (!isApostrophe(character)) kept += character
  return kept
}
