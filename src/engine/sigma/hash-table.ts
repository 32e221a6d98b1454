/** Spreads a hash over all bits. */
export function mixHash(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> 0
}

/**
 * Entries of a few numbers each, of which the first is a hash, by the first bits of the mixed hash. They
 * come sorted by `mixHash`, which fits tables of any size.
 */
export class HashTable {
  readonly #entries: Int32Array
  readonly #size: number
  readonly #shift: number
  /** The entries of slot `i` begin at `firsts[i]` and end before `firsts[i + 1]`. */
  readonly #firsts: Int32Array

  /** `size`: numbers of an entry. */
  constructor(entries: Int32Array, size: number) {
    const count = entries.length / size
    // Four slots an entry: most of what is looked up then meets an empty one.
    const bits = Math.max(4, Math.ceil(Math.log2(count * 4 + 1)))
    this.#entries = entries
    this.#size = size
    this.#shift = 32 - bits
    this.#firsts = new Int32Array((1 << bits) + 1)
    let slot = 0
    for (let entry = 0; entry < count; entry += 1) {
      const own = this.slotOf(entries[entry * size] ?? 0)
      while (slot < own) this.#firsts[(slot += 1)] = entry
    }
    this.#firsts.fill(count, slot + 1)
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0
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
