/** How many messages are read before it is judged anew which selectors are rare. */
const WINDOW = 64
/** A selector that finds something in one message of so many is asked for by itself. */
const COMMON = 16

interface Entry {
  isRare: boolean
  hits: number
  /** The question that `found` answers. */
  asked: object | undefined
  found: Element | null
}

/** One message that is being read; each reading is a question of its own. */
export interface Question {
  readonly unit: Element
  /** Whether any rare selector finds something in the unit; unset until it is asked for. */
  hasRare: boolean | undefined
}

/**
 * What may stand in a message and mostly does not (subject, file, quote) is asked for all at once: one
 * search that finds nothing answers for all of them.
 */
export class InnerSelectors {
  readonly #entries: ReadonlyMap<string, Entry>
  #rare = ''
  #asked = 0
  /** The first messages mostly tell. */
  #window = 2

  /** `selectors`: those that are asked for in messages; this browser takes them all. */
  constructor(selectors: readonly string[]) {
    const entries = selectors.map((selector): [string, Entry] => [
      selector,
      { isRare: true, hits: 0, asked: undefined, found: null },
    ])
    this.#entries = new Map(entries)
    this.#join()
  }

  /** The first element in the unit, in document order. */
  find(question: Question, selector: string): Element | null {
    const entry = this.#entries.get(selector)
    if (entry === undefined) return question.unit.querySelector(selector)
    if (entry.isRare && !this.#holdsRare(question)) return null
    if (entry.asked === question) return entry.found
    const found = question.unit.querySelector(selector)
    if (found !== null) entry.hits++
    entry.asked = question
    entry.found = found
    return found
  }

  /** Whether a search for the selector is worth while. */
  canFind(question: Question, selector: string): boolean {
    return this.#entries.get(selector)?.isRare !== true || this.#holdsRare(question)
  }

  /** It was searched for elsewhere, and found. */
  countHit(selector: string): void {
    const entry = this.#entries.get(selector)
    if (entry !== undefined) entry.hits++
  }

  /** To be told of each message, so that what is rare on this page is learned. */
  countUnit(): void {
    if (++this.#asked < this.#window) return
    for (const entry of this.#entries.values()) {
      entry.isRare = entry.hits * COMMON < this.#asked
      entry.hits = 0
    }
    this.#asked = 0
    this.#window = WINDOW
    this.#join()
  }

  #holdsRare(question: Question): boolean {
    question.hasRare ??= question.unit.querySelector(this.#rare) !== null
    return question.hasRare
  }

  #join(): void {
    const rare = [...this.#entries].filter(([, { isRare }]) => isRare)
    this.#rare = rare.map(([selector]) => selector).join(',')
  }
}
