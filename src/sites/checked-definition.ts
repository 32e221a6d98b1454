import type { SiteDefinition } from './definition.ts'

/**
 * Whether this is a definition as `parseSiteDefinition` leaves it. The background has parsed each
 * with the whole schema, which is too heavy to run in every page again: here only its shape is asked.
 */
export function isCheckedDefinition(value: unknown): value is SiteDefinition {
  if (!isTable(value) || typeof value.id !== 'string') return false
  return (
    [value['anchor'], value['unit'], value['body']].every(Array.isArray) && isTable(value['fields'])
  )
}

/** An object or a list. */
export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
