/** Languages of `_locales` that are written from right to left. */
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar'])

/**
 * Direction of texts in a language, by its BCP 47 tag. The browser's own `@@bidi_dir` is about its
 * windows: a Hebrew browser shows our English texts, and a headless one calls Arabic `ltr`.
 */
export function findTextDirection(languageTag: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(languageTag.split('-')[0] ?? '') ? 'rtl' : 'ltr'
}
