import { RE2JS } from 're2js'
import { type WordList, hashWord } from '../text/word-list.ts'
import { mixHash } from './hash-table.ts'
import { compileRuns } from './word-runs.ts'

/** A shape of one word: `pay`, `pay` with anything behind it, or an expression for the whole word. */
export type WordShape =
  | { readonly kind: 'whole'; readonly text: string }
  /** `more`: something has to follow. */
  | { readonly kind: 'start'; readonly text: string; readonly more: boolean }
  | { readonly kind: 'expression'; readonly source: string }

/** Whether an expression fits a whole word. */
type Fit = (word: string) => boolean
type Start = Extract<WordShape, { kind: 'start' }>

/** Tells whether a word has one of several shapes. */
export class WordTest {
  readonly shapes: readonly WordShape[]
  readonly #whole = new Set<string>()
  /** Bits of the hashes of whole words, and of first units: most words fit none. */
  readonly #hashBits = new Int32Array(HASH_BITS / 32)
  readonly #unitBits = new Int32Array(UNIT_BITS / 32)
  /** By their first unit. */
  readonly #starts = new Map<number, Start[]>()
  readonly #expressions: Fit[] = []
  #takesAll = false

  constructor(shapes: readonly WordShape[]) {
    this.shapes = shapes
    for (const shape of shapes) this.#add(shape)
  }

  #add(shape: WordShape): void {
    if (shape.kind === 'whole') {
      this.#whole.add(shape.text)
      setBit(this.#hashBits, mixHash(hashWord(shape.text)) % HASH_BITS)
    } else if (shape.kind === 'start') this.#addStart(shape)
    else this.#expressions.push(compileFit(shape.source))
  }

  #addStart(shape: Start): void {
    if (shape.text === '') {
      this.#takesAll = true
      return
    }
    const first = shape.text.charCodeAt(0)
    setBit(this.#unitBits, first % UNIT_BITS)
    const filed = this.#starts.get(first)
    if (filed === undefined) this.#starts.set(first, [shape])
    else filed.push(shape)
  }

  /** Whether the word at a position fits. Few words get further than their hash or first letter. */
  fits(words: WordList, i: number): boolean {
    if (this.#takesAll) return true
    const mayBeWhole = hasBit(this.#hashBits, mixHash(words.hashAt(i)) % HASH_BITS)
    const mayStart =
      this.#starts.size > 0 && hasBit(this.#unitBits, words.firstUnitAt(i) % UNIT_BITS)
    if (!mayBeWhole && !mayStart && this.#expressions.length === 0) return false
    return this.#fitsWord(words.wordAt(i))
  }

  #fitsWord(word: string): boolean {
    if (this.#whole.has(word)) return true
    const starts = this.#starts.get(word.charCodeAt(0))
    return (
      starts?.some((start) => fitsStart(start, word)) === true ||
      this.#expressions.some((fits) => fits(word))
    )
  }
}

const HASH_BITS = 1024
const UNIT_BITS = 128

function setBit(bits: Int32Array, bit: number): void {
  bits[bit >> 5] = (bits[bit >> 5] ?? 0) | (1 << (bit & 31))
}

function hasBit(bits: Int32Array, bit: number): boolean {
  return ((bits[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0
}

function fitsStart({ text, more }: Start, word: string): boolean {
  return word.startsWith(text) && (!more || word.length > text.length)
}

/** The linear engine is asked, and compiled, only where rows of letters can't tell. */
function compileFit(source: string): Fit {
  let regex: RE2JS | undefined
  const fitsRuns = compileRuns(source)
  return (word) => fitsRuns?.(word) ?? (regex ??= RE2JS.compile(source)).matches(word)
}
