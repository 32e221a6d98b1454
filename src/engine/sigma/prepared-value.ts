import type { EventValue } from '../event.ts'
import { WordList } from '../text/word-list.ts'
import type { Comparison } from './compare-test.ts'
import type { DatePart } from './date-part.ts'
import { foldCase, foldDashes } from './fold.ts'
import type { ScannedPattern } from './text-scanner.ts'
import type { WordStretch } from './word-program.ts'

/** How a text is compared: as it is, case folded, dashes folded, or both. */
export type TextForm = 'exact' | 'folded' | 'dashed' | 'foldedDashed'

/** Part of a value's text, as UTF-16 offsets. */
export type Range = readonly [number, number]

/** A value of an event; its forms are made when first asked for, the text of `words` included. */
export class PreparedValue {
  readonly source: EventValue
  /** Words at which patterns were tried one by one. */
  startsTried = 0
  #text: string | undefined
  #folded: string | undefined
  #words: WordList | undefined

  constructor(source: EventValue) {
    this.source = source
  }

  get text(): string {
    this.#text ??= String(this.source.value)
    return this.#text
  }

  /** The words of a value of `words`. One that another maker joined is cut at its spaces. */
  get words(): WordList {
    const { words } = this.source
    this.#words ??=
      words === undefined
        ? WordList.of(this.text.toLowerCase().split(' ').slice(1, -1))
        : WordList.from(words)
    return this.#words
  }

  get folded(): string {
    this.#folded ??= foldCase(this.text)
    return this.#folded
  }

  /** Every form has the length of the text, so offsets are the same in all of them. */
  inForm(form: TextForm): string {
    switch (form) {
      case 'exact':
        return this.text
      case 'folded':
        return this.folded
      case 'dashed':
        return foldDashes(this.text)
      case 'foldedDashed':
        return foldDashes(this.folded)
    }
  }
}

/** Brings a pattern into the form of the texts it is compared with. */
export function foldTo(form: TextForm, pattern: string): string {
  const folded = form === 'folded' || form === 'foldedDashed' ? foldCase(pattern) : pattern
  return form === 'dashed' || form === 'foldedDashed' ? foldDashes(folded) : folded
}

/** How a test is stored: its kind, then what it was made of. */
export type TestForm =
  | readonly ['text', TextForm, readonly string[]]
  | readonly ['regex' | 'sequence', string, string, readonly string[] | null]
  | readonly ['network', string]
  | readonly ['compare', Comparison | 'eq', number, DatePart | null]

/** A text that stands in the folded form of every value for which a test holds. */
export interface Literal {
  readonly text: string
  /** The test holds wherever the text stands. */
  readonly decides: boolean
}

/** Where an index found what a test waits for. */
export interface Places {
  /** All words at which one of the test's guards begins. */
  readonly words?: readonly number[]
  /** Ends of all texts that an expression may fit; of many only the first `MAX_ENDS`. */
  readonly ends?: readonly number[]
}

/** A question that is asked of one value at a time. */
export interface ValueTest {
  /** The test as plain JSON, for `reviveTest`. Two tests of the same form are the same. */
  readonly form: TestForm
  /** Of these literals one stands in every value for which the test holds; undefined: none is known. */
  readonly literals?: readonly Literal[] | undefined
  /** The expression, where a scanner can tell where it may fit. */
  readonly scanned?: ScannedPattern | undefined
  /** Order of trying: what is cheap and often false comes first. */
  readonly cost: number
  holds(value: PreparedValue, places?: Places): boolean
  /** Where in the value's text; empty means the value as a whole. Only asked where it holds. */
  locate(value: PreparedValue, places?: Places): readonly Range[]
  /** The same among words, for a test of whole words. */
  locateWords?(words: WordList): readonly WordStretch[]
}
