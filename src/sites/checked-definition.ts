import type { SiteDefinition } from './definition.ts'

const LISTS = [
  'anchor unit body pages detect matches shadowHosts pane within skip bodiless preformatted ignore',
  'decoration frames bodyFrames quoted hidden unread watch outgoing incoming attachments place',
]
  .join(' ')
  .split(' ')

/**
 * Whether this is a definition as `parseSiteDefinition` leaves it. The background has parsed each
 * with the whole schema, which is too heavy to run in every page again: here only its shape is asked.
 */
export function isCheckedDefinition(value: unknown): value is SiteDefinition {
  if (!isTable(value) || typeof value.id !== 'string') return false
  return LISTS.every((name) => Array.isArray(value[name])) && isTable(value.fields)
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
