import { detectLanguages } from '../../engine/facts/languages.ts'
import { cutWords } from '../../engine/text/words.ts'
import type { CompiledPack } from '../compile.ts'
import type { Example } from '../example.ts'

/** Languages that the built-in stories are written for, as ISO 639-1. */
export const RULE_LANGUAGES: readonly string[] =
  'en de fr es pt it nl pl uk ru tr ar he hi ko ja zh'.split(' ')

/** In which languages the examples of a story are written, and how many in each. */
export interface ExampleLanguages {
  readonly story: string
  readonly match: ReadonlyMap<string, number>
  readonly near: ReadonlyMap<string, number>
}

export function countExampleLanguages({ examples }: CompiledPack): ExampleLanguages[] {
  return examples
    .filter(({ kind }) => kind === 'story')
    .map(({ rule, match, near }) => ({
      story: rule,
      match: countLanguages(match),
      near: countLanguages(near),
    }))
}

function countLanguages(examples: readonly Example[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const example of examples) {
    const text = example.map((message) => message.text).join('\n')
    for (const language of detectLanguages(cutWords(text))) {
      counts.set(language, (counts.get(language) ?? 0) + 1)
    }
  }
  return counts
}

/** A table for a person: one line a story, one column a language, the number of examples that hit. */
export function writeLanguageTable(rows: readonly ExampleLanguages[]): string {
  const width = Math.max(0, ...rows.map(({ story }) => story.length))
  const line = (name: string, cells: readonly string[]): string =>
    `${name.padEnd(width)}${cells.map((cell) => cell.padStart(4)).join('')}\n`
  const cellsOf = ({ match }: ExampleLanguages): string[] =>
    RULE_LANGUAGES.map((language) => String(match.get(language) ?? '·'))
  const body = rows.map((row) => line(row.story, cellsOf(row))).join('')
  return line('examples that hit, by language', RULE_LANGUAGES) + body
}
