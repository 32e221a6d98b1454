import { WORD, makeCharSet } from './char-set.ts'
import type { LiteralTrie } from './literal-trie.ts'
import type { ScanProgram } from './scan-program.ts'

/** What stands beside a place, as far as edges ask. */
export const TEXT_END = 0
export const LINE_END = 1
export const WORD_UNIT = 2
export const OTHER_UNIT = 3
export const NEIGHBOURS = 4

/** Characters between which nothing that is looked for tells a difference. */
export interface CharClass {
  /** By the number of a set: 1 where it holds these characters. */
  readonly sets: Uint8Array
  /** As the trie knows it. */
  readonly letter: number
  readonly neighbour: number
}

const ASCII = 0x80
const WORD_SET = makeCharSet({ ranges: [...WORD], properties: [] }, false, false)

/** Sorts characters into classes, those of ASCII at once and others when they are first met. */
export class CharClasses {
  readonly #list: CharClass[] = []
  /** Class of each character of ASCII. */
  readonly ascii = new Uint8Array(ASCII)
  /** Classes from here on hold no character of ASCII. */
  readonly asciiCount: number
  readonly #program: ScanProgram
  readonly #trie: LiteralTrie
  readonly #numbers = new Map<string, number>()
  readonly #known = new Map<number, number>()

  constructor(program: ScanProgram, trie: LiteralTrie) {
    this.#program = program
    this.#trie = trie
    for (let point = 0; point < ASCII; point += 1) this.ascii[point] = this.#sort(point)
    this.asciiCount = this.#list.length
  }

  at(number: number): CharClass {
    const found = this.#list[number]
    if (found === undefined) throw new RangeError(`there is no character class ${number}`)
    return found
  }

  classOf(point: number): number {
    if (point < ASCII) return this.ascii[point] ?? 0
    const known = this.#known.get(point)
    if (known !== undefined) return known
    const number = this.#sort(point)
    this.#known.set(point, number)
    return number
  }

  #sort(point: number): number {
    const sets = Uint8Array.from(this.#program.sets, (set) => (set.has(point) ? 1 : 0))
    const letter = this.#trie.letterOf(point)
    const neighbour = readNeighbour(point)
    const key = `${letter} ${neighbour} ${sets.join('')}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.#list.push({ sets, letter, neighbour }) - 1
    this.#numbers.set(key, number)
    return number
  }
}

function readNeighbour(point: number): number {
  if (point === 0x0a) return LINE_END
  return WORD_SET.has(point) ? WORD_UNIT : OTHER_UNIT
}
