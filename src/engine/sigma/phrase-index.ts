/** What the index files under a phrase's rarest word. */
interface Entry {
  readonly phrase: number
  readonly words: readonly string[]
  /** Position of the rarest word within the phrase. */
  readonly anchor: number
}

const FILTER_MASK = 0xffff

/**
 * Finds phrases in a list of words. Each phrase is filed under the word that is rarest among all
 * phrases, so that the words of a text lead to few phrases however many there are.
 */
export class PhraseIndex {
  readonly #entries = new Map<string, Entry[]>()
  // Most words of a text anchor nothing: length and outer letters tell so before any hashing.
  readonly #filter = new Uint8Array(FILTER_MASK + 1)

  /** `phrases`: words without spaces, at least one each; the position in the list is the number. */
  constructor(phrases: readonly (readonly string[])[]) {
    const counts = countWords(phrases)
    for (const [phrase, words] of phrases.entries()) {
      const anchor = findRarest(words, counts)
      const word = words[anchor] ?? ''
      const filed = this.#entries.get(word)
      if (filed === undefined) this.#entries.set(word, [{ phrase, words, anchor }])
      else filed.push({ phrase, words, anchor })
      this.#filter[hashOutline(word)] = 1
    }
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0
  }

  /** Reports every occurrence of every phrase with the position of its first word. */
  scan(words: readonly string[], report: (phrase: number, first: number) => void): void {
    for (let i = 0; i < words.length; i += 1) {
      const word = words[i] ?? ''
      if (this.#filter[hashOutline(word)] === 0) continue
      const entries = this.#entries.get(word)
      if (entries === undefined) continue
      for (const entry of entries) {
        if (standsAt(entry, words, i - entry.anchor)) report(entry.phrase, i - entry.anchor)
      }
    }
  }
}

function standsAt(entry: Entry, words: readonly string[], first: number): boolean {
  if (first < 0 || first + entry.words.length > words.length) return false
  for (let i = 0; i < entry.words.length; i += 1) {
    if (words[first + i] !== entry.words[i]) return false
  }
  return true
}

function hashOutline(word: string): number {
  const length = word.length
  if (length === 0) return 0
  const inner = length > 2 ? word.charCodeAt(2) : 0
  return (
    (length * 0x2f1 +
      word.charCodeAt(0) * 0x1f3 +
      word.charCodeAt(length - 1) * 0x3a7 +
      inner * 0x6d3) &
    FILTER_MASK
  )
}

function countWords(phrases: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const words of phrases) {
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
