import { compileGlob, matchGlob, type Glob } from './glob.ts'
import {
  foldTo,
  type PreparedValue,
  type Literal,
  type Range,
  type TestForm,
  type TextForm,
  type ValueTest,
} from './prepared-value.ts'
import { findLiteral } from './required-literal.ts'
import { ANY, mapLiterals, type Part, printSigmaString } from './sigma-string.ts'

const MAX_RANGES = 8

/** Holds where the text fits any of many Sigma strings. */
export class StringTest implements ValueTest {
  readonly form: TestForm
  readonly cost: number
  readonly literals: readonly Literal[] | undefined
  readonly #form: TextForm
  readonly #whole = new Set<string>()
  readonly #inside: string[] = []
  readonly #starts: string[] = []
  readonly #ends: string[] = []
  readonly #globs: Glob[] = []

  constructor(patterns: readonly (readonly Part[])[], form: TextForm) {
    const folded = patterns.map((parts) => mapLiterals(parts, (text) => foldTo(form, text)))
    const printed = [...new Set(folded.map(printSigmaString))].sort()
    this.form = ['text', form, printed]
    this.#form = form
    for (const parts of folded) this.#add(parts)
    this.cost = this.#inside.length + this.#globs.length === 0 ? 1 : 2
    const literals = folded.map((parts) => findLiteral(parts, form))
    this.literals = literals.includes(undefined)
      ? undefined
      : literals.filter((literal) => literal !== undefined)
  }

  #add(parts: readonly Part[]): void {
    const [first, second, third] = parts
    if (parts.length === 0) this.#whole.add('')
    else if (typeof first === 'string' && parts.length === 1) this.#whole.add(first)
    else if (typeof first === 'string' && second === ANY && parts.length === 2) {
      this.#starts.push(first)
    } else if (first === ANY && typeof second === 'string' && parts.length === 2) {
      this.#ends.push(second)
    } else if (first === ANY && typeof second === 'string' && third === ANY && parts.length === 3) {
      this.#inside.push(second)
    } else this.#globs.push(compileGlob(parts))
  }

  holds(value: PreparedValue): boolean {
    const text = value.inForm(this.#form)
    return (
      this.#whole.has(text) ||
      this.#starts.some((needle) => text.startsWith(needle)) ||
      this.#ends.some((needle) => text.endsWith(needle)) ||
      this.#inside.some((needle) => text.includes(needle)) ||
      this.#globs.some((glob) => matchGlob(glob, text) !== undefined)
    )
  }

  locate(value: PreparedValue): readonly Range[] {
    const text = value.inForm(this.#form)
    if (this.#whole.has(text)) return []
    const ranges: Range[] = []
    for (const needle of this.#starts) {
      if (text.startsWith(needle)) ranges.push([0, needle.length])
    }
    for (const needle of this.#ends) {
      if (text.endsWith(needle)) ranges.push([text.length - needle.length, text.length])
    }
    for (const needle of this.#inside) findAll(text, needle, ranges)
    for (const glob of this.#globs) {
      const range = matchGlob(glob, text)
      if (range !== undefined) ranges.push(range)
    }
    return ranges
  }
}

function findAll(text: string, needle: string, ranges: Range[]): void {
  let at = text.indexOf(needle)
  for (let found = 0; at >= 0 && found < MAX_RANGES; found += 1) {
    ranges.push([at, at + needle.length])
    at = text.indexOf(needle, at + needle.length)
  }
}
