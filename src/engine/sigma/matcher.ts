import { FALSE, OPEN, UNASKED } from './condition-plan.ts'
import {
  FOUND_BY_INDEX,
  FOUND_BY_SIGNALS,
  isContextItem,
  type Item,
  type ItemTest,
  WORDS_FIELD,
} from './item-table.ts'
import { LiteralIndex } from './literal-index.ts'
import { NameIndex } from './name-index.ts'
import type { NumberLists } from './number-lists.ts'
import { PhraseIndex } from './phrase-index.ts'
import { reviveTest } from './revive-test.ts'
import type { SectionReader, StoredTexts } from './sections.ts'
import { readStoredTest } from './stored-test.ts'
import { TextScanner } from './text-scanner.ts'

/** More of them are left to their own index: they would make a large trie. */
const MAX_SCANNED_LITERALS = 8192

/** What all signals of a rule set share: their items and the indexes that find them. */
export class Matcher {
  readonly fields: readonly string[]
  /** Position of `words` in `fields`, -1 where no rule asks for it. */
  readonly wordsField: number
  readonly phraseIndex: PhraseIndex
  /** Items that hold, or can hold, when a phrase is found. */
  readonly itemsOfPhrase: NumberLists
  readonly literalIndex: LiteralIndex
  /** Fields that are searched for literals. */
  readonly searchedFields: Int32Array
  /** Items that can hold when a literal is found in one of their fields. */
  readonly itemsOfLiteral: NumberLists
  /** Those that hold then. */
  readonly itemsDecidedBy: NumberLists
  /** Items that the scanner finds, by the number of their expression. */
  readonly scannedItems: Int32Array
  /** Signals that can't hit unless one of their items is found. */
  readonly signalsOfItem: NumberLists
  /** All other signals: tried on every event. */
  readonly alwaysTried: Int32Array
  /** Items that a value of a field can make true, by field. */
  readonly itemsOfField: NumberLists
  /** Items that ask for signals which the message hits. */
  readonly itemsOfSignals: Int32Array
  readonly #ways: Int32Array
  readonly #costs: Int32Array
  readonly #fieldsOfItem: NumberLists
  readonly #tests: StoredTexts
  readonly #items: (Item | undefined)[] = []
  #scanner: TextScanner | undefined
  #nameIndex: NameIndex | undefined
  #firstAnswers: Uint8Array | undefined

  /** Reads its sections, in the order in which `writeRuleSet` writes them. */
  constructor(fields: readonly string[], reader: SectionReader) {
    this.fields = fields
    this.wordsField = fields.indexOf(WORDS_FIELD)
    this.#ways = reader.readNumbers()
    this.#costs = reader.readNumbers()
    this.#fieldsOfItem = reader.readLists()
    this.#tests = reader.readTexts()
    this.signalsOfItem = reader.readLists()
    this.alwaysTried = reader.readNumbers()
    this.itemsOfField = reader.readLists()
    this.itemsOfSignals = reader.readNumbers()
    const phrases = reader.readUnits()
    const files = [reader.readNumbers(), reader.readNumbers(), reader.readNumbers()] as const
    this.phraseIndex = new PhraseIndex(phrases, ...files)
    this.itemsOfPhrase = reader.readLists()
    this.searchedFields = reader.readNumbers()
    const literals = reader.readUnits()
    this.literalIndex = new LiteralIndex(literals, reader.readNumbers(), reader.readNumbers())
    this.itemsOfLiteral = reader.readLists()
    this.itemsDecidedBy = reader.readLists()
    this.scannedItems = reader.readNumbers()
  }

  /** Finds expressions and literals in one pass; undefined where there are none, or too many literals. */
  get scanner(): TextScanner | undefined {
    if (this.literalIndex.count > MAX_SCANNED_LITERALS) return undefined
    if (this.searchedFields.length === 0) return undefined
    return (this.#scanner ??= this.#makeScanner())
  }

  #makeScanner(): TextScanner {
    const { literalIndex } = this
    const patterns = Array.from(this.scannedItems, (item) => {
      const stored = readStoredTest(this.#tests.get(item))
      const form = 'form' in stored ? stored.form : undefined
      if (form?.[0] !== 'regex') throw new RangeError(`item ${item} is no expression`)
      return { pattern: form[1], flags: form[2] }
    })
    const literals = Array.from({ length: literalIndex.count }, (_, literal) => {
      return [literalIndex.textOf(literal), literal] as const
    })
    return new TextScanner(patterns, literals)
  }

  get itemCount(): number {
    return this.#ways.length
  }

  /** How an item is found, `FOUND_BY_INDEX` and so on. */
  wayOf(item: number): number {
    return this.#ways[item] ?? 0
  }

  /** Of the items that ask for signals which the message hits: those that hold for these, and no others. */
  findAsking(names: readonly string[]): ReadonlySet<number> {
    this.#nameIndex ??= this.#makeNameIndex()
    return this.#nameIndex.find(names)
  }

  #makeNameIndex(): NameIndex {
    const items = Array.from(this.#ways.keys()).filter(
      (item) => this.wayOf(item) === FOUND_BY_SIGNALS,
    )
    return new NameIndex(items.map((item) => [item, this.itemAt(item).test]))
  }

  /** What is known of each item before an event is looked at. */
  get firstAnswers(): Uint8Array {
    this.#firstAnswers ??= Uint8Array.from(this.#ways, (way) => {
      if (isContextItem(way)) return OPEN
      return way === FOUND_BY_INDEX ? FALSE : UNASKED
    })
    return this.#firstAnswers
  }

  /** Order of trying: what is cheap and often false comes first. */
  costOf(item: number): number {
    return this.#costs[item] ?? 0
  }

  /** Whether the phrases of an item are all that it asks. */
  isDecidedByPhrases(item: number): boolean {
    return this.#tests.isEmpty(item)
  }

  isOnField(item: number, field: number): boolean {
    return this.#fieldsOfItem.get(item).includes(field)
  }

  /** An item, its test made when it is first asked for. */
  itemAt(number: number): Item {
    return (this.#items[number] ??= this.#revive(number))
  }

  #revive(number: number): Item {
    const test: ItemTest = this.isDecidedByPhrases(number)
      ? { kind: 'phrases' }
      : toItemTest(this.#tests.get(number))
    return { fields: [...this.#fieldsOfItem.get(number)], test }
  }
}

function toItemTest(stored: string): ItemTest {
  const test = readStoredTest(stored)
  return 'form' in test ? { kind: test.kind, test: reviveTest(test.form) } : test
}
