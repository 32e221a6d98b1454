import { readRegexTree, type RegexTree } from './regex-tree.ts'

/** Characters of the shortest and the longest text that a part can take. */
export interface Reach {
  readonly min: number
  readonly max: number
}

/** A longer reach is no help in finding a place. */
const MAX_REACH = 1000

/**
 * How many characters a match of an expression can take at most. Undefined where that is unknown
 * or without end, where it could take none, and where it asks for an end of the text or of a line.
 */
export function measureReach(pattern: string): number | undefined {
  const tree = readRegexTree(pattern)
  const reach = tree && measureTree(tree)
  if (reach === undefined || reach.min === 0) return undefined
  return reach.max <= MAX_REACH ? reach.max : undefined
}

/** As `measureReach`, for an expression that may ask for ends of the text or of lines, too. */
export function measureSpan(pattern: string): number | undefined {
  const tree = readRegexTree(pattern)
  const reach = tree && measureTree(tree, NOTHING)
  return reach !== undefined && reach.max <= MAX_REACH ? reach.max : undefined
}

const NOTHING: Reach = { min: 0, max: 0 }
const SURROGATE = /[\ud800-\udfff]/

/** The same reach in UTF-16 units of a text. */
export function toUnits(reach: number, text: string): number {
  return SURROGATE.test(text) ? reach * 2 : reach
}

/** `edge`: what an end of the text or of a line takes; undefined makes the answer undefined. */
export function measureTree(tree: RegexTree, edge?: Reach): Reach | undefined {
  switch (tree.kind) {
    case 'edge':
      return edge
    case 'empty':
    case 'boundary':
      return NOTHING
    case 'any':
    case 'chars':
      return { min: 1, max: 1 }
    case 'sequence':
      return combine(tree.trees, edge, (a, b) => ({ min: a.min + b.min, max: a.max + b.max }))
    case 'either':
      return combine(tree.trees, edge, (a, b) => ({
        min: Math.min(a.min, b.min),
        max: Math.max(a.max, b.max),
      }))
    case 'repeat': {
      const inner = measureTree(tree.tree, edge)
      return inner && { min: inner.min * tree.min, max: inner.max === 0 ? 0 : inner.max * tree.max }
    }
  }
}

function combine(
  trees: readonly RegexTree[],
  edge: Reach | undefined,
  join: (a: Reach, b: Reach) => Reach,
): Reach | undefined {
  const reaches = trees.map((tree) => measureTree(tree, edge))
  const known = reaches.filter((reach) => reach !== undefined)
  if (known.length < reaches.length) return undefined
  const [first = NOTHING, ...rest] = known
  return rest.reduce(join, first)
}
