import type { WordsView } from '../event.ts'
import { ANY_APOSTROPHE, APOSTROPHE, classOf, foldUnit } from './character-classes.ts'

/** Words that are not simply the lower case of their part of the text, by position. */
export type OddWords = ReadonlyMap<number, string>

/** Units of texts: bytes where none needs more. */
export type Units = Uint8Array | Uint16Array

/** Numbers of a word: its start, its end (the complement where it has apostrophes to drop), its hash. */
export const WORD_SIZE = 3

/**
 * The words of a text as offsets and hashes. The words themselves are made when they are asked for:
 * rules look at few of them.
 */
export class WordList implements WordsView {
  readonly count: number
  readonly #text: string
  readonly #numbers: Int32Array
  /** Position of the first number. */
  readonly #base: number
  readonly #odd: OddWords | undefined
  #words: readonly string[] | undefined
  #joined: string | undefined
  #starts: Int32Array | undefined
  #ends: Int32Array | undefined

  constructor(text: string, numbers: Int32Array, base: number, count: number, odd?: OddWords) {
    this.#text = text
    this.#numbers = numbers
    this.#base = base
    this.#odd = odd
    this.count = count
  }

  /** The words of a view that somebody else made. */
  static from(view: WordsView): WordList {
    return view instanceof WordList ? view : WordList.of(view.words)
  }

  /** Words without a text; their offsets are 0. */
  static of(words: readonly string[]): WordList {
    const numbers = new Int32Array(words.length * WORD_SIZE)
    words.forEach((word, i) => (numbers[i * WORD_SIZE + 2] = hashWord(word)))
    return new WordList('', numbers, 0, words.length, new Map(words.entries()))
  }

  get words(): readonly string[] {
    return (this.#words ??= Array.from({ length: this.count }, (_, i) => this.#make(i)))
  }

  /** The words joined by single spaces, one more at both ends: the value of the field `words`. */
  get joined(): string {
    return (this.#joined ??= this.count === 0 ? ' ' : ` ${this.words.join(' ')} `)
  }

  get starts(): Int32Array {
    return (this.#starts ??= this.#collect((i) => this.#startOf(i)))
  }

  get ends(): Int32Array {
    return (this.#ends ??= this.#collect((i) => this.#endOf(i)))
  }

  /** Where the word at a position within the list begins in the text. */
  startAt(i: number): number {
    return this.#startOf(i)
  }

  endAt(i: number): number {
    return this.#endOf(i)
  }

  /** `hashWord` of the word at a position within the list. */
  hashAt(i: number): number {
    return this.#numbers[this.#base + i * WORD_SIZE + 2] ?? EMPTY_HASH
  }

  /** The first unit of the word at a position within the list. */
  firstUnitAt(i: number): number {
    return this.#odd?.get(i)?.charCodeAt(0) ?? foldUnit(this.#text.charCodeAt(this.#startOf(i)))
  }

  /** `hashWord` of the first units of a word; EMPTY_HASH where it has fewer. */
  stemAt(i: number, units: number): number {
    const start = this.#startOf(i)
    if (this.#odd?.has(i) === true || this.#hasApostrophe(i)) return this.#stemOfMade(i, units)
    if (this.#endOf(i) - start < units) return EMPTY_HASH
    let hash = EMPTY_HASH
    for (let at = start; at < start + units; at += 1) {
      hash = addToHash(hash, foldUnit(this.#text.charCodeAt(at)))
    }
    return hash
  }

  #stemOfMade(i: number, units: number): number {
    const word = this.#make(i)
    return word.length < units ? EMPTY_HASH : hashWord(word.slice(0, units))
  }

  /** The word at a position; empty outside the list. */
  wordAt(i: number): string {
    if (this.#words !== undefined) return this.#words[i] ?? ''
    return i < 0 || i >= this.count ? '' : this.#make(i)
  }

  /**
   * Whether the words from `first` on are those in `units` from `from` to `to`, joined by spaces.
   * `isOpen`: the last one may go on.
   */
  standsAt(first: number, units: Units, from: number, to: number, isOpen: boolean): boolean {
    let at = from
    for (let i = first; i < this.count; i += 1) {
      const taken = this.#compare(i, units, at, to)
      if (taken < 0) return isOpen && taken === GOES_ON
      at += taken
      if (at === to) return true
      if (units[at] !== SPACE) return false
      at += 1
    }
    return false
  }

  /** Units of a word behind its beginning `text`; -1 where it does not begin so. No word is made for it. */
  restAt(i: number, text: string): number {
    const odd = this.#odd?.get(i)
    if (odd !== undefined || this.#hasApostrophe(i)) {
      const word = odd ?? this.#make(i)
      return word.startsWith(text) ? word.length - text.length : -1
    }
    const start = this.#startOf(i)
    const rest = this.#endOf(i) - start - text.length
    if (rest < 0) return -1
    for (let at = 0; at < text.length; at += 1) {
      if (text.charCodeAt(at) !== foldUnit(this.#text.charCodeAt(start + at))) return -1
    }
    return rest
  }

  /** How many units the word takes, or DIFFERS, or GOES_ON where the units end first. */
  #compare(i: number, units: Units, from: number, to: number): number {
    const odd = this.#odd?.get(i)
    if (odd !== undefined) return compareOdd(odd, units, from, to)
    const end = this.#endOf(i)
    let at = from
    for (let place = this.#startOf(i); place < end; place += 1) {
      const unit = this.#text.charCodeAt(place)
      if (classOf(unit) === APOSTROPHE) continue
      if (at === to) return GOES_ON
      if (units[at] !== foldUnit(unit)) return DIFFERS
      at += 1
    }
    return at - from
  }

  #startOf(i: number): number {
    return this.#numbers[this.#base + i * WORD_SIZE] ?? 0
  }

  #endOf(i: number): number {
    const end = this.#numbers[this.#base + i * WORD_SIZE + 1] ?? 0
    return end < 0 ? ~end : end
  }

  #hasApostrophe(i: number): boolean {
    return (this.#numbers[this.#base + i * WORD_SIZE + 1] ?? 0) < 0
  }

  #collect(place: (i: number) => number): Int32Array {
    const found = new Int32Array(this.count)
    for (let i = 0; i < found.length; i += 1) {
      found[i] = place(i)
    }
    return found
  }

  #make(i: number): string {
    const odd = this.#odd?.get(i)
    if (odd !== undefined) return odd
    const word = this.#text.slice(this.#startOf(i), this.#endOf(i)).toLowerCase()
    return this.#hasApostrophe(i) ? word.replaceAll(ANY_APOSTROPHE, '') : word
  }
}

const SPACE = 0x20
const DIFFERS = -1
const GOES_ON = -2

function compareOdd(word: string, units: Units, from: number, to: number): number {
  const length = Math.min(word.length, to - from)
  for (let at = 0; at < length; at += 1) {
    if (units[from + at] !== word.charCodeAt(at)) return DIFFERS
  }
  return length < word.length ? GOES_ON : length
}

export const EMPTY_HASH = 0

/** 32-bit hash of a word; `addToHash` builds it unit by unit. */
export function hashWord(word: string): number {
  let hash = EMPTY_HASH
  for (let at = 0; at < word.length; at += 1) hash = addToHash(hash, word.charCodeAt(at))
  return hash
}

export function addToHash(hash: number, unit: number): number {
  return ((hash << 5) - hash + unit) | 0
}
