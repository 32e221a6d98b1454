import { cutPhrase } from '../text/words.ts'
import { type RulePath, SigmaError } from './faults.ts'
import { type ItemTable, WORDS_FIELD } from './item-table.ts'
import { joinNodes, type Node } from './node.ts'
import { MIN_STEM, type Phrase } from './phrase-index.ts'
import type { RegexTest } from './regex-test.ts'
import { ANY, mapLiterals, type Part } from './sigma-string.ts'
import { StringTest } from './string-test.ts'
import { WordSequenceTest } from './word-sequence-test.ts'

type Pattern = readonly Part[]

/** Brings a pattern into the form of `words`, so that its words are compared as they stand. */
export function cutPattern(parts: Pattern, path: RulePath): Pattern {
  return mapLiterals(parts, (text) => {
    const cut = cutPhrase(text)
    if (cut.trim() === '') throw new SigmaError(path, `"${text}" holds no word of "words"`)
    return cut
  })
}

/**
 * Compiles patterns on `words`, of which one must fit. A phrase is found by the index alone. Another
 * pattern that holds a phrase is tried only where the index found that. What is left, such as the
 * middle of a word, is looked for in every text.
 */
export function compileWordPatterns(patterns: readonly Pattern[], table: ItemTable): Node {
  const phrases: Phrase[] = []
  const guards: Phrase[] = []
  const guarded: Pattern[] = []
  const unguarded: Pattern[] = []
  for (const parts of patterns) {
    const phrase = readContained(parts)
    const guard = phrase ?? findGuard(parts)
    if (phrase !== undefined) phrases.push(phrase)
    else if (guard === undefined) unguarded.push(parts)
    else {
      guards.push(guard)
      guarded.push(parts)
    }
  }
  const nodes: Node[] = []
  if (phrases.length > 0) nodes.push(table.addPhrases(phrases))
  if (guarded.length > 0) nodes.push(table.addGuarded(new StringTest(guarded, 'folded'), guards))
  if (unguarded.length > 0 || nodes.length === 0) {
    nodes.push(table.addValueTest([WORDS_FIELD], new StringTest(unguarded, 'folded')))
  }
  return joinNodes('or', nodes)
}

/**
 * A regular expression on `words` that takes whole words is found among them. Another one waits for
 * the index as far as its literals are phrases.
 */
export function compileWordRegex(regex: RegexTest, table: ItemTable): Node {
  const sequence = WordSequenceTest.compile(regex)
  if (sequence !== undefined) {
    return sequence.guards === undefined
      ? table.addValueTest([WORDS_FIELD], sequence)
      : table.addGuarded(sequence, sequence.guards.phrases)
  }
  const guards: Phrase[] = []
  const rest: string[] = []
  for (const literal of regex.texts ?? []) {
    const guard = readPhrase(literal) ?? readInner(literal)
    if (guard === undefined) rest.push(literal)
    else guards.push(guard)
  }
  if (guards.length === 0) return table.addValueTest([WORDS_FIELD], regex)
  const waiting = table.addGuarded(regex.withoutSearch(), guards)
  if (rest.length === 0) return waiting
  return joinNodes('or', [waiting, table.addValueTest([WORDS_FIELD], regex.searchingFirst(rest))])
}

/** The phrase of `* one two *` or `* one tw*`, which the index decides alone. */
function readContained(parts: Pattern): Phrase | undefined {
  const [start, text, end] = parts
  const isContained = parts.length === 3 && start === ANY && end === ANY
  return isContained && typeof text === 'string' ? readPhrase(text) : undefined
}

/** Reads ` one two ` as a phrase and ` one tw` as an open one. */
function readPhrase(text: string): Phrase | undefined {
  if (!/^(?: [^ ]+)+ ?$/.test(text)) return undefined
  const isOpen = !text.endsWith(' ')
  const words = text.trim().split(' ')
  const isTooShort = isOpen && words.length === 1 && text.length <= MIN_STEM
  return isTooShort ? undefined : { words, isOpen }
}

/** The whole words inside a text whose ends may stand within words. */
function readInner(text: string): Phrase | undefined {
  const words = text.split(' ').slice(1, -1)
  return words.length > 0 && !words.includes('') ? { words, isOpen: false } : undefined
}

/** The longest phrase that stands wherever the pattern fits. */
function findGuard(parts: Pattern): Phrase | undefined {
  const phrases = parts
    .filter((part) => typeof part === 'string')
    .map((text) => readPhrase(text) ?? readInner(text))
    .filter((phrase) => phrase !== undefined)
  return phrases.sort((a, b) => b.words.join(' ').length - a.words.join(' ').length)[0]
}
