import { type Condition, parseCondition, selectNames } from './condition.ts'
import { type FaultList, type RulePath, SigmaError } from './faults.ts'
import { compileFieldItem, compileKeyword, type Workshop } from './field-item.ts'
import { joinNodes, type Node } from './node.ts'

type Definitions = Readonly<Record<string, unknown>>

/**
 * Compiles the selections of a rule or filter and puts them into its condition. Undefined where
 * anything is wrong; every fault is in `faults` then.
 */
export function compileDetection(
  detection: Definitions,
  root: string,
  workshop: Workshop,
  faults: FaultList,
): Node | undefined {
  const selections = new Map<string, Node | undefined>()
  for (const [name, definition] of Object.entries(detection)) {
    if (name === 'condition') continue
    const path = [root, name]
    selections.set(
      name,
      faults.collect(() => compileSelection(definition, path, workshop)),
    )
  }
  const conditions = faults.collect(() => readConditions(detection, root))
  const nodes = (conditions ?? []).map(([source, path]) =>
    faults.collect(() => resolve(parseCondition(source, path), selections, path)),
  )
  if (faults.found.length > 0 || nodes.length === 0) return undefined
  return joinNodes(
    'or',
    nodes.filter((node) => node !== undefined),
  )
}

function readConditions(detection: Definitions, root: string): [string, RulePath][] {
  const path = [root, 'condition']
  const raw = Object.hasOwn(detection, 'condition') ? detection['condition'] : undefined
  const list: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
  if (raw === undefined || list.length === 0) throw new SigmaError(path, 'a condition is missing')
  return list.map((source, i) => {
    const place = Array.isArray(raw) ? [...path, i] : path
    if (typeof source !== 'string') throw new SigmaError(place, 'condition must be a text')
    return [source, place]
  })
}

/** A map: all lines hold. A list: any entry holds, each a keyword or a map. */
function compileSelection(definition: unknown, path: RulePath, workshop: Workshop): Node {
  if (isMap(definition)) return compileMap(definition, path, workshop)
  if (!Array.isArray(definition)) {
    throw new SigmaError(path, 'a selection must be a map of fields or a list')
  }
  if (definition.length === 0) throw new SigmaError(path, 'the selection is empty')
  const nodes = definition.map((entry: unknown, i) => {
    const place = [...path, i]
    if (isMap(entry)) return compileMap(entry, place, workshop)
    if (Array.isArray(entry)) throw new SigmaError(place, 'a list within a list')
    return compileKeyword(entry, place, workshop)
  })
  return joinNodes('or', nodes)
}

function compileMap(map: Definitions, path: RulePath, workshop: Workshop): Node {
  const entries = Object.entries(map)
  if (entries.length === 0) throw new SigmaError(path, 'the selection is empty')
  return joinNodes(
    'and',
    entries.map(([key, raw]) => compileFieldItem(key, raw, [...path, key], workshop)),
  )
}

function isMap(value: unknown): value is Definitions {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Puts selections in the place of their names; a selection with a fault counts as known. */
function resolve(
  condition: Condition,
  selections: ReadonlyMap<string, Node | undefined>,
  path: RulePath,
): Node {
  switch (condition.kind) {
    case 'name': {
      if (!selections.has(condition.name)) {
        throw new SigmaError(path, `condition names "${condition.name}", which is not defined`)
      }
      return selections.get(condition.name) ?? NOTHING
    }
    case 'of':
      return resolveOf(condition, selections, path)
    case 'not':
      return { kind: 'not', node: resolve(condition.node, selections, path) }
    default:
      return joinNodes(
        condition.kind,
        condition.nodes.map((node) => resolve(node, selections, path)),
      )
  }
}

// Stands for a selection with a fault, in a rule that is left out for that fault.
const NOTHING: Node = { kind: 'or', nodes: [] }

function resolveOf(
  { count, pattern }: Extract<Condition, { kind: 'of' }>,
  selections: ReadonlyMap<string, Node | undefined>,
  path: RulePath,
): Node {
  const names = selectNames(pattern, [...selections.keys()])
  const nodes = names.map((name) => selections.get(name) ?? NOTHING)
  const needed = count === 'all' ? nodes.length : count
  if (nodes.length === 0) {
    throw new SigmaError(path, `condition has "${count} of ${pattern}", but no such selection`)
  }
  if (needed > nodes.length) {
    throw new SigmaError(
      path,
      `condition wants ${needed} of ${pattern}, but there are only ${nodes.length}`,
    )
  }
  if (needed === nodes.length) return joinNodes('and', nodes)
  if (needed === 1) return joinNodes('or', nodes)
  return { kind: 'atLeast', count: needed, nodes }
}
