import type { Translate } from './services.ts'

/** Date and time in the page's language; nothing for a time that can't be read. */
export function formatTime(t: Translate, time: string | number | undefined): string | undefined {
  if (time === undefined) return undefined
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return undefined
  const style = { dateStyle: 'medium', timeStyle: 'short' } as const
  return new Intl.DateTimeFormat(t('language_tag'), style).format(date)
}
