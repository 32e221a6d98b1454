import type { Node } from './node.ts'

const NOT = -1
const AND = -2
const OR = -3
const AT_LEAST = -4

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

/** Reads what `writeNode` wrote. */
export function readNode(code: ArrayLike<number>): Node {
  let at = 0
  const take = (): number => code[at++] ?? 0
  const readMany = (count: number): Node[] => Array.from({ length: count }, read)
  const read = (): Node => {
    const first = take()
    if (first >= 0) return { kind: 'item', item: first }
    if (first === NOT) return { kind: 'not', node: read() }
    const size = take()
    if (first !== AT_LEAST) return { kind: first === AND ? 'and' : 'or', nodes: readMany(size) }
    const count = take()
    return { kind: 'atLeast', count, nodes: readMany(size) }
  }
  return read()
}
