import { type WordList, hashWord } from '../text/word-list.ts'
import { HashTable, mixHash } from './hash-table.ts'
import type { StoredUnits } from './sections.ts'

/** A run of words that rules look for. */
export interface Phrase {
  readonly words: readonly string[]
  /** The last word may go on: `tele` also stands for `telegram`. */
  readonly isOpen: boolean
}

/** An open word of fewer letters is not filed: too many words would lead to it. */
export const MIN_STEM = 3

/** Numbers of an entry: hash of the anchor, hash of a neighbour, places of both, phrase. */
const ENTRY = 4
const ANCHOR_BITS = 16

/**
 * Where each phrase is filed: under the hash of the word that is rarest among all phrases, so that the
 * words of a text lead to few phrases however many there are. An entry also holds the hash of a
 * neighbour, so that most of those few are left without a look at any letter.
 */
export function filePhrases(phrases: readonly Phrase[]): { words: number[]; stems: number[] } {
  const counts = countWords(phrases)
  const words: number[][] = []
  const stems: number[][] = []
  for (const [number, phrase] of phrases.entries()) {
    const [first = ''] = phrase.words
    const reference = number * 2 + (phrase.isOpen ? 1 : 0)
    if (phrase.isOpen && phrase.words.length === 1) {
      const stem = hashWord(first.slice(0, MIN_STEM))
      stems.push([stem, stem, 0, reference])
    } else words.push([...findPlaces(phrase, counts), reference])
  }
  return { words: sortEntries(words), stems: sortEntries(stems) }
}

/** Anchor hash, neighbour hash, and how many words before the anchor and to the neighbour. */
function findPlaces({ words, isOpen }: Phrase, counts: ReadonlyMap<string, number>): number[] {
  const whole = (isOpen ? words.slice(0, -1) : words).slice(0, 1 << ANCHOR_BITS)
  const anchor = findRarest(whole, counts)
  const word = whole[anchor] ?? ''
  const neighbours = [anchor + 1, anchor - 1].filter((i) => whole[i] !== undefined)
  const near = neighbours.sort((a, b) => rarity(whole[a], counts) - rarity(whole[b], counts))[0]
  const other = near ?? anchor
  const places = anchor | ((other - anchor) << ANCHOR_BITS)
  return [hashWord(word), hashWord(whole[other] ?? ''), places]
}

function rarity(word: string | undefined, counts: ReadonlyMap<string, number>): number {
  return counts.get(word ?? '') ?? 0
}

// By slot, whatever the size of the table: a slot is the first bits of the mixed hash.
function sortEntries(entries: number[][]): number[] {
  return entries.sort((a, b) => mixHash(a[0] ?? 0) - mixHash(b[0] ?? 0)).flat()
}

function countWords(phrases: readonly Phrase[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { words } of phrases) {
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

/** Among equally rare words the longest: it is the rarest in texts, too. */
function findRarest(words: readonly string[], counts: ReadonlyMap<string, number>): number {
  let best = 0
  for (const [i, word] of words.entries()) {
    const chosen = words[best] ?? ''
    const difference = rarity(word, counts) - rarity(chosen, counts)
    if (difference < 0 || (difference === 0 && word.length > chosen.length)) best = i
  }
  return best
}

type Report = (phrase: number, first: number) => void

/** Finds phrases in a list of words. */
export class PhraseIndex {
  readonly #texts: StoredUnits
  readonly #words: HashTable
  readonly #stems: HashTable

  constructor(texts: StoredUnits, words: Int32Array, stems: Int32Array) {
    this.#texts = texts
    this.#words = new HashTable(words, ENTRY)
    this.#stems = new HashTable(stems, ENTRY)
  }

  get isEmpty(): boolean {
    return this.#words.isEmpty && this.#stems.isEmpty
  }

  /** Number of words of a phrase. */
  countWords(phrase: number): number {
    const { units, starts } = this.#texts
    let count = 1
    for (let at = starts[phrase] ?? 0; at < (starts[phrase + 1] ?? 0); at += 1) {
      if (units[at] === SPACE) count += 1
    }
    return count
  }

  /** Reports every occurrence of every phrase with the position of its first word. */
  scan(words: WordList, report: Report): void {
    const { count } = words
    for (let i = 0; i < count; i += 1) {
      const hash = words.hashAt(i)
      const slot = this.#words.slotOf(hash)
      const end = this.#words.endOf(slot)
      for (let entry = this.#words.startOf(slot); entry < end; entry += 1) {
        if (this.#words.numberAt(entry, 0) === hash) this.#tryEntry(entry, words, i, report)
      }
    }
    if (!this.#stems.isEmpty) this.#scanStems(words, report)
  }

  #tryEntry(entry: number, words: WordList, at: number, report: Report): void {
    const table = this.#words
    const places = table.numberAt(entry, 2)
    const other = at + (places >> ANCHOR_BITS)
    const first = at - (places & ((1 << ANCHOR_BITS) - 1))
    if (first < 0 || other < 0 || other >= words.count) return
    if (words.hashAt(other) === table.numberAt(entry, 1)) {
      this.#confirm(table.numberAt(entry, 3), words, first, report)
    }
  }

  #scanStems(words: WordList, report: Report): void {
    const table = this.#stems
    for (let i = 0; i < words.count; i += 1) {
      const stem = words.stemAt(i, MIN_STEM)
      const slot = table.slotOf(stem)
      const end = table.endOf(slot)
      for (let entry = table.startOf(slot); entry < end; entry += 1) {
        if (table.numberAt(entry, 0) === stem) {
          this.#confirm(table.numberAt(entry, 3), words, i, report)
        }
      }
    }
  }

  #confirm(reference: number, words: WordList, first: number, report: Report): void {
    const phrase = reference >> 1
    const { units, starts } = this.#texts
    const [from = 0, to = 0] = [starts[phrase], starts[phrase + 1]]
    if (words.standsAt(first, units, from, to, (reference & 1) === 1)) report(phrase, first)
  }
}

const SPACE = 0x20
