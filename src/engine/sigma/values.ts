import type { Lists } from '../rule-set.ts'
import { type Encodable, encode, toPlainText } from './encodings.ts'
import { type RulePath, SigmaError } from './faults.ts'
import type { Position } from './item-table.ts'
import type { Plan } from './modifiers.ts'
import {
  ANY,
  hasWildcard,
  joinParts,
  literalOf,
  type Part,
  parseSigmaString,
} from './sigma-string.ts'

export type RawValue = string | number | boolean | null

/** A value with its place in the rule. */
export interface PlacedValue {
  readonly value: RawValue
  readonly path: RulePath
}

/** Reads what stands behind a key: one value or a list of them. */
export function readValues(raw: unknown, path: RulePath): readonly PlacedValue[] {
  if (!Array.isArray(raw)) return [{ value: readValue(raw, path), path }]
  if (raw.length === 0) throw new SigmaError(path, 'the list of values is empty')
  return raw.map((entry: unknown, i) => {
    const value = readValue(entry, [...path, i])
    if (value === null) {
      throw new SigmaError([...path, i], "null can't be part of a list: write another selection")
    }
    return { value, path: [...path, i] }
  })
}

function readValue(raw: unknown, path: RulePath): RawValue {
  if (raw === null || typeof raw === 'string' || typeof raw === 'boolean') return raw
  if (typeof raw === 'number' && Number.isFinite(raw)) return raw
  throw new SigmaError(path, 'a value must be a text, a number, true, false or null')
}

const MAX_VARIANTS = 50_000
const DASHES = ['-', '/', '\u2013', '\u2014', '\u2015']

/**
 * The patterns that one text value stands for: list placeholders filled in, encodings applied,
 * wildcards put where the position asks for them.
 */
export function readPatterns(placed: PlacedValue, plan: Plan, lists: Lists): readonly Part[][] {
  const { value, path } = placed
  if (typeof value !== 'string') return [readScalar(placed, plan)]
  const expanded = plan.hasPlaceholders
    ? expandPlaceholders(value, lists, path)
    : [parseSigmaString(value)]
  const encoded =
    plan.encodings.length > 0
      ? expanded.flatMap((parts) => encodePattern(parts, plan, path))
      : expanded
  return encoded.map((parts) => placePattern(parts, plan.position, path))
}

function readScalar({ value, path }: PlacedValue, plan: Plan): Part[] {
  const isPlain = plan.position === 'whole' && plan.encodings.length === 0 && !plan.foldsDashes
  if (!isPlain || plan.hasPlaceholders || value === null) {
    throw new SigmaError(path, `these modifiers need a text: write '${String(value)}' in quotes`)
  }
  return [String(value)]
}

function placePattern(parts: readonly Part[], position: Position, path: RulePath): Part[] {
  if (position !== 'whole' && parts.length === 0) {
    throw new SigmaError(path, `an empty text is part of every text: use "exists" or '*'`)
  }
  switch (position) {
    case 'whole':
      return [...parts]
    case 'contains':
      return joinParts([ANY], parts, [ANY])
    case 'startswith':
      return joinParts(parts, [ANY])
    case 'endswith':
      return joinParts([ANY], parts)
  }
}

// `\%` is a plain percent sign; other escapes are read afterwards, with the rest of the text.
const PLACEHOLDER = /\\%|%([\w.-]+)%/g

function expandPlaceholders(source: string, lists: Lists, path: RulePath): Part[][] {
  let patterns: Part[][] = [[]]
  let hasPlaceholder = false
  let from = 0
  const append = (choices: readonly Part[][]): void => {
    if (patterns.length * choices.length > MAX_VARIANTS) {
      throw new SigmaError(path, `the placeholders stand for more than ${MAX_VARIANTS} texts`)
    }
    patterns = patterns.flatMap((parts) => choices.map((choice) => joinParts(parts, choice)))
  }
  for (const match of source.matchAll(PLACEHOLDER)) {
    append([parseSigmaString(source.slice(from, match.index))])
    const name = match[1]
    if (name !== undefined) hasPlaceholder = true
    append(name === undefined ? [['%']] : readList(name, lists, path))
    from = match.index + match[0].length
  }
  if (!hasPlaceholder) throw new SigmaError(path, 'modifier "expand" needs a %placeholder%')
  append([parseSigmaString(source.slice(from))])
  return patterns
}

/** The entries of a list are plain texts: wildcards in them mean themselves. */
function readList(name: string, lists: Lists, path: RulePath): Part[][] {
  const values = Object.hasOwn(lists.values, name) ? lists.values[name] : undefined
  if (values === undefined) throw new SigmaError(path, `there is no list "${name}" for %${name}%`)
  return values.map((value) => (value === '' ? [] : [value]))
}

function encodePattern(parts: readonly Part[], plan: Plan, path: RulePath): Part[][] {
  if (hasWildcard(parts)) throw new SigmaError(path, "a text with wildcards can't be encoded")
  let values: readonly Encodable[] = plan.foldsDashes
    ? permuteDashes(literalOf(parts), path)
    : [literalOf(parts)]
  for (const encoding of plan.encodings) {
    values = values.flatMap((value) => encode(value, encoding))
  }
  return values.map(toPlainText).map((text) => (text === '' ? [] : [text]))
}

// Once encoded, dashes can no longer be folded into one another.
function permuteDashes(text: string, path: RulePath): string[] {
  const [head = '', ...rest] = text.split(/[-/\u2013\u2014\u2015]/)
  if (rest.length > 4) throw new SigmaError(path, 'more than 4 dashes before an encoding')
  return rest.reduce<string[]>(
    (starts, piece) => starts.flatMap((start) => DASHES.map((dash) => start + dash + piece)),
    [head],
  )
}
