import { pickLocale } from '../../engine/reader-text.ts'
import { faultAt, type ParsedRule } from '../parse-rule.ts'
import type { Translation } from '../parse-texts.ts'
import type { FileFault } from '../read-yaml.ts'

const TEXT_FIELDS = ['headline', 'explain', 'innocent', 'advice'] as const
const WARNING_LEVELS: ReadonlySet<string> = new Set(['medium', 'high', 'critical'])

/**
 * Each sentence of a warning must stand in every language that the set speaks, with the same facts
 * filled in; and a sentence that no rule says any more must go.
 */
export function checkTexts(
  rules: readonly ParsedRule[],
  translations: readonly Translation[],
): FileFault[] {
  const said = new Set(rules.flatMap(listSentences).map(({ text }) => text))
  const stale = translations.flatMap(({ document, texts }) =>
    Object.entries(texts).flatMap(([english, text]) => {
      const at = ['texts', english]
      if (!said.has(english)) return [faultAt(document, at, `no rule says "${english}"`)]
      if (listFacts(english) === listFacts(text)) return []
      return [faultAt(document, at, `"${text}" fills in other facts than "${english}"`)]
    }),
  )
  return [...stale, ...findMissing(rules, translations)]
}

function findMissing(
  rules: readonly ParsedRule[],
  translations: readonly Translation[],
): FileFault[] {
  return rules
    .filter(({ kind, rule }) => kind === 'story' || WARNING_LEVELS.has(rule.level))
    .flatMap((parsed) =>
      listSentences(parsed).flatMap(({ field, text }) => {
        const missing = translations
          .filter(({ texts }) => !Object.hasOwn(texts, text))
          .map(({ locale }) => locale)
        if (missing.length === 0) return []
        const message = `${field}: is not in texts/ of ${missing.join(', ')}: "${text}"`
        return [faultAt(parsed.document, [field], message)]
      }),
    )
}

interface Sentence {
  readonly field: string
  readonly text: string
}

/** A signal that warns by itself has its title for a headline. */
function listSentences({ kind, rule }: ParsedRule): Sentence[] {
  if (kind === 'exception') return []
  const own = TEXT_FIELDS.flatMap((field): Sentence[] => {
    const text = rule[field]
    return text === undefined ? [] : [{ field, text: pickLocale(text, 'en') }]
  })
  return rule.headline === undefined ? [{ field: 'title', text: rule.title }, ...own] : own
}

function listFacts(text: string): string {
  return [...text.matchAll(/\{[a-z_.]+\}/g)]
    .map(([fact]) => fact)
    .sort()
    .join(' ')
}
