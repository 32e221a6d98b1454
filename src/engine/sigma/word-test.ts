import { RE2JS } from 're2js'
import { type WordList, hashWord } from '../text/word-list.ts'
import { compileRuns } from './word-runs.ts'

/** A shape of one word: `pay`, `pay` with anything behind it, or an expression for the whole word. */
export type WordShape =
  | { readonly kind: 'whole'; readonly text: string }
  /** `more`: something has to follow. */
  | { readonly kind: 'start'; readonly text: string; readonly more: boolean }
  | { readonly kind: 'expression'; readonly source: string }

/** Whether an expression fits a whole word. */
type Fit = (word: string) => boolean
type Start = Extract<WordShape, { kind: 'start' }>

/** Tells whether a word has one of several shapes. */
export class WordTest {
  readonly shapes: readonly WordShape[]
  readonly #whole = new Set<string>()
  readonly #hashes = new Set<number>()
  /** By their first unit. */
  readonly #starts = new Map<number, Start[]>()
  readonly #expressions: Fit[] = []
  #takesAll = false

  constructor(shapes: readonly WordShape[]) {
    this.shapes = shapes
    for (const shape of shapes) this.#add(shape)
  }

  #add(shape: WordShape): void {
    if (shape.kind === 'whole') {
      this.#whole.add(shape.text)
      this.#hashes.add(hashWord(shape.text))
    } else if (shape.kind === 'start') this.#addStart(shape)
    else this.#expressions.push(compileFit(shape.source))
  }

  #addStart(shape: Start): void {
    if (shape.text === '') {
      this.#takesAll = true
      return
    }
    const first = shape.text.charCodeAt(0)
    const filed = this.#starts.get(first)
    if (filed === undefined) this.#starts.set(first, [shape])
    else filed.push(shape)
  }

  /** Whether the word at a position fits. Few words get further than their hash or first letter. */
  fits(words: WordList, i: number): boolean {
    if (this.#takesAll) return true
    if (this.#hashes.has(words.hashAt(i)) && this.#whole.has(words.wordAt(i))) return true
    const starts = this.#starts.size === 0 ? undefined : this.#starts.get(words.firstUnitAt(i))
    if (starts === undefined && this.#expressions.length === 0) return false
    const word = words.wordAt(i)
    return (
      starts?.some((start) => fitsStart(start, word)) === true ||
      this.#expressions.some((fits) => fits(word))
    )
  }
}

function fitsStart({ text, more }: Start, word: string): boolean {
  return word.startsWith(text) && (!more || word.length > text.length)
}

/** The linear engine is asked, and compiled, only where rows of letters can't tell. */
function compileFit(source: string): Fit {
  let regex: RE2JS | undefined
  const fitsRuns = compileRuns(source)
  return (word) => fitsRuns?.(word) ?? (regex ??= RE2JS.compile(source)).matches(word)
}
