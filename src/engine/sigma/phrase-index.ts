import type { Steps } from '../steps.ts'
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

/** Numbers of an entry: hash of what it is filed under, words before that, phrase. */
const ENTRY = 3

/** Where phrases are filed, as entries of the index. */
export interface PhraseFiles {
  readonly pairs: readonly number[]
  readonly words: readonly number[]
  readonly stems: readonly number[]
}

/**
 * Files each phrase under the two neighbouring words that are rarest among all phrases. However many
 * phrases there are, few pairs of a text then lead to any. A phrase without two whole words is filed
 * under its whole word, else under the first letters of its open one.
 */
export function* filePhrases(phrases: readonly Phrase[]): Steps<PhraseFiles> {
  const counts = yield* countPairs(phrases)
  const pairs: number[][] = []
  const words: number[][] = []
  const stems: number[][] = []
  for (const [number, phrase] of phrases.entries()) {
    yield
    const whole = listWhole(phrase)
    const reference = number * 2 + (phrase.isOpen ? 1 : 0)
    if (whole.length > 1) {
      const place = findRarestPair(whole, counts)
      pairs.push([hashPair(whole, place), place, reference])
    } else if (whole[0] !== undefined) words.push([hashWord(whole[0]), 0, reference])
    else stems.push([hashWord((phrase.words[0] ?? '').slice(0, MIN_STEM)), 0, reference])
  }
  return { pairs: sortEntries(pairs), words: sortEntries(words), stems: sortEntries(stems) }
}

function listWhole({ words, isOpen }: Phrase): readonly string[] {
  return isOpen ? words.slice(0, -1) : words
}

function hashPair(words: readonly string[], place: number): number {
  return joinHashes(hashWord(words[place] ?? ''), hashWord(words[place + 1] ?? ''))
}

function joinHashes(first: number, second: number): number {
  return Math.imul(first, 0x85ebca6b) ^ second
}

// By slot, whatever the size of the table: a slot is the first bits of the mixed hash.
function sortEntries(entries: number[][]): number[] {
  return entries.sort((a, b) => mixHash(a[0] ?? 0) - mixHash(b[0] ?? 0)).flat()
}

function* countPairs(phrases: readonly Phrase[]): Steps<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>()
  for (const phrase of phrases) {
    yield
    const whole = listWhole(phrase)
    for (let place = 0; place + 1 < whole.length; place += 1) {
      const pair = hashPair(whole, place)
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
    }
  }
  return counts
}

/** Among equally rare pairs the longest: it is the rarest in texts, too. */
function findRarestPair(words: readonly string[], counts: ReadonlyMap<number, number>): number {
  let best = 0
  let fewest = Infinity
  let longest = 0
  for (let place = 0; place + 1 < words.length; place += 1) {
    const count = counts.get(hashPair(words, place)) ?? 0
    const length = `${words[place] ?? ''}${words[place + 1] ?? ''}`.length
    if (count > fewest || (count === fewest && length <= longest)) continue
    best = place
    fewest = count
    longest = length
  }
  return best
}

/** Is told where a phrase stands; false: no other place of it matters. */
type Report = (phrase: number, first: number) => boolean

/** Finds phrases in a list of words. */
export class PhraseIndex {
  readonly #texts: StoredUnits
  readonly #pairs: HashTable
  readonly #words: HashTable
  readonly #stems: HashTable
  /** By phrase: the scan from which on no other place of it matters. Few texts repeat one so often. */
  #doneIn: Uint32Array | undefined
  #turn = 0

  /** The last three are the `PhraseFiles` of the texts. */
  constructor(texts: StoredUnits, pairs: Int32Array, words: Int32Array, stems: Int32Array) {
    this.#texts = texts
    this.#pairs = new HashTable(pairs, ENTRY)
    this.#words = new HashTable(words, ENTRY)
    this.#stems = new HashTable(stems, ENTRY)
  }

  get isEmpty(): boolean {
    return this.#texts.starts.length < 2
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

  /** Reports every occurrence of every phrase that matters with the position of its first word. */
  scan(words: WordList, report: Report): void {
    this.#turn += 1
    const pairs = this.#pairs
    const single = this.#words
    const { count } = words
    let before = 0
    for (let i = 0; i < count; i += 1) {
      const hash = words.hashAt(i)
      const pair = joinHashes(before, hash)
      before = hash
      if (pairs.mayHold(pair)) this.#tryAll(pairs, pair, words, i - 1, report)
      if (single.mayHold(hash)) this.#tryAll(single, hash, words, i, report)
    }
    if (!this.#stems.isEmpty) this.#scanStems(words, report)
  }

  #scanStems(words: WordList, report: Report): void {
    const table = this.#stems
    const { count } = words
    for (let i = 0; i < count; i += 1) {
      const stem = words.stemAt(i, MIN_STEM)
      if (table.mayHold(stem)) this.#tryAll(table, stem, words, i, report)
    }
  }

  #tryAll(table: HashTable, hash: number, words: WordList, at: number, report: Report): void {
    const slot = table.slotOf(hash)
    const end = table.endOf(slot)
    for (let entry = table.startOf(slot); entry < end; entry += 1) {
      const first = at - table.numberAt(entry, 1)
      if (table.numberAt(entry, 0) !== hash || first < 0) continue
      this.#confirm(table.numberAt(entry, 2), words, first, report)
    }
  }

  #confirm(reference: number, words: WordList, first: number, report: Report): void {
    const phrase = reference >> 1
    if (this.#doneIn?.[phrase] === this.#turn) return
    const { units, starts } = this.#texts
    const [from = 0, to = 0] = [starts[phrase], starts[phrase + 1]]
    if (!words.standsAt(first, units, from, to, (reference & 1) === 1)) return
    if (report(phrase, first)) return
    this.#doneIn ??= new Uint32Array(starts.length)
    this.#doneIn[phrase] = this.#turn
  }
}

const SPACE = 0x20
