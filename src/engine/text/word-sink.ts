import { ANY_APOSTROPHE } from './character-classes.ts'
import { WORD_SIZE, WordList, hashWord } from './word-list.ts'

/** Numbers of a page: the words of some seventy mails. */
const PAGE = 0x10000

// Lists stand one behind the other in a page, so that a text costs no allocation of its own. A full
// page goes when the last of its lists is dropped.
let page = new Int32Array(PAGE)
let used = 0

/** Collects the words of one text from left to right. Only one is in use at a time. */
export class WordSink {
  readonly #text: string
  #numbers = page
  #start = used
  #at = used
  #lower: string | undefined
  #odd: Map<number, string> | undefined

  constructor(text: string) {
    this.#text = text
  }

  /** A word that is made of the folded units of its part of the text, save apostrophes. */
  addPlain(hash: number, start: number, end: number, hasApostrophe = false): void {
    if (this.#at + WORD_SIZE > this.#numbers.length) this.#turnPage()
    const at = this.#at
    this.#numbers[at] = start
    this.#numbers[at + 1] = hasApostrophe ? ~end : end
    this.#numbers[at + 2] = hash
    this.#at = at + WORD_SIZE
  }

  /** A word whose lower case depends on the text around it. */
  addLowered(start: number, end: number): void {
    this.#lower ??= lowerCase(this.#text)
    this.add(this.#lower.slice(start, end).replaceAll(ANY_APOSTROPHE, ''), start, end)
  }

  /** Any other word. */
  add(word: string, start: number, end: number): void {
    this.#odd ??= new Map()
    this.#odd.set((this.#at - this.#start) / WORD_SIZE, word)
    this.addPlain(hashWord(word), start, end)
  }

  finish(): WordList {
    page = this.#numbers
    used = this.#at
    const count = (this.#at - this.#start) / WORD_SIZE
    return new WordList(this.#text, this.#numbers, this.#start, count, this.#odd)
  }

  /** Goes on at the start of a new page, with the words of this text so far. */
  #turnPage(): void {
    const words = this.#numbers.subarray(this.#start, this.#at)
    this.#numbers = new Int32Array(Math.max(PAGE, words.length * 2))
    this.#numbers.set(words)
    this.#start = 0
    this.#at = words.length
  }
}

/** Lower case of the same length; only `İ` would grow. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase()
  return lower.length === text.length ? lower : text.replaceAll('\u0130', 'i').toLowerCase()
}
