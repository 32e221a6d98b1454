import type { WordList } from '../text/word-list.ts'
import { mixHash } from './hash-table.ts'

const FIRST_UNITS = 128

/** Rows of places, each from its last one back to its first. */
export class PlaceRows {
  /** One more than a place; 0 where there is none. */
  readonly #lasts: Int32Array
  readonly #befores: Int32Array

  /** `rowOf`: the row of a place, less than `rows`. */
  constructor(places: number, rows: number, rowOf: (place: number) => number) {
    this.#lasts = new Int32Array(rows)
    this.#befores = new Int32Array(places)
    for (let place = 0; place < places; place += 1) {
      const row = rowOf(place)
      this.#befores[place] = this.#lasts[row] ?? 0
      this.#lasts[row] = place + 1
    }
  }

  /** -1 for a row without places. */
  lastIn(row: number): number {
    return (this.#lasts[row] ?? 0) - 1
  }

  /** The place before one in its row, or -1. */
  before(place: number): number {
    return (this.#befores[place] ?? 0) - 1
  }
}

/**
 * Where the words of a text stand, by their hash and by their first unit: a test looks up the words that
 * it asks for instead of trying every word. A row also holds some words of other hashes or units.
 */
export class WordPlaces {
  readonly #words: WordList
  readonly #shift: number
  readonly #byHash: PlaceRows
  #byFirstUnit: PlaceRows | undefined

  constructor(words: WordList) {
    const width = Math.max(5, Math.ceil(Math.log2(words.count + 1)) + 1)
    const shift = 32 - width
    this.#words = words
    this.#shift = shift
    this.#byHash = new PlaceRows(words.count, 1 << width, (i) => mixHash(words.hashAt(i)) >>> shift)
  }

  get byHash(): PlaceRows {
    return this.#byHash
  }

  get byFirstUnit(): PlaceRows {
    const words = this.#words
    this.#byFirstUnit ??= new PlaceRows(
      words.count,
      FIRST_UNITS,
      (i) => words.firstUnitAt(i) % FIRST_UNITS,
    )
    return this.#byFirstUnit
  }

  rowOfHash(hash: number): number {
    return mixHash(hash) >>> this.#shift
  }

  rowOfFirstUnit(unit: number): number {
    return unit % FIRST_UNITS
  }
}
