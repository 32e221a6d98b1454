import { hashWord } from '../text/word-list.ts'
import { HashTable, mixHash } from './hash-table.ts'
import type { StoredTexts } from './sections.ts'

/** Numbers of an entry: hash of the text, its position. */
const ENTRY = 2

/** Where texts are filed: under their hashes. */
export function fileTexts(texts: readonly string[]): number[] {
  return texts
    .map((text, number): [number, number] => [hashWord(text), number])
    .sort(([a], [b]) => mixHash(a) - mixHash(b))
    .flat()
}

/** Finds the position of a text, of which few have to be decoded. */
export class TextDirectory {
  readonly #texts: StoredTexts
  readonly #entries: Int32Array
  #table: HashTable | undefined

  constructor(texts: StoredTexts, entries: Int32Array) {
    this.#texts = texts
    this.#entries = entries
  }

  get(text: string): number | undefined {
    const table = (this.#table ??= new HashTable(this.#entries, ENTRY))
    const hash = hashWord(text)
    const slot = table.slotOf(hash)
    for (let entry = table.startOf(slot); entry < table.endOf(slot); entry += 1) {
      const number = table.numberAt(entry, 1)
      if (table.numberAt(entry, 0) === hash && this.#texts.get(number) === text) return number
    }
    return undefined
  }
}
