import type { WordsView } from '../event.ts'
import { findLookalikeEdits } from './lookalike-edits.ts'
import { findLeetEdits } from './leet-edits.ts'
import { findMarkEdits } from './mark-edits.ts'
import { findSpacedEdits } from './spaced-edits.ts'
import { revealHidden } from './hidden-order.ts'
import type { MappedText } from './mapped-text.ts'
import { cutWords } from './words.ts'

/** A stretch of words (from `first` up to, not including, `last`) and the words it disguises. */
export interface WordEdit {
  readonly first: number
  readonly last: number
  readonly words: readonly string[]
}

export interface Disguise {
  /** The words with the disguise undone, where that changes any. */
  readonly view?: WordsView
  /** Where the first disguise stands; absent where there is none. */
  readonly range?: readonly [number, number]
}

const NON_ASCII = /[^\u0000-\u007f]/
/** Letters beyond those of Western and Central European alphabets; punctuation and emoji are none. */
const MAY_LOOK_ALIKE =
  /[\u0180-\u02ff\u0370-\u1dbf\u1f00-\u1fff\u2c60-\u2dff\ua4d0-\uabff\ud801-\ud834]/
const MAY_BE_MARKED = /[\u00c0-\u024f\u0300-\u036f\u1ab0-\u1eff\u20d0-\u20ff]/
const HAS_INVISIBLE =
  /[\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]/
// Invisible characters or direction controls between two Latin letters; soft hyphens only where they
// part single letters, since honest ones part syllables.
const INVISIBLE_INSIDE =
  /[a-z][\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u034f\u180e\ufe00-\ufe0f]+[a-z]|[a-z]\u00ad+[a-z]\u00ad+[a-z]/i

/**
 * Undoes what hides words from a program but not from a reader: look-alike letters, odd marks, letters
 * spaced out or written as digits, overridden direction, invisible copies. Only where a disguise is
 * plausible: honest text of any language comes back undisguised.
 */
export function undoDisguise(text: string, view: WordsView): Disguise {
  const isAscii = !NON_ASCII.test(text)
  const hidden = isAscii ? undefined : revealHidden(text)
  const shown = hidden?.text ?? text
  const base = hidden === undefined ? view : cutWords(shown)
  const edits = [
    ...(!isAscii && MAY_LOOK_ALIKE.test(shown) ? findLookalikeEdits(shown, base) : []),
    ...(!isAscii && MAY_BE_MARKED.test(shown) ? findMarkEdits(base) : []),
    ...findLeetEdits(shown, base),
    ...findSpacedEdits(shown, base),
  ]
  if (hidden === undefined && edits.length === 0) {
    const match = isAscii || !HAS_INVISIBLE.test(text) ? null : INVISIBLE_INSIDE.exec(text)
    return match === null ? {} : { range: [match.index, match.index + match[0].length] }
  }
  const edited = applyEdits(base, edits)
  const range = rangeOf(base, edits)
  if (hidden === undefined) return { view: edited, ...(range && { range }) }
  const mapped = range && mapRange(hidden, range[0], range[1])
  return { view: mapBack(edited, hidden), range: mapped ?? hidden.first }
}

function rangeOf(view: WordsView, edits: readonly WordEdit[]): [number, number] | undefined {
  const first = edits[0]
  return first && [view.starts[first.first] ?? 0, view.ends[first.last - 1] ?? 0]
}

function mapRange({ from, to }: MappedText, start: number, end: number): [number, number] {
  return [from[start] ?? 0, to[end - 1] ?? 0]
}

function applyEdits(view: WordsView, edits: readonly WordEdit[]): WordsView {
  const words: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  const add = (word: string, start: number | undefined, end: number | undefined): void => {
    words.push(word)
    starts.push(start ?? 0)
    ends.push(end ?? 0)
  }
  let at = 0
  for (const edit of [...edits].sort((a, b) => a.first - b.first)) {
    if (edit.first < at) continue
    for (; at < edit.first; at++) add(view.words[at] ?? '', view.starts[at], view.ends[at])
    for (const word of edit.words) add(word, view.starts[edit.first], view.ends[edit.last - 1])
    at = edit.last
  }
  for (; at < view.words.length; at++) add(view.words[at] ?? '', view.starts[at], view.ends[at])
  return { words, starts, ends, disguised: true }
}

function mapBack(view: WordsView, { from, to }: MappedText): WordsView {
  const starts = Array.from(view.starts, (start) => from[start] ?? 0)
  const ends = Array.from(view.ends, (end) => to[end - 1] ?? 0)
  return { words: view.words, starts, ends, disguised: true }
}
