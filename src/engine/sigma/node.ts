/** A condition over numbered items. */
export type Node =
  | { readonly kind: 'and' | 'or'; readonly nodes: readonly Node[] }
  | { readonly kind: 'atLeast'; readonly count: number; readonly nodes: readonly Node[] }
  | { readonly kind: 'not'; readonly node: Node }
  | { readonly kind: 'item'; readonly item: number }

export type Truth = 'true' | 'false' | 'open'

export function joinNodes(kind: 'and' | 'or', nodes: readonly Node[]): Node {
  const [only] = nodes
  return only !== undefined && nodes.length === 1 ? only : { kind, nodes }
}

/**
 * Puts cheap questions first, and dear ones about what must not hold last: those are asked of hardly
 * any message. The truth and the evidence stay the same.
 */
export function orderByCost(node: Node, costOf: (item: number) => number): Node {
  if (node.kind === 'item') return node
  if (node.kind === 'not') return { kind: 'not', node: orderByCost(node.node, costOf) }
  const nodes = node.nodes.map((child) => orderByCost(child, costOf))
  const costs = new Map(nodes.map((child) => [child, rankCost(child, costOf)]))
  return { ...node, nodes: nodes.sort((a, b) => (costs.get(a) ?? 0) - (costs.get(b) ?? 0)) }
}

const CHEAP = 1
const DENIAL = 100

function rankCost(node: Node, costOf: (item: number) => number): number {
  const cost = highestCost(node, costOf)
  return node.kind === 'not' && cost > CHEAP ? cost + DENIAL : cost
}

function highestCost(node: Node, costOf: (item: number) => number): number {
  return Math.max(0, ...[...listItems(node)].map(costOf))
}

/** Three-valued: an open item leaves open whatever it could still decide. */
export function evaluate(node: Node, truthOf: (item: number) => Truth): Truth {
  switch (node.kind) {
    case 'item':
      return truthOf(node.item)
    case 'not':
      return negate(evaluate(node.node, truthOf))
    case 'and':
      return evaluateChain(node.nodes, truthOf, 'false', 'true')
    case 'or':
      return evaluateChain(node.nodes, truthOf, 'true', 'false')
    case 'atLeast':
      return evaluateCount(node.count, node.nodes, truthOf)
  }
}

function negate(truth: Truth): Truth {
  if (truth === 'open') return 'open'
  return truth === 'true' ? 'false' : 'true'
}

function evaluateChain(
  nodes: readonly Node[],
  truthOf: (item: number) => Truth,
  deciding: Truth,
  neutral: Truth,
): Truth {
  let result = neutral
  for (const node of nodes) {
    const truth = evaluate(node, truthOf)
    if (truth === deciding) return deciding
    if (truth === 'open') result = 'open'
  }
  return result
}

function evaluateCount(
  count: number,
  nodes: readonly Node[],
  truthOf: (item: number) => Truth,
): Truth {
  let held = 0
  let open = 0
  for (const node of nodes) {
    const truth = evaluate(node, truthOf)
    if (truth === 'true') held += 1
    else if (truth === 'open') open += 1
    if (held >= count) return 'true'
  }
  return held + open >= count ? 'open' : 'false'
}

/** Every item of a condition once, in the order in which it is written. */
export function listItems(node: Node, found = new Set<number>()): Set<number> {
  if (node.kind === 'item') found.add(node.item)
  else if (node.kind === 'not') listItems(node.node, found)
  else for (const child of node.nodes) listItems(child, found)
  return found
}

/** Visits the items that speak for the condition: those under an even number of `not`. */
export function visitSupport(
  node: Node,
  truthOf: (item: number) => Truth,
  visit: (item: number) => void,
  isNegated = false,
): void {
  if (node.kind === 'not') visitSupport(node.node, truthOf, visit, !isNegated)
  else if (node.kind === 'item') {
    if (!isNegated && truthOf(node.item) === 'true') visit(node.item)
  } else if (evaluate(node, truthOf) !== (isNegated ? 'true' : 'false')) {
    for (const child of node.nodes) visitSupport(child, truthOf, visit, isNegated)
  }
}

/** Items of which one holds wherever a condition does, and the dearest way to find one of them. */
export interface Triggers {
  readonly items: readonly number[]
  readonly way: number
}

/**
 * Items of which at least one must hold for the condition to hold, or undefined where there is no
 * such set. `wayOf` tells how an item is found by itself, undefined where it is not.
 */
export function findTriggers(
  node: Node,
  wayOf: (item: number) => number | undefined,
): Triggers | undefined {
  switch (node.kind) {
    case 'item': {
      const way = wayOf(node.item)
      return way === undefined ? undefined : { items: [node.item], way }
    }
    case 'not':
      return undefined
    case 'and':
      return triggersOfCount(node.nodes, node.nodes.length, wayOf)
    case 'or':
      return triggersOfCount(node.nodes, 1, wayOf)
    case 'atLeast':
      return triggersOfCount(node.nodes, node.count, wayOf)
  }
}

// Of m nodes n must hold, so one holds among any m - n + 1 of them.
function triggersOfCount(
  nodes: readonly Node[],
  count: number,
  wayOf: (item: number) => number | undefined,
): Triggers | undefined {
  const needed = nodes.length - count + 1
  const sets = nodes
    .map((node) => findTriggers(node, wayOf))
    .filter((set) => set !== undefined)
    .sort((a, b) => a.way - b.way || a.items.length - b.items.length)
    .slice(0, needed)
  if (sets.length < needed) return undefined
  return {
    items: [...new Set(sets.flatMap(({ items }) => items))],
    way: Math.max(0, ...sets.map(({ way }) => way)),
  }
}
