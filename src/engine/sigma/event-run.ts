import type { Event } from '../event.ts'
import { isIndexed, type Item, type ReferenceTerms } from './item-table.ts'
import type { Matcher } from './matcher.ts'
import type { Truth } from './node.ts'
import { foldTo, PreparedValue } from './prepared-value.ts'

/** A phrase that was found in a value of `words`. */
export interface PhraseHit {
  readonly value: PreparedValue
  /** Position of its first word. */
  readonly first: number
  /** Number of its words. */
  readonly count: number
}

const MAX_HITS_OF_ITEM = 16
const UNASKED = 0
const FALSE = 1
const TRUE = 2

/** One event on its way through a rule set: each distinct question is asked once. */
export class EventRun {
  readonly #matcher: Matcher
  readonly #event: Event
  readonly #values: PreparedValue[][] = []
  readonly #states: Uint8Array
  readonly #hits = new Map<number, PhraseHit[]>()

  constructor(matcher: Matcher, event: Event) {
    this.#matcher = matcher
    this.#event = event
    this.#states = new Uint8Array(matcher.items.length)
  }

  /** Finds all phrases; gives the signals that are worth trying, in order. */
  findCandidates(): readonly number[] {
    const { alwaysTried, signalsOfItem, wordsField, index } = this.#matcher
    if (wordsField >= 0 && !index.isEmpty) {
      for (const value of this.valuesOf(wordsField)) this.#scan(value)
    }
    if (this.#hits.size === 0) return alwaysTried
    const found = new Set(alwaysTried)
    for (const item of this.#hits.keys()) {
      for (const signal of signalsOfItem.get(item) ?? []) found.add(signal)
    }
    return [...found].sort((a, b) => a - b)
  }

  #scan(value: PreparedValue): void {
    const { index, itemsOfPhrase, phrases } = this.#matcher
    index.scan(readWords(value), (phrase, first) => {
      const hit = { value, first, count: phrases[phrase]?.words.length ?? 0 }
      for (const item of itemsOfPhrase[phrase] ?? []) {
        const hits = this.#hits.get(item)
        if (hits === undefined) this.#hits.set(item, [hit])
        else if (hits.length < MAX_HITS_OF_ITEM) hits.push(hit)
      }
    })
  }

  hitsOf(item: number): readonly PhraseHit[] {
    return this.#hits.get(item) ?? []
  }

  valuesOf(field: number): readonly PreparedValue[] {
    const known = this.#values[field]
    if (known !== undefined) return known
    const name = this.#matcher.fields[field] ?? ''
    const values = this.#event.get(name).map((value) => new PreparedValue(value))
    this.#values[field] = values
    return values
  }

  truthOf(number: number): Truth {
    if (this.#states[number] === UNASKED) {
      const item = this.#matcher.items[number]
      this.#states[number] = item !== undefined && this.#ask(item, number) ? TRUE : FALSE
    }
    return this.#states[number] === TRUE ? 'true' : 'false'
  }

  /** The values for which an item's test holds. */
  valuesHolding(item: Item): readonly PreparedValue[] {
    return item.fields.flatMap((field) =>
      this.valuesOf(field).filter((value) => this.#holds(item, value)),
    )
  }

  #ask(item: Item, number: number): boolean {
    if (isIndexed(item) && !this.#hits.has(number)) return false
    return item.test.kind === 'phrases' || this.#askValues(item)
  }

  #askValues(item: Item): boolean {
    return item.fields.some((field) =>
      this.valuesOf(field).some((value) => this.#holds(item, value)),
    )
  }

  #holds({ test }: Item, value: PreparedValue): boolean {
    switch (test.kind) {
      case 'present':
        return true
      case 'phrases':
        // The index knows without looking at a value.
        return false
      case 'value':
      case 'guarded':
        return test.test.holds(value)
      case 'reference':
        return this.valuesOf(test.field).some((other) => compare(value, other, test))
    }
  }
}

/** The words of a value. One that another maker joined is cut at its spaces. */
function readWords({ source, text }: PreparedValue): readonly string[] {
  return source.words?.words ?? text.toLowerCase().split(' ').slice(1, -1)
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
