import type { Translate } from '../../ui/services.ts'

/** A language in words of the page's own; a code that means nothing stands for itself. */
export function nameLanguage(t: Translate, code: string): string {
  try {
    return new Intl.DisplayNames([t('language_tag')], { type: 'language' }).of(code) ?? code
  } catch {
    // Rules of others may hold anything.
    return code
  }
}
