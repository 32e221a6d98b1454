import type { CorrelationRule, Lists } from '../rule-set.ts'

/** What is known of a rule set before any rule is read. */
export interface StoredHead {
  readonly version: string
  readonly fields: readonly string[]
}

/**
 * Reads a part of a stored rule set. Its checksum says that it is as this version of the program wrote
 * it, so the guards look no deeper than to tell the parts apart.
 */
export function readJson<T>(text: string, isPart: (value: unknown) => value is T): T {
  const value: unknown = JSON.parse(text)
  if (!isPart(value))
    throw new TypeError(`the stored rules hold another part: ${text.slice(0, 80)}`)
  return value
}

export function isHead(value: unknown): value is StoredHead {
  return isObject(value) && typeof value['version'] === 'string' && Array.isArray(value['fields'])
}

export function isLists(value: unknown): value is Lists {
  return isObject(value) && Array.isArray(value['organisations']) && isObject(value['fileKinds'])
}

export function isStories(value: unknown): value is CorrelationRule[] {
  return Array.isArray(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
