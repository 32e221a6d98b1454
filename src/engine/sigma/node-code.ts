import type { Node } from './node.ts'

const NOT = -1
const AND = -2
const OR = -3
const AT_LEAST = -4
const EXEMPTION = -5

/** A condition as numbers: an item by its own number, all else as an operator before its operands. */
export function writeNode(node: Node): number[] {
  switch (node.kind) {
    case 'item':
      return [node.item]
    case 'not':
      return [NOT, ...writeNode(node.node)]
    case 'and':
    case 'or': {
      const operator = node.kind === 'and' ? AND : OR
      return [operator, node.nodes.length, ...node.nodes.flatMap(writeNode)]
    }
    case 'atLeast':
      return [AT_LEAST, node.nodes.length, node.count, ...node.nodes.flatMap(writeNode)]
  }
}

/** A condition and what must hold besides, each under the number of the exception that asks for it. */
export function writeCondition(
  condition: Node,
  exemptions: readonly { readonly filter: number; readonly condition: Node }[],
): number[] {
  if (exemptions.length === 0) return writeNode(condition)
  const added = exemptions.flatMap((one) => [EXEMPTION, one.filter, ...writeNode(one.condition)])
  return [AND, exemptions.length + 1, ...writeNode(condition), ...added]
}

/** Holds always. */
const ALWAYS: Node = { kind: 'and', nodes: [] }

/** Reads what was written, without the exceptions numbered in `disabled`. */
export function readNode(code: ArrayLike<number>, disabled: ReadonlySet<number> = NONE): Node {
  let at = 0
  const take = (): number => code[at++] ?? 0
  const readMany = (count: number): Node[] => Array.from({ length: count }, read)
  const read = (): Node => {
    const first = take()
    if (first >= 0) return { kind: 'item', item: first }
    if (first === NOT) return { kind: 'not', node: read() }
    if (first === EXEMPTION) return readExemption()
    const size = take()
    if (first !== AT_LEAST) return { kind: first === AND ? 'and' : 'or', nodes: readMany(size) }
    const count = take()
    return { kind: 'atLeast', count, nodes: readMany(size) }
  }
  const readExemption = (): Node => {
    const isDisabled = disabled.has(take())
    const node = read()
    return isDisabled ? ALWAYS : node
  }
  return read()
}

const NONE: ReadonlySet<number> = new Set()
