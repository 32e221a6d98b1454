import type { ItemTest } from './item-table.ts'
import { PreparedValue } from './prepared-value.ts'

/** Tells which questions about names of signals hold; the answer for each name is kept. */
export class NameIndex {
  readonly #tests: readonly (readonly [item: number, test: ItemTest])[]
  readonly #itemsOfName = new Map<string, readonly number[]>()

  constructor(tests: readonly (readonly [item: number, test: ItemTest])[]) {
    this.#tests = tests
  }

  /** Items that hold for any of the names. */
  find(names: readonly string[]): ReadonlySet<number> {
    const found = new Set<number>()
    for (const name of names) for (const item of this.#itemsOf(name)) found.add(item)
    return found
  }

  #itemsOf(name: string): readonly number[] {
    const known = this.#itemsOfName.get(name)
    if (known !== undefined) return known
    const value = new PreparedValue({ value: name })
    const items = this.#tests.filter(([, test]) => fits(test, value)).map(([item]) => item)
    this.#itemsOfName.set(name, items)
    return items
  }
}

function fits(test: ItemTest, value: PreparedValue): boolean {
  switch (test.kind) {
    case 'present':
      return true
    case 'value':
    case 'guarded':
      return test.test.holds(value)
    case 'phrases':
    case 'reference':
      // Neither is ever asked of names.
      return false
  }
}
