import { finishSteps, mapSteps, type Steps } from '../steps.ts'
import type { Units } from '../text/word-list.ts'
import { NumberLists } from './number-lists.ts'
import { decodeText, encodeText } from './unit-bytes.ts'

// The letters LURE as a machine reads them whose numbers begin with the low byte.
const MAGIC = 0x4552554c
/** Magic, format, checksum, length in numbers. */
const HEAD = 4

/** Puts numbers and texts one behind the other into bytes that can be stored and sent. */
export class SectionWriter {
  #numbers = new Int32Array(1 << 16)
  #length = HEAD

  addNumbers(numbers: ArrayLike<number>): void {
    const start = this.#length + 1
    this.#grow(start + numbers.length)
    this.#numbers[start - 1] = numbers.length
    this.#numbers.set(numbers, start)
  }

  addLists(lists: readonly (readonly number[])[]): void {
    const { starts, values } = NumberLists.of(lists)
    this.addNumbers(starts)
    this.addNumbers(values)
  }

  /** Units are kept as they stand, so that they are compared without decoding. */
  addUnits(texts: readonly string[]): void {
    this.#addStarts(texts.map(({ length }) => length))
    const all = texts.join('')
    const isNarrow = !/[^\u0000-\u00ff]/.test(all)
    // Whole numbers of four bytes.
    const length = Math.ceil(all.length / 4) * 4
    const unitAt = (_: unknown, i: number): number => (i < all.length ? all.charCodeAt(i) : 0)
    const units = isNarrow
      ? Uint8Array.from({ length }, unitAt)
      : Uint16Array.from({ length }, unitAt)
    this.addNumbers([isNarrow ? 1 : 0])
    this.addNumbers(new Int32Array(units.buffer))
  }

  addTexts(texts: readonly string[]): void {
    finishSteps(this.writeTexts(texts))
  }

  *writeTexts(texts: readonly string[]): Steps<void> {
    const encoded = yield* mapSteps(texts, encodeText)
    const lengths = encoded.map(({ length }) => length)
    this.#addStarts(lengths)
    const total = lengths.reduce((sum, length) => sum + length, 0)
    // Whole numbers of four bytes.
    const bytes = new Uint8Array(Math.ceil(total / 4) * 4)
    let at = 0
    for (const part of encoded) {
      bytes.set(part, at)
      at += part.length
      yield
    }
    this.addNumbers(new Int32Array(bytes.buffer))
  }

  #grow(length: number): void {
    this.#length = length
    if (length <= this.#numbers.length) return
    const larger = new Int32Array(length * 2)
    larger.set(this.#numbers)
    this.#numbers = larger
  }

  #addStarts(lengths: readonly number[]): void {
    let start = 0
    this.addNumbers([0, ...lengths.map((length) => (start += length))])
  }

  finish(format: number): Uint8Array<ArrayBuffer> {
    const numbers = this.#numbers.slice(0, this.#length)
    numbers[0] = MAGIC
    numbers[1] = format
    numbers[3] = numbers.length
    numbers[2] = checksum(numbers)
    return new Uint8Array(numbers.buffer)
  }
}

/** Reads what `SectionWriter` wrote, in the same order, without copying it. */
export class SectionReader {
  readonly #numbers: Int32Array
  #at = HEAD

  private constructor(numbers: Int32Array) {
    this.#numbers = numbers
  }

  /** Undefined where the bytes are of another format or not whole. */
  static open(bytes: Uint8Array, format: number): SectionReader | undefined {
    if (bytes.length % 4 > 0 || bytes.length < HEAD * 4) return undefined
    const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
    const numbers = new Int32Array(whole.buffer, whole.byteOffset, whole.length / 4)
    const [magic, written, sum, length] = numbers
    if (magic !== MAGIC || written !== format || length !== numbers.length) return undefined
    return sum === checksum(numbers) ? new SectionReader(numbers) : undefined
  }

  readNumbers(): Int32Array {
    const start = this.#at + 1
    this.#at = start + (this.#numbers[this.#at] ?? 0)
    return this.#numbers.subarray(start, this.#at)
  }

  readLists(): NumberLists {
    return new NumberLists(this.readNumbers(), this.readNumbers())
  }

  readUnits(): StoredUnits {
    const starts = this.readNumbers()
    const isNarrow = this.readNumbers()[0] === 1
    const { buffer, byteOffset, length } = this.readNumbers()
    const units = isNarrow
      ? new Uint8Array(buffer, byteOffset, length * 4)
      : new Uint16Array(buffer, byteOffset, length * 2)
    return { starts, units }
  }

  readTexts(): StoredTexts {
    const starts = this.readNumbers()
    const { buffer, byteOffset, byteLength } = this.readNumbers()
    return new StoredTexts(starts, new Uint8Array(buffer, byteOffset, byteLength))
  }
}

/** Text `i` is `units` from `starts[i]` to `starts[i + 1]`. */
export interface StoredUnits {
  readonly starts: Int32Array
  readonly units: Units
}

/** Texts that are decoded when they are asked for. */
export class StoredTexts {
  readonly #starts: Int32Array
  readonly #bytes: Uint8Array

  constructor(starts: Int32Array, bytes: Uint8Array) {
    this.#starts = starts
    this.#bytes = bytes
  }

  get count(): number {
    return this.#starts.length - 1
  }

  isEmpty(i: number): boolean {
    return this.#starts[i] === this.#starts[i + 1]
  }

  get(i: number): string {
    return decodeText(this.#bytes, this.#starts[i] ?? 0, this.#starts[i + 1] ?? 0)
  }
}

/** Of everything but the head; guards against damage, not against forgery. */
function checksum(numbers: Int32Array): number {
  let sum = 0x811c9dc5
  for (let at = HEAD; at < numbers.length; at += 1) {
    sum = Math.imul(sum ^ (numbers[at] ?? 0), 0x01000193)
    sum ^= sum >>> 15
  }
  return sum | 0
}
