import type { Event } from '../event.ts'
import { FOUND_BY_INDEX, type Item, type ReferenceTerms, isContextItem } from './item-table.ts'
import type { Matcher } from './matcher.ts'
import type { Truth } from './node.ts'
import { foldTo, type Places, PreparedValue } from './prepared-value.ts'

/** A phrase that was found in a value of `words`. */
export interface PhraseHit {
  readonly value: PreparedValue
  readonly phrase: number
  /** Position of its first word. */
  readonly first: number
}

const MAX_HITS_OF_ITEM = 16
/** Of so many items an event answers few: an array for all would cost more. */
const MANY_ITEMS = 4096

/** Whether items hold, as far as they were asked. */
interface Answers {
  get(item: number): boolean | undefined
  set(item: number, isHeld: boolean): unknown
}

const FALSE = 1
const TRUE = 2

class AnswerArray implements Answers {
  readonly #states: Uint8Array

  constructor(count: number) {
    this.#states = new Uint8Array(count)
  }

  get(item: number): boolean | undefined {
    const state = this.#states[item] ?? 0
    return state === 0 ? undefined : state === TRUE
  }

  set(item: number, isHeld: boolean): void {
    this.#states[item] = isHeld ? TRUE : FALSE
  }
}

/** One event on its way through a rule set: each distinct question is asked once. */
export class EventRun {
  readonly #matcher: Matcher
  readonly #event: Event
  readonly #values: (readonly PreparedValue[])[] = []
  readonly #answers: Answers
  /** By item; an item that a literal leads to has an empty list. */
  readonly #hits = new Map<number, PhraseHit[]>()
  /** Values that an expression may fit, and where it may end there, as far as that is known. */
  readonly #places = new Map<number, Map<PreparedValue, Places>>()

  constructor(matcher: Matcher, event: Event) {
    this.#matcher = matcher
    this.#event = event
    this.#answers = matcher.itemCount > MANY_ITEMS ? new Map() : new AnswerArray(matcher.itemCount)
  }

  /** Asks the indexes for the items that hold or may hold. */
  searchTexts(visit: (item: number) => void): void {
    const { wordsField, phraseIndex, searchedFields } = this.#matcher
    if (wordsField >= 0 && !phraseIndex.isEmpty) {
      for (const value of this.valuesOf(wordsField)) this.#searchWords(value)
    }
    for (const field of searchedFields) {
      for (const value of this.valuesOf(field)) this.#searchText(value, field)
    }
    for (const item of this.#hits.keys()) visit(item)
  }

  #searchWords(value: PreparedValue): void {
    const { phraseIndex, itemsOfPhrase } = this.#matcher
    phraseIndex.scan(value.words, (phrase, first) => {
      const end = itemsOfPhrase.endOf(phrase)
      for (let place = itemsOfPhrase.startOf(phrase); place < end; place += 1) {
        const item = itemsOfPhrase.valueAt(place)
        const hits = this.#hits.get(item)
        if (hits === undefined) this.#hits.set(item, [{ value, phrase, first }])
        else if (hits.length < MAX_HITS_OF_ITEM) hits.push({ value, phrase, first })
      }
    })
  }

  #searchText(value: PreparedValue, field: number): void {
    const { scanner, literalIndex, scannedItems } = this.#matcher
    const found = scanner?.scan(value.text)
    if (found === undefined) {
      const literals = new Set<number>()
      literalIndex.scan(value.folded, (literal) => literals.add(literal))
      this.#meetLiterals(literals, field)
      for (const item of scannedItems) this.#meetScanned(item, field, value, undefined)
      return
    }
    this.#meetLiterals(found.literals, field)
    for (const [i, pattern] of found.patterns.entries()) {
      this.#meetScanned(scannedItems[pattern] ?? -1, field, value, found.ends[i])
    }
  }

  #meetScanned(
    item: number,
    field: number,
    value: PreparedValue,
    ends: readonly number[] | undefined,
  ): void {
    if (!this.#matcher.isOnField(item, field)) return
    const known = this.#places.get(item)
    const places = ends === undefined ? {} : { ends }
    if (known === undefined) this.#places.set(item, new Map([[value, places]]))
    else known.set(value, places)
    if (!this.#hits.has(item)) this.#hits.set(item, [])
  }

  #meetLiterals(literals: Iterable<number>, field: number): void {
    const { itemsOfLiteral, itemsDecidedBy } = this.#matcher
    for (const literal of literals) {
      for (const item of itemsOfLiteral.get(literal)) {
        if (this.#matcher.isOnField(item, field) && !this.#hits.has(item)) this.#hits.set(item, [])
      }
      for (const item of itemsDecidedBy.get(literal)) {
        if (this.#matcher.isOnField(item, field)) this.#answers.set(item, true)
      }
    }
  }

  /** Items that hold for a value of a field that no index covers. */
  askFields(visit: (item: number) => void): void {
    const { fields, itemsOfField } = this.#matcher
    for (let field = 0; field < fields.length; field += 1) {
      const items = itemsOfField.get(field)
      if (items.length === 0 || this.valuesOf(field).length === 0) continue
      for (const item of items) if (this.holds(item)) visit(item)
    }
  }

  hitsOf(item: number): readonly PhraseHit[] {
    return this.#hits.get(item) ?? []
  }

  itemAt(item: number): Item {
    return this.#matcher.itemAt(item)
  }

  /** Number of words of a phrase. */
  countWords(phrase: number): number {
    return this.#matcher.phraseIndex.countWords(phrase)
  }

  valuesOf(field: number): readonly PreparedValue[] {
    const known = this.#values[field]
    if (known !== undefined) return known
    const name = this.#matcher.fields[field] ?? ''
    const values = this.#event.get(name).map((value) => new PreparedValue(value))
    this.#values[field] = values
    return values
  }

  /** Open where the conversation decides. */
  truthOf(number: number): Truth {
    if (isContextItem(this.#matcher.wayOf(number))) return 'open'
    return this.holds(number) ? 'true' : 'false'
  }

  holds(number: number): boolean {
    const known = this.#answers.get(number)
    if (known !== undefined) return known
    const isHeld = this.#ask(number)
    this.#answers.set(number, isHeld)
    return isHeld
  }

  /** The values for which an item's test holds. */
  valuesHolding(number: number): readonly PreparedValue[] {
    const item = this.itemAt(number)
    return item.fields.flatMap((field) =>
      this.valuesOf(field).filter((value) => this.#fits(item, value, number)),
    )
  }

  #ask(number: number): boolean {
    const isIndexed = this.#matcher.wayOf(number) === FOUND_BY_INDEX
    if (isIndexed && !this.#hits.has(number)) return false
    if (this.#matcher.isDecidedByPhrases(number)) return true
    const item = this.#matcher.itemAt(number)
    for (const field of item.fields) {
      for (const value of this.valuesOf(field)) if (this.#fits(item, value, number)) return true
    }
    return false
  }

  /**
   * Where the guards of an item begin in a value, or where its expression may end; undefined where not all
   * places are known.
   */
  placesOf(number: number, value: PreparedValue): Places | undefined {
    const scanned = this.#places.get(number)
    if (scanned !== undefined) return scanned.get(value)
    const hits = this.#hits.get(number) ?? []
    if (hits.length === 0 || hits.length === MAX_HITS_OF_ITEM) return undefined
    const words: number[] = []
    for (const hit of hits) if (hit.value === value) words.push(hit.first)
    return { words }
  }

  #fits({ test }: Item, value: PreparedValue, number: number): boolean {
    switch (test.kind) {
      case 'present':
        return true
      case 'phrases':
        // The index knows without looking at a value.
        return false
      case 'value':
        return test.test.holds(value)
      case 'guarded':
        if (this.#places.get(number)?.has(value) === false) return false
        return test.test.holds(value, this.placesOf(number, value))
      case 'reference':
        return this.valuesOf(test.field).some((other) => compare(value, other, test))
    }
  }
}

function compare(value: PreparedValue, other: PreparedValue, terms: ReferenceTerms): boolean {
  const form = terms.isCased ? 'exact' : 'folded'
  const text = value.inForm(form)
  const wanted = foldTo(form, other.text)
  if (terms.position === 'whole') return text === wanted
  if (wanted === '') return false
  if (terms.position === 'startswith') return text.startsWith(wanted)
  return terms.position === 'endswith' ? text.endsWith(wanted) : text.includes(wanted)
}
