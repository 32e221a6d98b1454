import * as v from 'valibot'
import { siteDefinitionSchema, type SiteDefinition } from './definition.ts'

/** What was wrong with a definition, and was left out: `fields.subject.0.select: is empty`. */
export interface DefinitionFault {
  readonly path: string
  readonly reason: string
}

export interface ParsedDefinition {
  /** Absent where what is left can't be used at all. */
  readonly definition?: SiteDefinition
  readonly faults: readonly DefinitionFault[]
}

const INDISPENSABLE = new Set(['id', 'name', 'channel', 'matches', 'anchor', 'unit', 'body'])
/** Lists that make sense only as a whole. */
const WHOLE = new Set(['with', 'oneOf'])
const MAX_ROUNDS = 20

/**
 * Reads a site definition from data. A bad candidate, selector or section is dropped and reported;
 * the rest works. Sites change their markup and definitions arrive by update: half of one is
 * better than none.
 */
export function parseSiteDefinition(input: unknown): ParsedDefinition {
  const faults: DefinitionFault[] = []
  let data = toData(input)
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const result = v.safeParse(siteDefinitionSchema, data)
    if (result.success) {
      return { definition: result.output, faults: [...faults, ...findUnknown(data, result.output)] }
    }
    const drops = new Set<string>()
    let isHopeless = false
    for (const issue of result.issues) {
      const keys = (issue.path ?? []).map((item) => String(item.key))
      faults.push({ path: keys.join('.'), reason: issue.message })
      const drop = chooseDrop(data, keys)
      if (drop === undefined) isHopeless = true
      else drops.add(drop.join('\n'))
    }
    if (isHopeless || drops.size === 0) return { faults }
    for (const drop of sortForDropping(drops)) data = dropAt(data, drop)
  }
  return { faults }
}

/** Keys that no part of the language has: a misspelt one would be passed over in silence. */
function findUnknown(data: unknown, accepted: unknown, path = ''): DefinitionFault[] {
  const isTable = isRecord(data) || Array.isArray(data)
  if (!isTable || typeof accepted !== 'object' || accepted === null) return []
  return Object.entries(data).flatMap(([key, value]): DefinitionFault[] => {
    const place = path === '' ? key : `${path}.${key}`
    if (value === undefined) return []
    if (!Object.hasOwn(accepted, key)) return [{ path: place, reason: 'is an unknown key' }]
    return findUnknown(value, childOf(accepted, key), place)
  })
}

/** The innermost list item around a fault; without one, the section, unless nothing works without it. */
function chooseDrop(data: unknown, keys: readonly string[]): readonly string[] | undefined {
  const depths = listDepths(data, keys).filter((depth) => !WHOLE.has(keys[depth - 1] ?? ''))
  const innermost = depths.at(-1)
  if (innermost !== undefined) return keys.slice(0, innermost + 1)
  const section = keys[0]
  if (section === undefined || INDISPENSABLE.has(section)) return undefined
  return section === 'fields' ? keys.slice(0, 2) : [section]
}

/** Positions in `keys` that are indices of a list. */
function listDepths(data: unknown, keys: readonly string[]): number[] {
  const depths: number[] = []
  let node = data
  keys.forEach((key, depth) => {
    if (Array.isArray(node)) depths.push(depth)
    node = childOf(node, key)
  })
  return depths
}

/** Later items of a list first, so that the indices before them stay true. */
function sortForDropping(drops: ReadonlySet<string>): string[][] {
  const paths = [...drops].map((path) => path.split('\n'))
  return paths.sort((a, b) => b.length - a.length || Number(b.at(-1)) - Number(a.at(-1)) || 0)
}

function dropAt(data: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return data
  if (Array.isArray(data)) {
    const items: unknown[] = data
    if (rest.length === 0) return items.filter((_, index) => String(index) !== key)
    return items.map((item, index) => (String(index) === key ? dropAt(item, rest) : item))
  }
  if (!isRecord(data)) return data
  const entries = Object.entries(data).filter(([name]) => rest.length > 0 || name !== key)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, name === key ? dropAt(value, rest) : value]),
  )
}

function childOf(node: unknown, key: string): unknown {
  if (Array.isArray(node)) return (node as readonly unknown[])[Number(key)]
  return isRecord(node) && Object.hasOwn(node, key) ? node[key] : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A missing or scalar definition fails on its first field instead of as a whole. */
function toData(input: unknown): unknown {
  return isRecord(input) ? input : {}
}
