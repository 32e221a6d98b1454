import type { ItemTest } from './item-table.ts'
import type { TestForm } from './prepared-value.ts'

/** What an item asks, as it is stored. */
export type StoredTest =
  | Exclude<ItemTest, { kind: 'value' | 'guarded' | 'phrases' }>
  | { readonly kind: 'value' | 'guarded'; readonly form: TestForm }

/** Empty where the index decides and there is nothing to ask. */
export function printTest(test: ItemTest): string {
  if (test.kind === 'phrases') return ''
  const isTested = test.kind === 'value' || test.kind === 'guarded'
  const stored: StoredTest = isTested ? { kind: test.kind, form: test.test.form } : test
  return JSON.stringify(stored)
}

/** Reads what `printTest` wrote; the checksum of the stored rules says that it did. */
export function readStoredTest(text: string): StoredTest {
  const stored: unknown = JSON.parse(text)
  if (!isStoredTest(stored)) throw new TypeError(`the stored rules hold no test: ${text}`)
  return stored
}

const KINDS: readonly unknown[] = ['present', 'value', 'guarded', 'reference']

function isStoredTest(stored: unknown): stored is StoredTest {
  if (typeof stored !== 'object' || stored === null || !('kind' in stored)) return false
  return KINDS.includes(stored.kind)
}
