/** A run of words that rules look for. */
export interface Phrase {
  readonly words: readonly string[]
  /** The last word may go on: `tele` also stands for `telegram`. */
  readonly isOpen: boolean
}

/** What the index files under a phrase's rarest word. */
interface Entry {
  readonly number: number
  readonly words: readonly string[]
  readonly isOpen: boolean
  /** Position of the rarest whole word, of a lone open word 0. */
  readonly anchor: number
}

/** An open word of fewer letters is not filed: too many words would lead to it. */
export const MIN_STEM = 3
const MASK = 0xffff

/**
 * Finds phrases in a list of words. Each phrase is filed under the word that is rarest among all
 * phrases, so that the words of a text lead to few phrases however many there are.
 */
export class PhraseIndex {
  readonly #byWord = new Map<string, Entry[]>()
  readonly #byStem = new Map<number, Entry[]>()
  // Most words of a text anchor nothing: length and some letters tell so before any hashing.
  readonly #wordFilter = new Uint8Array(MASK + 1)
  readonly #stemFilter = new Uint8Array(MASK + 1)

  /** A phrase is known by its position in the list. */
  constructor(phrases: readonly Phrase[]) {
    const counts = countWords(phrases)
    for (const [number, { words, isOpen }] of phrases.entries()) {
      const anchor = findRarest(isOpen ? words.slice(0, -1) : words, counts)
      const word = words[anchor] ?? ''
      const entry = { number, words, isOpen, anchor }
      if (isOpen && words.length === 1) {
        file(this.#byStem, hashStem(word), entry)
        this.#stemFilter[hashStem(word)] = 1
      } else {
        file(this.#byWord, word, entry)
        this.#wordFilter[hashOutline(word)] = 1
      }
    }
  }

  get isEmpty(): boolean {
    return this.#byWord.size === 0 && this.#byStem.size === 0
  }

  /** Reports every occurrence of every phrase with the position of its first word. */
  scan(words: readonly string[], report: (phrase: number, first: number) => void): void {
    const hasStems = this.#byStem.size > 0
    for (let i = 0; i < words.length; i += 1) {
      const word = words[i] ?? ''
      if (this.#wordFilter[hashOutline(word)] === 1) {
        tryEntries(this.#byWord.get(word), words, i, report)
      }
      if (hasStems && word.length >= MIN_STEM) {
        const stem = hashStem(word)
        if (this.#stemFilter[stem] === 1) tryEntries(this.#byStem.get(stem), words, i, report)
      }
    }
  }
}

function file<Key>(entries: Map<Key, Entry[]>, key: Key, entry: Entry): void {
  const filed = entries.get(key)
  if (filed === undefined) entries.set(key, [entry])
  else filed.push(entry)
}

function tryEntries(
  entries: readonly Entry[] | undefined,
  words: readonly string[],
  at: number,
  report: (phrase: number, first: number) => void,
): void {
  if (entries === undefined) return
  for (const entry of entries) {
    if (standsAt(entry, words, at - entry.anchor)) report(entry.number, at - entry.anchor)
  }
}

function standsAt(entry: Entry, words: readonly string[], first: number): boolean {
  const length = entry.words.length
  if (first < 0 || first + length > words.length) return false
  const whole = entry.isOpen ? length - 1 : length
  for (let i = 0; i < whole; i += 1) {
    if (words[first + i] !== entry.words[i]) return false
  }
  return !entry.isOpen || words[first + whole]?.startsWith(entry.words[whole] ?? '') === true
}

function hashOutline(word: string): number {
  const length = word.length
  if (length === 0) return 0
  const inner = length > 2 ? word.charCodeAt(2) : 0
  const outer = word.charCodeAt(0) * 0x1f3 + word.charCodeAt(length - 1) * 0x3a7
  return (length * 0x2f1 + outer + inner * 0x6d3) & MASK
}

function hashStem(word: string): number {
  return (
    (word.charCodeAt(0) * 0x1f3 + word.charCodeAt(1) * 0x3a7 + word.charCodeAt(2) * 0x6d3) & MASK
  )
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
    const difference = (counts.get(word) ?? 0) - (counts.get(chosen) ?? 0)
    if (difference < 0 || (difference === 0 && word.length > chosen.length)) best = i
  }
  return best
}
