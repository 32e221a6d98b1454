import { RE2JS } from 're2js'

/** A shape of one word: `pay`, `pay` with anything behind it, or an expression for the whole word. */
export type WordShape =
  | { readonly kind: 'whole'; readonly text: string }
  /** `more`: something has to follow. */
  | { readonly kind: 'start'; readonly text: string; readonly more: boolean }
  | { readonly kind: 'expression'; readonly source: string }

const NEEDS_DIGIT = /\\d(?![*?]|\{0)/
const HAS_CHOICE = /[|(]/

/** Tells whether a word has one of several shapes. */
export class WordTest {
  readonly shapes: readonly WordShape[]
  readonly #whole = new Set<string>()
  readonly #starts = new Map<number, { readonly text: string; readonly more: boolean }[]>()
  readonly #expressions: { readonly needsDigit: boolean; readonly regex: RE2JS }[] = []
  #takesAll = false

  constructor(shapes: readonly WordShape[]) {
    this.shapes = shapes
    for (const shape of shapes) this.#add(shape)
  }

  #add(shape: WordShape): void {
    if (shape.kind === 'whole') this.#whole.add(shape.text)
    else if (shape.kind === 'start') this.#addStart(shape)
    else {
      const { source } = shape
      const needsDigit = !HAS_CHOICE.test(source) && NEEDS_DIGIT.test(source)
      this.#expressions.push({ needsDigit, regex: RE2JS.compile(source) })
    }
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
    return this.#fitsStart(word) || this.#fitsExpression(word)
  }

  #fitsStart(word: string): boolean {
    if (this.#starts.size === 0) return false
    const filed = this.#starts.get(word.charCodeAt(0))
    if (filed === undefined) return false
    return filed.some(
      ({ text, more }) => word.startsWith(text) && (!more || word.length > text.length),
    )
  }

  #fitsExpression(word: string): boolean {
    return this.#expressions.some(
      ({ needsDigit, regex }) => (!needsDigit || hasDigit(word)) && regex.matches(word),
    )
  }
}

function hasDigit(word: string): boolean {
  for (let at = 0; at < word.length; at += 1) {
    const unit = word.charCodeAt(at)
    if (unit >= 0x30 && unit <= 0x39) return true
  }
  return false
}
