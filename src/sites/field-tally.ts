import type { CompiledSite } from './compile-site.ts'

/** How one or more messages were read: which candidate gave each field. */
export interface Way {
  readonly next: (Way | undefined)[]
  /** Messages on the page that were read in just this way. */
  count: number
  /** Those among them that are not the viewer's own. */
  others: number
}

/** Field → messages whose value each candidate gave, in the definition's order, then those without one. */
export type FieldCounts = Record<string, number[]>

/**
 * Counts which candidates gave the values of the messages on the page. Messages of a site are read in
 * few ways, so that a tree of ways costs next to nothing for each.
 */
export class FieldTally {
  readonly start: Way = makeWay()
  readonly #names: readonly { readonly name: string; readonly total: number }[]

  constructor(site: CompiledSite) {
    const { unit, body } = site.definition
    const first = [
      { name: 'unit', total: unit.length },
      { name: 'body', total: body.length },
    ]
    this.#names = [...first, ...site.fields]
  }

  count(which: 'count' | 'others' = 'count'): FieldCounts {
    const counts = this.#names.map(({ total }) => new Array<number>(total + 1).fill(0))
    addCounts(this.start, [], counts, which)
    return Object.fromEntries(this.#names.map(({ name }, index) => [name, counts[index] ?? []]))
  }

  /** Those of the fields that most messages of others lack. */
  listMissing(fields: readonly string[]): string[] {
    if (fields.length === 0) return []
    const counts = this.count('others')
    return fields.filter((field) => {
      const of = counts[field] ?? []
      const sum = of.reduce((total, one) => total + one, 0)
      return (of.at(-1) ?? 0) * 2 > sum
    })
  }
}

/** The way on from `way`, where the next field's value came from candidate `place`; `total`: from none. */
export function goOn(way: Way, place: number): Way {
  return (way.next[place] ??= makeWay())
}

function makeWay(): Way {
  return { next: [], count: 0, others: 0 }
}

function addCounts(
  way: Way,
  path: readonly number[],
  counts: readonly number[][],
  which: 'count' | 'others',
): void {
  for (const [index, place] of path.entries()) {
    const of = counts[index]
    if (way[which] > 0 && of !== undefined) of[place] = (of[place] ?? 0) + way[which]
  }
  for (const [place, next] of way.next.entries()) {
    if (next !== undefined) addCounts(next, [...path, place], counts, which)
  }
}
