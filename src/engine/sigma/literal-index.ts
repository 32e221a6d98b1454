import { HashTable, mixHash } from './hash-table.ts'
import type { StoredUnits } from './sections.ts'

/** Units that lead to a literal: four, or two for the short ones. */
const LONG = 4
const SHORT = 2
/** Numbers of an entry: the units as one number, where they stand in the literal, the literal. */
const ENTRY = 3

/** Where each literal is filed: under the four of its units that are rarest in texts. */
export function fileLiterals(literals: readonly string[]): { long: number[]; short: number[] } {
  const long: number[][] = []
  const short: number[][] = []
  for (const [number, literal] of literals.entries()) {
    // A single unit is looked for by itself.
    if (literal.length < SHORT) continue
    const size = literal.length < LONG ? SHORT : LONG
    const place = findRarest(literal, size)
    const entry = [packUnits(literal, place, size), place, number]
    if (size === LONG) long.push(entry)
    else short.push(entry)
  }
  return { long: sortEntries(long), short: sortEntries(short) }
}

function sortEntries(entries: number[][]): number[] {
  return entries.sort((a, b) => mixHash(a[0] ?? 0) - mixHash(b[0] ?? 0)).flat()
}

/** The low bytes of neighbouring units as one number. */
function packUnits(text: string, from: number, size: number): number {
  let packed = 0
  for (let at = from; at < from + size; at += 1)
    packed = (packed << 8) | (text.charCodeAt(at) & 0xff)
  return packed
}

/** Letters from the most to the least common in the languages that rules are written in. */
const COMMON = ' etaoinsrlhdcumpgfybvwk.,-'

function findRarest(text: string, size: number): number {
  let best = 0
  let highest = -1
  for (let place = 0; place + size <= text.length; place += 1) {
    let rarity = 0
    for (let at = place; at < place + size; at += 1) rarity += rarityOf(text.charAt(at))
    if (rarity > highest) {
      highest = rarity
      best = place
    }
  }
  return best
}

function rarityOf(character: string): number {
  const rank = COMMON.indexOf(character)
  return rank < 0 ? COMMON.length : rank
}

/** Finds which of many texts stand anywhere in a folded text, in one pass. */
export class LiteralIndex {
  readonly #texts: StoredUnits
  readonly #long: HashTable
  readonly #short: HashTable
  /** Literals of one unit: native search is faster than any table. */
  readonly #single: readonly number[]

  constructor(texts: StoredUnits, long: Int32Array, short: Int32Array) {
    this.#texts = texts
    this.#long = new HashTable(long, ENTRY)
    this.#short = new HashTable(short, ENTRY)
    const { starts } = texts
    this.#single = Array.from(starts.keys()).filter(
      (literal) => (starts[literal + 1] ?? 0) - (starts[literal] ?? 0) === 1,
    )
  }

  get isEmpty(): boolean {
    return this.count === 0
  }

  get count(): number {
    return Math.max(0, this.#texts.starts.length - 1)
  }

  textOf(literal: number): string {
    const { units, starts } = this.#texts
    return String.fromCharCode(...units.subarray(starts[literal], starts[literal + 1]))
  }

  /** Reports literals that stand in the text, each as often as it is met. */
  scan(text: string, report: (literal: number) => void): void {
    for (const literal of this.#single) {
      const { units, starts } = this.#texts
      if (text.includes(String.fromCharCode(units[starts[literal] ?? 0] ?? 0))) report(literal)
    }
    const hasShort = !this.#short.isEmpty
    let packed = 0
    for (let at = 0; at < text.length; at += 1) {
      packed = (packed << 8) | (text.charCodeAt(at) & 0xff)
      if (this.#long.mayHold(packed)) {
        this.#tryAll(this.#long, packed, text, at - LONG + 1, report)
      }
      if (hasShort && this.#short.mayHold(packed & 0xffff)) {
        this.#tryAll(this.#short, packed & 0xffff, text, at - SHORT + 1, report)
      }
    }
  }

  #tryAll(
    table: HashTable,
    packed: number,
    text: string,
    at: number,
    report: (literal: number) => void,
  ): void {
    const slot = table.slotOf(packed)
    const end = table.endOf(slot)
    for (let entry = table.startOf(slot); entry < end; entry += 1) {
      if (table.numberAt(entry, 0) !== packed) continue
      const literal = table.numberAt(entry, 2)
      if (this.#standsAt(literal, text, at - table.numberAt(entry, 1))) report(literal)
    }
  }

  #standsAt(literal: number, text: string, first: number): boolean {
    const { units, starts } = this.#texts
    const start = starts[literal] ?? 0
    const length = (starts[literal + 1] ?? 0) - start
    if (first < 0 || first + length > text.length) return false
    for (let at = 0; at < length; at += 1) {
      if (units[start + at] !== text.charCodeAt(first + at)) return false
    }
    return true
  }
}
