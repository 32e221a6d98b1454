import { cutPhrase } from '../text/words.ts'
import { type RulePath, SigmaError } from './faults.ts'
import type { ItemTable } from './item-table.ts'
import { joinNodes, type Node } from './node.ts'
import { ANY, mapLiterals, type Part } from './sigma-string.ts'
import { StringTest } from './string-test.ts'

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
 * Compiles patterns on `words`, of which one must fit. A phrase of whole words is found by the index
 * alone. Another pattern that holds whole words is tried only where the index found those. What is
 * left, such as a part of a word, is looked for in every text.
 */
export function compileWordPatterns(patterns: readonly Pattern[], table: ItemTable): Node {
  const phrases: string[] = []
  const guards: string[] = []
  const guarded: Pattern[] = []
  const unguarded: Pattern[] = []
  for (const parts of patterns) {
    const phrase = readPhrase(parts)
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
    nodes.push(table.addValueTest(['words'], new StringTest(unguarded, 'folded')))
  }
  return joinNodes('or', nodes)
}

/** The words of `* one two *`: a pattern that asks for whole words one after the other. */
function readPhrase(parts: Pattern): string | undefined {
  const [start, text, end] = parts
  if (parts.length !== 3 || start !== ANY || end !== ANY || typeof text !== 'string') {
    return undefined
  }
  return /^ \S(?:.*\S)? $/s.test(text) ? text.slice(1, -1) : undefined
}

/** The longest run of whole words that stands wherever the pattern fits. */
function findGuard(parts: Pattern): string | undefined {
  const [longest = ''] = parts
    .filter((part) => typeof part === 'string')
    .map((text) => text.split(' ').slice(1, -1).join(' '))
    .sort((a, b) => b.length - a.length)
  return longest === '' ? undefined : longest
}
