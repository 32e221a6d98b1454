import type { Translate } from './services.ts'

const UNITS = ['kilobyte', 'megabyte', 'gigabyte'] as const

/** A size in the page's language: `2.1 MB`. */
export function formatBytes(t: Translate, bytes: number): string {
  const step = Math.floor(Math.log10(Math.max(bytes, 1)) / 3)
  const index = Math.min(Math.max(step - 1, 0), UNITS.length - 1)
  const unit = UNITS[index] ?? 'kilobyte'
  const style = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const
  return new Intl.NumberFormat(t('language_tag'), style).format(bytes / 1000 ** (index + 1))
}
