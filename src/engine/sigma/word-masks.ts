import type { WordList } from '../text/word-list.ts'
import { WordPlaces } from './word-places.ts'
import type { WordTest } from './word-test.ts'

/** Masks that get their room at once: most texts need no more. */
const MASKS_AT_ONCE = 64

/**
 * Which words of a text fit which tests: a bit for each word, worked out when it is first asked for. Rules
 * share the words that they look for.
 */
export class WordMasks {
  /** All masks, one behind the other. */
  bits = new Int32Array()
  /** Numbers of a mask; it has room for a place behind the last word. */
  readonly width: number
  readonly #words: WordList
  #places: WordPlaces | undefined
  readonly #starts = new Map<number, number>()
  #used = 0

  private constructor(words: WordList) {
    this.#words = words
    this.width = (words.count >> 5) + 1
  }

  static of(words: WordList): WordMasks {
    let masks = known.get(words)
    if (masks === undefined) known.set(words, (masks = new WordMasks(words)))
    return masks
  }

  /** Where the mask of a test begins in `bits`. */
  startOf(test: WordTest): number {
    const start = this.#starts.get(test.number)
    return start ?? this.#make(test)
  }

  #make(test: WordTest): number {
    const start = this.#used
    this.#used += this.width
    if (this.#used > this.bits.length) {
      const bits = new Int32Array(this.bits.length * 2 || this.width * MASKS_AT_ONCE)
      bits.set(this.bits)
      this.bits = bits
    }
    this.#places ??= new WordPlaces(this.#words)
    test.mark(this.#words, this.#places, this.bits, start)
    this.#starts.set(test.number, start)
    return start
  }

  /** The first word from `from` on that fits a test; the number of all words where there is none. */
  findNext(test: WordTest, from: number): number {
    const { count } = this.#words
    const start = this.startOf(test)
    for (let at = from; at < count; at = (at | 31) + 1) {
      const left = (this.bits[start + (at >> 5)] ?? 0) >>> (at & 31)
      // The lowest bit alone tells by its leading zeros where it stands.
      if (left !== 0) return at + 31 - Math.clz32(left & -left)
    }
    return count
  }
}

const known = new WeakMap<WordList, WordMasks>()
