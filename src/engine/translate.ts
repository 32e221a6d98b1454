import type { ReaderTexts } from './rule-set.ts'

/** The sentence in a reader's language; the English one where there is no other. */
export type Translate = (english: string) => string

export const speakEnglish: Translate = (english) => english

/**
 * The name among `available` whose texts a reader of `locale` understands best: for `pt-PT` that of
 * `pt-PT`, `pt_PT` or `pt`, else of any other place where the language is spoken, such as `pt_BR`.
 */
export function findLocale(available: readonly string[], locale: string): string | undefined {
  const language = languageOf(locale)
  return (
    [locale, locale.replace('-', '_'), language].find((name) => available.includes(name)) ??
    available.find((name) => languageOf(name) === language)
  )
}

function languageOf(locale: string): string {
  return (locale.split(/[-_]/)[0] ?? '').toLowerCase()
}

/**
 * Sentences for a locale such as `de-AT`: those that `findLocale` finds, else English. `load` is
 * called once, when the first sentence is asked for.
 */
export function makeTranslate(load: () => ReaderTexts | undefined, locale: string): Translate {
  let found: Translate | undefined
  return (text) => (found ??= findTranslation(load(), locale))(text)
}

function findTranslation(all: ReaderTexts | undefined, locale: string): Translate {
  if (all === undefined) return speakEnglish
  const { english, translations } = all
  const name = findLocale(Object.keys(translations), locale)
  const texts = name === undefined ? undefined : translations[name]
  if (texts === undefined) return speakEnglish
  const positions = new Map(english.map((text, index) => [text, index]))
  return (text) => texts[positions.get(text) ?? -1] || text
}
