import { isContextField } from '../event.ts'
import { type RulePath, SigmaError } from './faults.ts'
import type { Node } from './node.ts'
import type { Phrase } from './phrase-index.ts'
import type { ValueTest } from './prepared-value.ts'

/** The field whose phrases are found by an index. */
export const WORDS_FIELD = 'words'

/** Names of signals that the message hits by itself. */
export const MESSAGE_SIGNALS = 'message.signals'

/** Fields that keywords without a field are looked for in: what a reader sees of a message. */
export const KEYWORD_FIELDS: readonly string[] = [
  'text',
  'subject',
  'quoted',
  'sender.name',
  'sender.email',
  'sender.headline',
  'link.text',
  'link.href',
  'attachment.name',
]

/** Fields that are searched for the literals of all rules at once: the message's own texts. */
const SEARCHED_FIELDS: ReadonlySet<string> = new Set([...KEYWORD_FIELDS, 'hidden'])

export type Position = 'whole' | 'contains' | 'startswith' | 'endswith'

export interface ReferenceTerms {
  readonly position: Position
  readonly isCased: boolean
}

/** What an item asks about its fields. */
export type ItemTest =
  | { readonly kind: 'present' }
  | { readonly kind: 'value'; readonly test: ValueTest }
  /** Holds where the index finds one of its phrases. */
  | { readonly kind: 'phrases' }
  /** Can hold only where an index finds one of its phrases or literals. */
  | { readonly kind: 'guarded'; readonly test: ValueTest }
  | ({ readonly kind: 'reference'; readonly field: number } & ReferenceTerms)

/** How an item can be found without asking it, from the cheapest way to the dearest. */
export const FOUND_BY_INDEX = 0
/** By a value of one of its fields. */
export const FOUND_BY_FIELD = 1
/** By the signals that the message hits. */
export const FOUND_BY_SIGNALS = 2
/** Only the conversation knows. */
export const NEVER_FOUND = 3

/** Whether an item that is found in this way depends on the rest of the conversation. */
export function isContextItem(way: number): boolean {
  return way >= FOUND_BY_SIGNALS
}

/** One question about an event; rules that ask the same share the item. */
export interface Item {
  /** Positions in the field list; the item holds if it holds for any value of any of them. */
  readonly fields: readonly number[]
  readonly test: ItemTest
}

/** An item on its way to the index. */
export interface DraftItem extends Item {
  /** One of the ways above. */
  readonly way: number
  /** Order of trying: what is cheap and often false comes first. */
  readonly cost: number
  readonly phrases: readonly number[]
  /** Numbers of literals, and of those that decide by themselves. */
  readonly literals: readonly number[]
  readonly deciding: readonly number[]
  /** Whether a scanner finds it. */
  readonly isScanned: boolean
}

/** Numbers for distinct entries, in the order in which they come. */
class Numbering<T> {
  readonly entries: T[] = []
  readonly #numbers = new Map<string, number>()

  add(key: string, make: () => T): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.entries.push(make()) - 1
    this.#numbers.set(key, number)
    return number
  }
}

/** Collects the distinct items, fields, phrases and literals of a rule set. */
export class ItemTable {
  readonly #items = new Numbering<DraftItem>()
  readonly #fields = new Numbering<string>()
  readonly #phrases = new Numbering<Phrase>()
  readonly #literals = new Numbering<string>()

  get items(): readonly DraftItem[] {
    return this.#items.entries
  }

  get fields(): readonly string[] {
    return this.#fields.entries
  }

  get phrases(): readonly Phrase[] {
    return this.#phrases.entries
  }

  get literals(): readonly string[] {
    return this.#literals.entries
  }

  addValueTest(fields: readonly string[], test: ValueTest): Node {
    const key = JSON.stringify(test.form)
    const isSearched = fields.every((field) => SEARCHED_FIELDS.has(field))
    const { literals, scanned } = test
    if (isSearched && scanned !== undefined) {
      return this.#add(fields, key, { kind: 'guarded', test }, () => ({ isScanned: true }))
    }
    if (!isSearched || literals === undefined)
      return this.#add(fields, key, { kind: 'value', test })
    const number = (text: string): number => this.#literals.add(text, () => text)
    return this.#add(fields, key, { kind: 'guarded', test }, () => ({
      literals: literals.map(({ text }) => number(text)),
      deciding: literals.filter(({ decides }) => decides).map(({ text }) => number(text)),
    }))
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
    const key = `phrases ${numbers.join(' ')}`
    return this.#add([WORDS_FIELD], key, { kind: 'phrases' }, () => ({ phrases: numbers }))
  }

  /** A test of `words` that holds for no value without one of `phrases`. */
  addGuarded(test: ValueTest, phrases: readonly Phrase[]): Node {
    const numbers = this.#addAllPhrases(phrases)
    const key = `guarded ${JSON.stringify(test.form)}`
    return this.#add([WORDS_FIELD], key, { kind: 'guarded', test }, () => ({ phrases: numbers }))
  }

  #add(
    fields: readonly string[],
    testKey: string,
    test: ItemTest,
    makeGuards: () => Partial<DraftItem> = () => ({}),
  ): Node {
    const item = this.#items.add(`${fields.join(',')}: ${testKey}`, () => ({
      fields: fields.map((field) => this.#addField(field)),
      way: findWay(fields, test),
      cost: costOf(fields, test),
      test,
      phrases: [],
      literals: [],
      deciding: [],
      isScanned: false,
      ...makeGuards(),
    }))
    return { kind: 'item', item }
  }

  #addField(name: string): number {
    return this.#fields.add(name, () => name)
  }

  #addAllPhrases(phrases: readonly Phrase[]): number[] {
    const numbers = new Set(
      phrases.map((phrase) =>
        this.#phrases.add(phrase.words.join(' ') + (phrase.isOpen ? '*' : ''), () => phrase),
      ),
    )
    return [...numbers].sort((a, b) => a - b)
  }
}

function findWay(fields: readonly string[], { kind }: ItemTest): number {
  if (fields.some(isContextField)) {
    const isOfMessage = fields.every((field) => field === MESSAGE_SIGNALS) && kind !== 'reference'
    return isOfMessage ? FOUND_BY_SIGNALS : NEVER_FOUND
  }
  return kind === 'phrases' || kind === 'guarded' ? FOUND_BY_INDEX : FOUND_BY_FIELD
}

function costOf(fields: readonly string[], test: ItemTest): number {
  if (fields.some(isContextField) || test.kind === 'phrases') return 0
  return test.kind === 'value' || test.kind === 'guarded' ? test.test.cost : 1
}
