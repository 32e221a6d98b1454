import { isContextField } from '../event.ts'
import { type RulePath, SigmaError } from './faults.ts'
import type { Node } from './node.ts'
import type { Phrase } from './phrase-index.ts'
import type { ValueTest } from './prepared-value.ts'

/** The field whose phrases are found by an index. */
export const WORDS_FIELD = 'words'

export type Position = 'whole' | 'contains' | 'startswith' | 'endswith'

/** What an item asks about its fields. */
export type ItemTest =
  | { readonly kind: 'present' }
  | { readonly kind: 'value'; readonly test: ValueTest }
  /** Holds where a phrase is found. */
  | { readonly kind: 'phrases'; readonly phrases: readonly number[] }
  /** Can hold only where a phrase is found. */
  | { readonly kind: 'guarded'; readonly test: ValueTest; readonly phrases: readonly number[] }
  | ({ readonly kind: 'reference'; readonly field: number } & ReferenceTerms)

export interface ReferenceTerms {
  readonly position: Position
  readonly isCased: boolean
}

/** Order of trying: what is cheap and often false comes first. */
export function costOf(item: Item | undefined): number {
  if (item === undefined || item.isContext || item.test.kind === 'phrases') return 0
  return item.test.kind === 'value' || item.test.kind === 'guarded' ? item.test.test.cost : 1
}

/** Whether the index tells that an item can't hold. */
export function isIndexed(item: Item | undefined): boolean {
  return item?.test.kind === 'phrases' || item?.test.kind === 'guarded'
}

/** One question about an event; rules that ask the same share the item. */
export interface Item {
  /** Positions in the field list; the item holds if it holds for any value of any of them. */
  readonly fields: readonly number[]
  /** Depends on the rest of the conversation. */
  readonly isContext: boolean
  readonly test: ItemTest
}

/** Collects the distinct items, fields and phrases of a rule set. */
export class ItemTable {
  readonly items: Item[] = []
  readonly fields: string[] = []
  readonly phrases: Phrase[] = []
  readonly #itemsByKey = new Map<string, number>()
  readonly #fieldsByName = new Map<string, number>()
  readonly #phrasesByText = new Map<string, number>()

  addValueTest(fields: readonly string[], test: ValueTest): Node {
    return this.#add(fields, test.key, { kind: 'value', test })
  }

  addPresence(field: string): Node {
    return this.#add([field], 'present', { kind: 'present' })
  }

  /** Throws SigmaError where one field is the message's and the other the conversation's. */
  addReference(field: string, other: string, how: ReferenceTerms, path: RulePath): Node {
    if (isContextField(field) !== isContextField(other)) {
      throw new SigmaError(path, `"${field}" and "${other}" are never known at the same time`)
    }
    const { position, isCased } = how
    const key = `ref ${position} ${isCased ? 'cased' : ''} ${other}`
    const test = { kind: 'reference', field: this.#addField(other), position, isCased } as const
    return this.#add([field], key, test)
  }

  /** One of the phrases must stand in `words`. */
  addPhrases(phrases: readonly Phrase[]): Node {
    const numbers = this.#addAllPhrases(phrases)
    return this.#add([WORDS_FIELD], `phrases ${numbers.join(' ')}`, {
      kind: 'phrases',
      phrases: numbers,
    })
  }

  /** A test of `words` that holds for no value without one of `phrases`. */
  addGuarded(test: ValueTest, phrases: readonly Phrase[]): Node {
    const numbers = this.#addAllPhrases(phrases)
    return this.#add([WORDS_FIELD], test.key, { kind: 'guarded', test, phrases: numbers })
  }

  #add(fields: readonly string[], testKey: string, test: ItemTest): Node {
    const key = `${fields.join(',')}: ${testKey}`
    let item = this.#itemsByKey.get(key)
    if (item === undefined) {
      item = this.items.length
      this.items.push({
        fields: fields.map((field) => this.#addField(field)),
        isContext: fields.some(isContextField),
        test,
      })
      this.#itemsByKey.set(key, item)
    }
    return { kind: 'item', item }
  }

  #addField(name: string): number {
    const known = this.#fieldsByName.get(name)
    if (known !== undefined) return known
    this.fields.push(name)
    this.#fieldsByName.set(name, this.fields.length - 1)
    return this.fields.length - 1
  }

  #addAllPhrases(phrases: readonly Phrase[]): number[] {
    const numbers = new Set(phrases.map((phrase) => this.#addPhrase(phrase)))
    return [...numbers].sort((a, b) => a - b)
  }

  #addPhrase(phrase: Phrase): number {
    const text = phrase.words.join(' ') + (phrase.isOpen ? '*' : '')
    const known = this.#phrasesByText.get(text)
    if (known !== undefined) return known
    this.phrases.push(phrase)
    this.#phrasesByText.set(text, this.phrases.length - 1)
    return this.phrases.length - 1
  }
}
