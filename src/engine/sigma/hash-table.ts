/** Spreads a hash over all bits. */
export function mixHash(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> 0
}

/** Eight bits for each slot. */
const BITS_MORE = 3

/**
 * Entries of a few numbers each, of which the first is a hash, by the first bits of the mixed hash. They
 * come sorted by `mixHash`, which fits tables of any size.
 */
export class HashTable {
  readonly #entries: Int32Array
  readonly #size: number
  readonly #shift: number
  /** A bit for each hash there is: it fits the fastest memory and turns most others away. */
  readonly #bits: Int32Array
  readonly #bitShift: number
  /** The entries of slot `i` begin at `firsts[i]` and end before `firsts[i + 1]`. */
  readonly #firsts: Int32Array

  /** `size`: numbers of an entry. */
  constructor(entries: Int32Array, size: number) {
    const count = entries.length / size
    const width = Math.max(5, Math.ceil(Math.log2(count + 1)))
    this.#entries = entries
    this.#size = size
    this.#shift = 32 - width
    this.#firsts = new Int32Array((1 << width) + 1)
    this.#bitShift = 32 - width - BITS_MORE
    this.#bits = new Int32Array(1 << (width + BITS_MORE - 5))
    let slot = 0
    for (let entry = 0; entry < count; entry += 1) {
      const mixed = mixHash(entries[entry * size] ?? 0)
      const bit = mixed >>> this.#bitShift
      this.#bits[bit >> 5] = (this.#bits[bit >> 5] ?? 0) | (1 << (bit & 31))
      const own = mixed >>> this.#shift
      while (slot < own) this.#firsts[(slot += 1)] = entry
    }
    this.#firsts.fill(count, slot + 1)
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0
  }

  /** False where no entry has the hash. */
  mayHold(hash: number): boolean {
    const bit = Math.imul(hash, 0x9e3779b1) >>> this.#bitShift
    return ((this.#bits[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0
  }

  slotOf(hash: number): number {
    return Math.imul(hash, 0x9e3779b1) >>> this.#shift
  }

  startOf(slot: number): number {
    return this.#firsts[slot] ?? 0
  }

  endOf(slot: number): number {
    return this.#firsts[slot + 1] ?? 0
  }

  numberAt(entry: number, place: number): number {
    return this.#entries[entry * this.#size + place] ?? 0
  }
}
