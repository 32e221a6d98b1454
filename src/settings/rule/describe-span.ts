import type { Translate } from '../../ui/services.ts'

const UNITS: Readonly<Record<string, string>> = {
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  M: 'month',
  y: 'year',
}

/** `30d` in words of the page's language; what is no time span stands for itself. */
export function describeSpan(t: Translate, span: string): string {
  const [, count, letter = ''] = /^(\d{1,9})([smhdwMy])$/.exec(span) ?? []
  const unit = Object.hasOwn(UNITS, letter) ? UNITS[letter] : undefined
  if (count === undefined || unit === undefined) return span
  const style = { style: 'unit', unit, unitDisplay: 'long' } as const
  return new Intl.NumberFormat(t('language_tag'), style).format(Number(count))
}
