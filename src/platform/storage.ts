import * as v from 'valibot'
import browser from 'webextension-polyfill'

/** `local` lies on disk; `session` in memory, until the browser closes. */
export type AreaName = 'local' | 'session'

/** One key, parsed; undefined where nothing is stored. `onCorrupt` is told of what does not parse. */
export async function readStored<T>(
  area: AreaName,
  key: string,
  schema: v.GenericSchema<unknown, T>,
  onCorrupt?: () => void,
): Promise<T | undefined> {
  const stored: Record<string, unknown> = await browser.storage[area].get(key)
  const value = stored[key]
  if (value === undefined) return undefined
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  onCorrupt?.()
  return undefined
}

/** Stores one JSON value; rejects where the browser refuses, for example for want of space. */
export async function writeStored(area: AreaName, key: string, value: unknown): Promise<void> {
  await browser.storage[area].set({ [key]: value })
}

export async function removeStored(area: AreaName, keys: readonly string[]): Promise<void> {
  await browser.storage[area].remove([...keys])
}

/** Bytes that all of the extension's storage takes, and that it may take; undefined where nobody tells. */
export async function estimateStorage(): Promise<{ used: number; quota: number } | undefined> {
  if (!('navigator' in globalThis && 'storage' in navigator)) return undefined
  const { usage, quota } = await navigator.storage.estimate()
  return usage === undefined || quota === undefined ? undefined : { used: usage, quota }
}

/** Keys that start with `prefix`. */
export async function listStoredKeys(area: AreaName, prefix: string): Promise<string[]> {
  const all: Record<string, unknown> = await browser.storage[area].get(null)
  return Object.keys(all).filter((key) => key.startsWith(prefix))
}
