import { RE2JS, RE2JSException } from 're2js'
import { type RulePath, SigmaError } from './faults.ts'
import { foldCase } from './fold.ts'
import type { PreparedValue, Range, ValueTest } from './prepared-value.ts'
import { findRequiredLiterals } from './required-literals.ts'

const FLAGS = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL }
export type RegexFlag = keyof typeof FLAGS

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
}

/**
 * A regular expression, found anywhere in the text, in time linear in the text's length. It runs
 * only where one of its required literals was found first.
 */
export class RegexTest implements ValueTest {
  readonly key: string
  readonly cost: number
  /** Of these folded texts one must be there for the regex to match; undefined: none is known. */
  readonly literals: readonly string[] | undefined
  /** The expression as it stands in the rule; undefined where flags change what it means. */
  readonly plainPattern: string | undefined
  readonly #compiled: Compiled
  readonly #pattern: string

  private constructor(
    pattern: string,
    compiled: Compiled,
    literals: readonly string[] | undefined,
  ) {
    this.#pattern = pattern
    this.plainPattern = pattern.startsWith(' ') ? pattern.slice(1) : undefined
    this.#compiled = compiled
    this.literals = literals
    this.key = `re ${pattern} ${JSON.stringify(literals ?? null)}`
    this.cost = literals === undefined ? UNGUARDED_COST : 3
  }

  static compile(pattern: string, flags: readonly RegexFlag[], path: RulePath): RegexTest {
    const regex = compileRegex(pattern, flags, path)
    const loose = compileLoose(pattern, flags)
    const literals = findRequiredLiterals(pattern)?.map(foldCase)
    return new RegexTest(`${[...flags].sort().join('')} ${pattern}`, { regex, loose }, literals)
  }

  /** The same expression behind a search for other literals, of which a match needs one. */
  searchingFirst(literals: readonly string[]): RegexTest {
    return new RegexTest(this.#pattern, this.#compiled, literals)
  }

  /** The same expression for texts in which somebody else has found a literal. */
  withoutSearch(): RegexTest {
    return new RegexTest(this.#pattern, this.#compiled, [])
  }

  holds(value: PreparedValue): boolean {
    if (!this.#isWorthTrying(value)) return false
    const { regex, loose } = this.#compiled
    return loose?.test(value.text) !== false && regex.test(value.text)
  }

  locate(value: PreparedValue): readonly Range[] {
    const ranges: Range[] = []
    const matcher = this.#compiled.regex.matcher(value.text)
    while (ranges.length < MAX_RANGES && matcher.find()) {
      ranges.push([matcher.start(), matcher.end()])
    }
    return ranges
  }

  #isWorthTrying(value: PreparedValue): boolean {
    if (this.literals === undefined) return value.text.length <= MAX_UNGUARDED_TEXT
    if (this.literals.length === 0) return true
    const text = value.folded
    return this.literals.some((literal) => text.includes(literal))
  }
}

function compileRegex(pattern: string, flags: readonly RegexFlag[], path: RulePath): RE2JS {
  if (pattern === '') throw new SigmaError(path, 'an empty regular expression matches everything')
  if (pattern.length > MAX_PATTERN) {
    throw new SigmaError(path, `the regular expression is longer than ${MAX_PATTERN} characters`)
  }
  const regex = parseRegex(pattern, flags, path)
  if (regex.programSize() > MAX_PROGRAM) {
    throw new SigmaError(path, 'the regular expression counts too far: write smaller {n,m}')
  }
  return regex
}

const FAR = /\{(\d+),\d{2,}\}/g

/**
 * The same expression with `{2,70}` as `{2,}`: counting far takes the linear engine many states for
 * every character, and most texts have nothing to count.
 */
function compileLoose(pattern: string, flags: readonly RegexFlag[]): RE2JS | undefined {
  // A brace that stands for itself is nothing to loosen.
  if (/\\\{|\[[^\]]*\{|\\Q/.test(pattern)) return undefined
  const loose = pattern.replace(FAR, '{$1,}')
  return loose === pattern ? undefined : parseRegex(loose, flags, [])
}

function parseRegex(pattern: string, flags: readonly RegexFlag[], path: RulePath): RE2JS {
  const bits = flags.reduce((all, flag) => all | FLAGS[flag], 0)
  try {
    return RE2JS.compile(pattern, bits)
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    throw new SigmaError(path, `not a regular expression of linear time: ${error.message}`)
  }
}
