import type { EventValue } from '../event.ts'
import { foldCase, foldDashes } from './fold.ts'

/** How a text is compared: as it is, case folded, dashes folded, or both. */
export type TextForm = 'exact' | 'folded' | 'dashed' | 'foldedDashed'

/** Part of a value's text, as UTF-16 offsets. */
export type Range = readonly [number, number]

/** A value of an event, its text forms made when first asked for. */
export class PreparedValue {
  readonly source: EventValue
  readonly text: string
  #folded: string | undefined

  constructor(source: EventValue) {
    this.source = source
    this.text = String(source.value)
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

/** A question that is asked of one value at a time. Two tests with the same key are the same. */
export interface ValueTest {
  readonly key: string
  /** Order of trying: what is cheap and often false comes first. */
  readonly cost: number
  holds(value: PreparedValue): boolean
  /** Where in the value's text; empty means the value as a whole. Only asked where it holds. */
  locate(value: PreparedValue): readonly Range[]
}
