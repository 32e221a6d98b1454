import type { CharSet } from './char-set.ts'
import type { Edge, RegexTree } from './regex-tree.ts'

/** One step of a part of an expression. Steps are known by their place in the program. */
export type ScanStep =
  /** Takes a character of a set, known by its number. */
  | { readonly kind: 'take'; readonly set: number; readonly next: number }
  | { readonly kind: 'split'; readonly nexts: readonly number[] }
  | { readonly kind: 'edge'; readonly edge: Edge | 'boundary' | 'inside'; readonly next: number }
  /** The part with this number ends here. */
  | { readonly kind: 'end'; readonly part: number }

/** Counts up to this are taken as they are; beyond, any number of times fits. */
const MAX_COUNT = 4
/** Steps of one part. */
const MAX_STEPS = 3000

/** Parts of expressions, to be found all at once. */
export class ScanProgram {
  readonly steps: ScanStep[] = []
  readonly sets: CharSet[] = []
  /** First step of each part. */
  readonly starts: number[] = []
  readonly #setNumbers = new Map<string, number>()
  readonly #parts = new Map<string, number>()

  /** The number of a part; undefined, and nothing added, for one of too many steps. */
  addPart(tree: RegexTree): number | undefined {
    const key = JSON.stringify(tree)
    const known = this.#parts.get(key)
    if (known !== undefined) return known
    const before = this.steps.length
    const part = this.starts.length
    const end = this.#add({ kind: 'end', part })
    const start = this.#write(tree, end, before + MAX_STEPS)
    if (start === undefined) {
      this.steps.length = before
      return undefined
    }
    this.starts.push(start)
    this.#parts.set(key, part)
    return part
  }

  #add(step: ScanStep): number {
    return this.steps.push(step) - 1
  }

  /** Writes what leads to `next`; answers its first step. */
  #write(tree: RegexTree, next: number, limit: number): number | undefined {
    if (this.steps.length > limit) return undefined
    switch (tree.kind) {
      case 'empty':
        return next
      case 'edge':
        return this.#add({ kind: 'edge', edge: tree.edge, next })
      case 'boundary':
        return this.#add({ kind: 'edge', edge: tree.isNegated ? 'inside' : 'boundary', next })
      case 'any':
      case 'chars':
        return this.#add({ kind: 'take', set: this.#numberOf(tree.set), next })
      case 'sequence':
        return tree.trees.reduceRight<number | undefined>(
          (then, child) => (then === undefined ? undefined : this.#write(child, then, limit)),
          next,
        )
      case 'either':
        return this.#split(tree.trees.map((child) => this.#write(child, next, limit)))
      case 'repeat':
        return this.#writeRepeat(tree, next, limit)
    }
  }

  #split(starts: readonly (number | undefined)[]): number | undefined {
    const nexts = starts.filter((start) => start !== undefined)
    const [only] = nexts
    if (nexts.length < starts.length) return undefined
    return nexts.length === 1 ? only : this.#add({ kind: 'split', nexts })
  }

  /** Far counts are loosened: `{2,70}` is `{2,}`. */
  #writeRepeat(
    { tree, min, max }: Extract<RegexTree, { kind: 'repeat' }>,
    next: number,
    limit: number,
  ): number | undefined {
    const least = Math.min(min, MAX_COUNT)
    let start: number | undefined = next
    if (max > MAX_COUNT) {
      const nexts = [next]
      start = this.#add({ kind: 'split', nexts })
      const inner = this.#write(tree, start, limit)
      if (inner === undefined) return undefined
      nexts.push(inner)
    } else {
      for (let i = min; i < max && start !== undefined; i += 1) {
        start = this.#split([this.#write(tree, start, limit), next])
      }
    }
    for (let i = 0; i < least && start !== undefined; i += 1)
      start = this.#write(tree, start, limit)
    return start
  }

  #numberOf(set: CharSet): number {
    const known = this.#setNumbers.get(set.key)
    if (known !== undefined) return known
    const number = this.sets.push(set) - 1
    this.#setNumbers.set(set.key, number)
    return number
  }
}
