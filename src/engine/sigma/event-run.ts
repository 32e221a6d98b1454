import type { Event } from '../event.ts'
import { type AnswerSource, FALSE, OPEN, TRUE, UNASKED } from './condition-plan.ts'
import type { Item, ReferenceTerms } from './item-table.ts'
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
/** Of an item that is only tried there: around more places all of the text is looked at. */
const MAX_PLACES_OF_ITEM = 8
/** Of so many items an event answers few: an array for all would cost more. */
const MANY_ITEMS = 4096

/** What is known of items, in the terms of `condition-plan.ts`. */
interface Answers {
  get(item: number): number
  set(item: number, answer: number): void
}

class AnswerArray implements Answers {
  readonly #answers: Uint8Array

  constructor(first: Uint8Array) {
    this.#answers = first.slice()
  }

  get(item: number): number {
    return this.#answers[item] ?? FALSE
  }

  set(item: number, answer: number): void {
    this.#answers[item] = answer
  }
}

class AnswerMap implements Answers {
  readonly #first: Uint8Array
  readonly #changed = new Map<number, number>()

  constructor(first: Uint8Array) {
    this.#first = first
  }

  get(item: number): number {
    return this.#changed.get(item) ?? this.#first[item] ?? FALSE
  }

  set(item: number, answer: number): void {
    this.#changed.set(item, answer)
  }
}

/** One event on its way through a rule set: each distinct question is asked once. */
export class EventRun implements AnswerSource {
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
    const first = matcher.firstAnswers
    const isLarge = first.length > MANY_ITEMS
    this.#answers = isLarge ? new AnswerMap(first) : new AnswerArray(first)
  }

  /** Items that an index found: they hold or may hold. */
  get found(): Iterable<number> {
    return this.#hits.keys()
  }

  /** Asks the indexes for items; those that they don't find don't hold. */
  searchTexts(): void {
    const { wordsField, phraseIndex, searchedFields } = this.#matcher
    if (wordsField >= 0 && !phraseIndex.isEmpty) {
      for (const value of this.valuesOf(wordsField)) this.#searchWords(value)
    }
    for (const field of searchedFields) {
      for (const value of this.valuesOf(field)) this.#searchText(value, field)
    }
  }

  #searchWords(value: PreparedValue): void {
    const { phraseIndex, itemsOfPhrase } = this.#matcher
    phraseIndex.scan(value.words, (phrase, first) => {
      const hit = { value, phrase, first }
      const end = itemsOfPhrase.endOf(phrase)
      let isWanted = false
      for (let place = itemsOfPhrase.startOf(phrase); place < end; place += 1) {
        if (this.#meetPhrase(itemsOfPhrase.valueAt(place), hit)) isWanted = true
      }
      return isWanted
    })
  }

  /** False where no more hits of the item matter. */
  #meetPhrase(item: number, hit: PhraseHit): boolean {
    const hits = this.#hits.get(item)
    if (hits === undefined) {
      this.#hits.set(item, [hit])
      this.#answers.set(item, this.#matcher.isDecidedByPhrases(item) ? TRUE : UNASKED)
      return true
    }
    if (hits.length >= this.#limitOf(item)) return false
    hits.push(hit)
    return true
  }

  #limitOf(item: number): number {
    return this.#matcher.isDecidedByPhrases(item) ? MAX_HITS_OF_ITEM : MAX_PLACES_OF_ITEM
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
    this.#meet(item)
  }

  #meet(item: number): void {
    if (this.#hits.has(item)) return
    this.#hits.set(item, [])
    this.#answers.set(item, UNASKED)
  }

  #meetLiterals(literals: Iterable<number>, field: number): void {
    const { itemsOfLiteral, itemsDecidedBy } = this.#matcher
    for (const literal of literals) {
      for (const item of itemsOfLiteral.get(literal)) {
        if (this.#matcher.isOnField(item, field)) this.#meet(item)
      }
      for (const item of itemsDecidedBy.get(literal)) {
        if (this.#matcher.isOnField(item, field)) this.#answers.set(item, TRUE)
      }
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
    const answer = this.answer(number, true)
    if (answer === OPEN) return 'open'
    return answer === TRUE ? 'true' : 'false'
  }

  answer(number: number, isAsked: boolean): number {
    const known = this.#answers.get(number)
    return known !== UNASKED || !isAsked ? known : this.#find(number)
  }

  /** As `truthOf`, for an event that is the conversation itself, too. */
  holds(number: number): boolean {
    const known = this.#answers.get(number)
    return (known === UNASKED || known === OPEN ? this.#find(number) : known) === TRUE
  }

  #find(number: number): number {
    const isHeld = this.#ask(number)
    const answer = isHeld ? TRUE : FALSE
    this.#answers.set(number, answer)
    return answer
  }

  /** The values for which an item's test holds. */
  valuesHolding(number: number): readonly PreparedValue[] {
    const item = this.itemAt(number)
    return item.fields.flatMap((field) =>
      this.valuesOf(field).filter((value) => this.#fits(item, value, number)),
    )
  }

  #ask(number: number): boolean {
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
    if (hits.length === 0 || hits.length === this.#limitOf(number)) return undefined
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
