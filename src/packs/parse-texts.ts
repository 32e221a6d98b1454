import * as v from 'valibot'
import type { ReaderTexts } from '../engine/rule-set.ts'
import { describeIssue } from './message-schema.ts'
import { faultAt } from './parse-rule.ts'
import type { FileFault, YamlDocument } from './read-yaml.ts'
import type { Fields } from './rule-fields.ts'

/** What readers of one locale are told, by the English sentence of a rule. */
export interface Translation {
  readonly document: YamlDocument
  /** As in `_locales`: `de`, `pt_BR`. */
  readonly locale: string
  readonly texts: Readonly<Record<string, string>>
}

const translationSchema = v.strictObject({
  locale: v.pipe(v.string(), v.regex(/^[a-z]{2,3}(?:_[A-Z]{2})?$/, 'is no locale such as pt_BR')),
  texts: v.record(v.string(), v.pipe(v.string(), v.nonEmpty('is empty'))),
})

export function parseTranslation(
  document: YamlDocument,
  fields: Fields,
): { readonly translation?: Translation; readonly faults: readonly FileFault[] } {
  const result = v.safeParse(translationSchema, fields)
  if (result.success) return { translation: { document, ...result.output }, faults: [] }
  const issue = result.issues[0]
  const at = issue.path?.map(({ key }) => String(key)) ?? []
  return { faults: [faultAt(document, at, describeIssue(issue))] }
}

/** English sentences stand once, each translation beside them in the same order. */
export function mergeTranslations(translations: readonly Translation[]): ReaderTexts {
  const english = [...new Set(translations.flatMap(({ texts }) => Object.keys(texts)))].sort()
  const entries = translations.map(({ locale, texts }) => {
    const translated = english.map((text) => (Object.hasOwn(texts, text) ? texts[text] : undefined))
    return [locale, translated.map((text) => text ?? '')] as const
  })
  return { english, translations: Object.fromEntries(entries) }
}

/** Where both translate a sentence, `base` counts. */
export function joinTexts(base: ReaderTexts, added: ReaderTexts): ReaderTexts {
  const known = new Set(base.english)
  const fresh = added.english.flatMap((text, index) => (known.has(text) ? [] : [index]))
  const english = [...base.english, ...fresh.map((index) => added.english[index] ?? '')]
  const locales = new Set([...Object.keys(base.translations), ...Object.keys(added.translations)])
  const entries = [...locales].map((locale) => {
    const own = base.translations[locale] ?? base.english.map(() => '')
    const others = added.translations[locale] ?? []
    return [locale, [...own, ...fresh.map((index) => others[index] ?? '')]] as const
  })
  return { english, translations: Object.fromEntries(entries) }
}
