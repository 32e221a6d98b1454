import { RE2JS } from 're2js'
import { type WordList, hashWord } from '../text/word-list.ts'
import { mixHash } from './hash-table.ts'
import type { WordPlaces } from './word-places.ts'
import { compileRuns } from './word-runs.ts'

/** A shape of one word: `pay`, `pay` with anything behind it, or an expression for the whole word. */
export type WordShape =
  | { readonly kind: 'whole'; readonly text: string }
  /** `more`: something has to follow. */
  | { readonly kind: 'start'; readonly text: string; readonly more: boolean }
  | { readonly kind: 'expression'; readonly source: string }

/** Whether an expression fits a whole word. */
type Fit = (word: string) => boolean

/** An expression whose words may begin with anything. */
interface Expression {
  /** Stands in every word that it fits; undefined where nothing is known. */
  readonly inner: string | undefined
  readonly fits: Fit
}

type Start = Extract<WordShape, { kind: 'start' }>

/** Tells whether a word has one of several shapes. */
export class WordTest {
  readonly shapes: readonly WordShape[]
  #number: number | undefined
  /** Whole words by their hash. */
  readonly #whole = new Map<number, string[]>()
  readonly #hashes: number[] = []
  /** Bits of the hashes of whole words, and of first units: most words fit none. */
  readonly #hashBits = new Int32Array(HASH_BITS / 32)
  readonly #unitBits = new Int32Array(UNIT_BITS / 32)
  /** By their first unit. */
  readonly #starts = new Map<number, Start[]>()
  readonly #filed = new Map<number, Fit[]>()
  readonly #firstUnits: number[] = []
  /** Expressions that may begin with anything. */
  readonly #expressions: Expression[] = []
  #takesAll = false

  constructor(shapes: readonly WordShape[]) {
    this.shapes = shapes
    for (const shape of shapes) this.#add(shape)
  }

  /** Tests of the same shapes have the same number. */
  get number(): number {
    return (this.#number ??= numberOf(JSON.stringify(this.shapes)))
  }

  /** Whether every word fits. */
  get takesAll(): boolean {
    return this.#takesAll
  }

  #add(shape: WordShape): void {
    if (shape.kind === 'expression') this.#addExpression(shape.source)
    else if (shape.text === '') this.#takesAll = true
    else if (shape.kind === 'start') this.#file(this.#starts, shape.text.charCodeAt(0), shape)
    else {
      const hash = hashWord(shape.text)
      setBit(this.#hashBits, mixHash(hash) % HASH_BITS)
      if (!this.#whole.has(hash)) this.#hashes.push(hash)
      push(this.#whole, hash, shape.text)
    }
  }

  #addExpression(source: string): void {
    const inner = readInner(source)
    const firsts = inner === undefined ? listFirstUnits(source) : undefined
    const fits = compileFit(source)
    if (firsts === undefined) this.#expressions.push({ inner, fits })
    else for (const unit of firsts) this.#file(this.#filed, unit, fits)
  }

  #file<T>(files: Map<number, T[]>, unit: number, entry: T): void {
    setBit(this.#unitBits, unit % UNIT_BITS)
    if (!files.has(unit) && !this.#firstUnits.includes(unit)) this.#firstUnits.push(unit)
    push(files, unit, entry)
  }

  /** Whether the word at a position fits. Few words get further than their hash or first letter. */
  fits(words: WordList, i: number): boolean {
    if (this.#takesAll) return true
    const hash = words.hashAt(i)
    if (hasBit(this.#hashBits, mixHash(hash) % HASH_BITS) && this.#isWhole(words, i, hash))
      return true
    if (this.#firstUnits.length > 0) {
      const unit = words.firstUnitAt(i)
      if (hasBit(this.#unitBits, unit % UNIT_BITS) && this.#fitsFiled(words, i, unit)) return true
    }
    if (this.#expressions.length === 0) return false
    const word = words.wordAt(i)
    return this.#expressions.some(({ fits }) => fits(word))
  }

  /** Sets the bits of all words that fit, from `start` on; those bits are clear before. */
  mark(words: WordList, places: WordPlaces, bits: Int32Array, start: number): void {
    const set = (i: number): void => {
      bits[start + (i >> 5)] = (bits[start + (i >> 5)] ?? 0) | (1 << (i & 31))
    }
    if (this.#takesAll) {
      for (let i = 0; i < words.count; i += 1) set(i)
      return
    }
    const { byHash, byFirstUnit } = places
    for (const hash of this.#hashes) {
      for (let i = byHash.lastIn(places.rowOfHash(hash)); i >= 0; i = byHash.before(i)) {
        if (words.hashAt(i) === hash && this.#isWhole(words, i, hash)) set(i)
      }
    }
    for (const unit of this.#firstUnits) {
      for (
        let i = byFirstUnit.lastIn(places.rowOfFirstUnit(unit));
        i >= 0;
        i = byFirstUnit.before(i)
      ) {
        if (words.firstUnitAt(i) === unit && this.#fitsFiled(words, i, unit)) set(i)
      }
    }
    for (const { inner, fits } of this.#expressions) {
      // Nearly always one search of the whole text says that no word holds it.
      if (inner !== undefined && !words.joined.includes(inner)) continue
      for (let i = 0; i < words.count; i += 1) if (fits(words.wordAt(i))) set(i)
    }
  }

  #isWhole(words: WordList, i: number, hash: number): boolean {
    const texts = this.#whole.get(hash)
    if (texts === undefined) return false
    for (const text of texts) if (words.restAt(i, text) === 0) return true
    return false
  }

  #fitsFiled(words: WordList, i: number, unit: number): boolean {
    for (const { text, more } of this.#starts.get(unit) ?? NO_STARTS) {
      if (words.restAt(i, text) >= (more ? 1 : 0)) return true
    }
    const fits = this.#filed.get(unit)
    return fits !== undefined && fitsAny(fits, words.wordAt(i))
  }
}

const NO_STARTS: readonly Start[] = []

const numbers = new Map<string, number>()

function numberOf(shapes: string): number {
  const known = numbers.get(shapes)
  if (known === undefined) numbers.set(shapes, numbers.size)
  return known ?? numbers.size - 1
}

function fitsAny(fits: readonly Fit[], word: string): boolean {
  for (const fit of fits) if (fit(word)) return true
  return false
}

function push<T>(files: Map<number, T[]>, key: number, entry: T): void {
  const filed = files.get(key)
  if (filed === undefined) files.set(key, [entry])
  else filed.push(entry)
}

/** Letters that each word begins with which an expression fits: `victim` of `victims?`. */
export function readBeginning(source: string): string {
  const letters = /^[\p{L}\p{M}\p{N}]*/u.exec(source)?.[0] ?? ''
  // A count takes the letter before it.
  return /^[?*+{]/.test(source.slice(letters.length)) ? letters.replace(/.$/su, '') : letters
}

const DIGITS = '0123456789'

/** First units of all words that an expression can fit; undefined where they are many. */
function listFirstUnits(source: string): number[] | undefined {
  const beginning = readBeginning(source)
  const isNumber = /^(?:\\d|\[0-9\])(?![?*]|\{0)/.test(source)
  const firsts = beginning === '' && isNumber ? DIGITS : beginning.slice(0, 1)
  return firsts === '' ? undefined : Array.from(firsts, (first) => first.charCodeAt(0))
}

/** `konto` of `[^ ]*konto` and `[^ ]*konto[^ ]*`. */
function readInner(source: string): string | undefined {
  return /^\[\^ \]\*([\p{L}\p{M}\p{N}]+)(?:\[\^ \]\*)?$/u.exec(source)?.[1]
}

const HASH_BITS = 1024
const UNIT_BITS = 128

function setBit(bits: Int32Array, bit: number): void {
  bits[bit >> 5] = (bits[bit >> 5] ?? 0) | (1 << (bit & 31))
}

function hasBit(bits: Int32Array, bit: number): boolean {
  return ((bits[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0
}

/** The linear engine is asked, and compiled, only where rows of letters can't tell. */
function compileFit(source: string): Fit {
  let regex: RE2JS | undefined
  const fitsRuns = compileRuns(source)
  return (word) => fitsRuns?.(word) ?? (regex ??= RE2JS.compile(source)).matches(word)
}
