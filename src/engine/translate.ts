import type { ReaderTexts } from './rule-set.ts'

/** The sentence in a reader's language; the English one where there is no other. */
export type Translate = (english: string) => string

export const speakEnglish: Translate = (english) => english

/** Names under which texts for a locale may stand: `pt-BR` → `pt-BR`, `pt_BR`, `pt`. */
export function localeNames(locale: string): string[] {
  return [locale, locale.replace('-', '_'), locale.split(/[-_]/)[0] ?? '']
}

/**
 * Sentences for a locale such as `de-AT`: those of `de_AT`, else `de`, else English. `load` is called
 * once, when the first sentence is asked for.
 */
export function makeTranslate(load: () => ReaderTexts | undefined, locale: string): Translate {
  let found: Translate | undefined
  return (text) => (found ??= findTranslation(load(), locale))(text)
}

function findTranslation(all: ReaderTexts | undefined, locale: string): Translate {
  if (all === undefined) return speakEnglish
  const { english, translations } = all
  const name = localeNames(locale).find((other) => Object.hasOwn(translations, other))
  const texts = name === undefined ? undefined : translations[name]
  if (texts === undefined) return speakEnglish
  const positions = new Map(english.map((text, index) => [text, index]))
  return (text) => texts[positions.get(text) ?? -1] || text
}
