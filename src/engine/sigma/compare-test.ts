import type { Scalar } from '../event.ts'
import { type DatePart, readDatePart } from './date-part.ts'
import type { PreparedValue, Range, TestForm, ValueTest } from './prepared-value.ts'

export const COMPARISONS = ['lt', 'lte', 'gt', 'gte'] as const
export type Comparison = (typeof COMPARISONS)[number]

/** Compares a number, or the named part of a date, with a number. */
export class CompareTest implements ValueTest {
  readonly form: TestForm
  readonly cost = 1
  readonly #comparison: Comparison | 'eq'
  readonly #limit: number
  readonly #part: DatePart | undefined

  constructor(comparison: Comparison | 'eq', limit: number, part: DatePart | undefined) {
    this.form = ['compare', comparison, limit, part ?? null]
    this.#comparison = comparison
    this.#limit = limit
    this.#part = part
  }

  holds(value: PreparedValue): boolean {
    const source = value.source.value
    const found = this.#part === undefined ? readNumber(source) : readDatePart(source, this.#part)
    return found !== undefined && this.#compare(found)
  }

  locate(): readonly Range[] {
    return []
  }

  #compare(found: number): boolean {
    switch (this.#comparison) {
      case 'lt':
        return found < this.#limit
      case 'lte':
        return found <= this.#limit
      case 'gt':
        return found > this.#limit
      case 'gte':
        return found >= this.#limit
      case 'eq':
        return found === this.#limit
    }
  }
}

function readNumber(value: Scalar): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || !/^-?\d+(?:\.\d+)?$/.test(value)) return undefined
  return Number(value)
}
