import { RE2JS, RE2JSException } from 're2js'
import { type RulePath, SigmaError } from './faults.ts'
import { foldCase } from './fold.ts'
import type {
  Literal,
  Places,
  PreparedValue,
  Range,
  TestForm,
  ValueTest,
} from './prepared-value.ts'
import { joinWindows, mayFitNear } from './near-literals.ts'
import { locateRegex } from './locate-regex.ts'
import { measureBehind } from './regex-chain.ts'
import { measureReach, measureSpan, toUnits } from './regex-reach.ts'
import { isScannable, MAX_ENDS, type ScannedPattern } from './text-scanner.ts'
import { findRequiredLiterals, listRequiredLiterals } from './required-literals.ts'

const FLAGS = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL }
export type RegexFlag = keyof typeof FLAGS
const REGEX_FLAGS = ['i', 'm', 's'] as const

const MAX_PATTERN = 2000
/** A regex without a required literal looks at texts up to this length only. */
export const MAX_UNGUARDED_TEXT = 20_000
/** Cost of a regex that has to run on every text. */
export const UNGUARDED_COST = 4
const MAX_PROGRAM = 5000
const MAX_RANGES = 8

interface Compiled {
  readonly regex: RE2JS
  /** Fits wherever `regex` fits and more, in less time; undefined where it would be the same. */
  readonly loose: RE2JS | undefined
  /** Of each of these lists of folded texts one must be there. */
  readonly needed: readonly (readonly string[])[]
  /** The longest match in characters, where it is known. */
  readonly reach: number | undefined
  /** The same, ends of the text and of lines taken for nothing. */
  readonly span: number | undefined
  /** Characters behind the end that a scanner tells, at most. */
  readonly behind: number
}

/**
 * A regular expression, found anywhere in the text, in time linear in the text's length. It runs
 * only where one of its required literals was found first, and is compiled when it first runs.
 */
export class RegexTest implements ValueTest {
  readonly cost: number
  readonly pattern: string
  readonly flags: string
  /** Of these folded texts one must be there for the regex to match; undefined: none is known. */
  readonly texts: readonly string[] | undefined
  #compiled: Compiled | undefined

  constructor(pattern: string, flags: string, texts: readonly string[] | undefined) {
    this.pattern = pattern
    this.flags = flags
    this.texts = texts
    this.cost = texts === undefined ? UNGUARDED_COST : 3
  }

  /** Throws SigmaError where the expression can't be used. */
  static compile(pattern: string, flags: readonly RegexFlag[], path: RulePath): RegexTest {
    const letters = [...flags].sort().join('')
    checkRegex(pattern, letters, path)
    return new RegexTest(pattern, letters, findRequiredLiterals(pattern)?.map(foldCase))
  }

  get form(): TestForm {
    return ['regex', this.pattern, this.flags, this.texts ?? null]
  }

  get literals(): readonly Literal[] | undefined {
    const { texts } = this
    if (texts === undefined || texts.length === 0 || texts.includes('')) return undefined
    return texts.map((text) => ({ text, decides: false }))
  }

  get scanned(): ScannedPattern | undefined {
    const { pattern, flags } = this
    return isScannable(pattern, flags) ? { pattern, flags } : undefined
  }

  /** The same expression behind a search for other literals, of which a match needs one. */
  searchingFirst(texts: readonly string[]): RegexTest {
    return new RegexTest(this.pattern, this.flags, texts)
  }

  /** The same expression for texts in which somebody else has found a literal. */
  withoutSearch(): RegexTest {
    return this.searchingFirst([])
  }

  holds(value: PreparedValue, { ends }: Places = {}): boolean {
    if (ends === undefined ? !this.#isWorthTrying(value) : this.#isTooLong(value)) return false
    const { regex, loose, needed, reach } = this.#compile()
    const { text } = value
    if (ends !== undefined) return this.#searchWindows(text, ends, 1).length > 0
    const { folded } = value
    if (reach !== undefined && needed.length > 0) {
      const mayFit = mayFitNear(loose ?? regex, text, folded, needed, toUnits(reach, text))
      return mayFit && regex.test(text)
    }
    return loose?.test(text) !== false && regex.test(text)
  }

  locate(value: PreparedValue, { ends }: Places = {}): readonly Range[] {
    if (ends !== undefined) return this.#searchWindows(value.text, ends, MAX_RANGES)
    return this.#searchWhole(value.text, MAX_RANGES)
  }

  #searchWhole(text: string, limit: number): readonly Range[] {
    const { regex, reach } = this.#compile()
    if (limit === 1) return regex.test(text) ? [[0, text.length]] : []
    return locateRegex(regex, text, reach === undefined ? undefined : toUnits(reach, text), limit)
  }

  /** Looks only where a match may end. With a limit of 1 any match will do. */
  #searchWindows(text: string, ends: readonly number[], limit: number): readonly Range[] {
    const { regex, span, behind } = this.#compile()
    if (span === undefined) return this.#searchWhole(text, limit)
    const units = { reach: toUnits(span, text), behind: toUnits(behind, text) }
    const found: Range[] = []
    for (const [start, end] of joinWindows(ends, units, text.length)) {
      const part = text.slice(start, end)
      if (!regex.test(part)) continue
      for (const [from, to] of locateRegex(regex, part, undefined, limit - found.length)) {
        // What stands at an end of the part may have been taken for an end of the text.
        const isCertain = (from > 0 || start === 0) && (to < part.length || end === text.length)
        if (!isCertain) return this.#searchWhole(text, limit)
        found.push([from + start, to + start])
      }
      if (found.length >= limit) return found
    }
    return ends.length < MAX_ENDS ? found : this.#searchWhole(text, limit)
  }

  #compile(): Compiled {
    this.#compiled ??= {
      regex: parseRegex(this.pattern, this.flags, []),
      loose: compileLoose(this.pattern, this.flags),
      needed: listRequiredLiterals(this.pattern).map((texts) => texts.map(foldCase)),
      reach: measureReach(this.pattern),
      span: measureSpan(this.pattern),
      behind: measureBehind(this.pattern, this.flags),
    }
    return this.#compiled
  }

  #isTooLong(value: PreparedValue): boolean {
    return this.texts === undefined && value.text.length > MAX_UNGUARDED_TEXT
  }

  #isWorthTrying(value: PreparedValue): boolean {
    if (this.texts === undefined) return !this.#isTooLong(value)
    if (this.texts.length === 0) return true
    const text = value.folded
    return this.texts.some((literal) => text.includes(literal))
  }
}

function checkRegex(pattern: string, flags: string, path: RulePath): void {
  if (pattern === '') throw new SigmaError(path, 'an empty regular expression matches everything')
  if (pattern.length > MAX_PATTERN) {
    throw new SigmaError(path, `the regular expression is longer than ${MAX_PATTERN} characters`)
  }
  const regex = parseRegex(pattern, flags, path)
  if (regex.programSize() > MAX_PROGRAM) {
    throw new SigmaError(path, 'the regular expression counts too far: write smaller {n,m}')
  }
}

const FAR = /\{(\d+),\d{2,}\}/g

/**
 * The same expression with `{2,70}` as `{2,}`: counting far takes the linear engine many states for
 * every character, and most texts have nothing to count.
 */
function compileLoose(pattern: string, flags: string): RE2JS | undefined {
  // A brace that stands for itself is nothing to loosen.
  if (/\\\{|\[[^\]]*\{|\\Q/.test(pattern)) return undefined
  const loose = pattern.replace(FAR, '{$1,}')
  return loose === pattern ? undefined : parseRegex(loose, flags, [])
}

function parseRegex(pattern: string, flags: string, path: RulePath): RE2JS {
  const bits = REGEX_FLAGS.reduce((all, flag) => all | (flags.includes(flag) ? FLAGS[flag] : 0), 0)
  try {
    return RE2JS.compile(pattern, bits)
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    throw new SigmaError(path, `not a regular expression of linear time: ${error.message}`)
  }
}
