import { RE2JS } from 're2js'
import { compileRuns } from './word-runs.ts'

/** A shape of one word: `pay`, `pay` with anything behind it, or an expression for the whole word. */
export type WordShape =
  | { readonly kind: 'whole'; readonly text: string }
  /** `more`: something has to follow. */
  | { readonly kind: 'start'; readonly text: string; readonly more: boolean }
  | { readonly kind: 'expression'; readonly source: string }

/** Whether an expression fits a whole word. */
type Fit = (word: string) => boolean

/** Tells whether a word has one of several shapes. */
export class WordTest {
  readonly shapes: readonly WordShape[]
  readonly #whole = new Set<string>()
  readonly #starts = new Map<number, { readonly text: string; readonly more: boolean }[]>()
  readonly #expressions: Fit[] = []
  #takesAll = false

  constructor(shapes: readonly WordShape[]) {
    this.shapes = shapes
    for (const shape of shapes) this.#add(shape)
  }

  #add(shape: WordShape): void {
    if (shape.kind === 'whole') this.#whole.add(shape.text)
    else if (shape.kind === 'start') this.#addStart(shape)
    else this.#expressions.push(compileFit(shape.source))
  }

  #addStart(shape: Extract<WordShape, { kind: 'start' }>): void {
    if (shape.text === '') {
      this.#takesAll = true
      return
    }
    const first = shape.text.charCodeAt(0)
    const filed = this.#starts.get(first)
    if (filed === undefined) this.#starts.set(first, [shape])
    else filed.push(shape)
  }

  fits(word: string): boolean {
    if (this.#takesAll || this.#whole.has(word)) return true
    return this.#fitsStart(word) || this.#expressions.some((fits) => fits(word))
  }

  #fitsStart(word: string): boolean {
    if (this.#starts.size === 0) return false
    const filed = this.#starts.get(word.charCodeAt(0))
    if (filed === undefined) return false
    return filed.some(
      ({ text, more }) => word.startsWith(text) && (!more || word.length > text.length),
    )
  }
}

function compileFit(source: string): Fit {
  const regex = RE2JS.compile(source)
  const fitsRuns = compileRuns(source)
  if (fitsRuns === undefined) return (word) => regex.matches(word)
  return (word) => fitsRuns(word) ?? regex.matches(word)
}
