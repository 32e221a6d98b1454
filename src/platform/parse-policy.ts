import * as v from 'valibot'
import { POLICY_LIMIT, policySchema, type Policy } from './schema/policy.ts'

export interface ParsedPolicy {
  readonly policy: Policy
  /** Every value that was skipped: its place, and why. */
  readonly faults: readonly string[]
}

type Path = readonly (string | number)[]

/** Each pass takes out one layer of faults; the policy has fewer layers than that. */
const MAX_PASSES = 8

/**
 * Reads what `storage.managed` holds. Each bad value is named and skipped (of a list its item, else its
 * key), a part that lacks what it can't be without goes whole, and all else holds. Never throws.
 */
export function parsePolicy(raw: unknown): ParsedPolicy {
  const faults: string[] = []
  const draft: unknown = structuredClone(raw ?? {})
  trim(policySchema, draft, [], faults)
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const result = v.safeParse(policySchema, draft)
    if (result.success) return { policy: result.output, faults }
    const gone = new Map<string, Path>()
    for (const issue of result.issues) {
      const path = findRemovable(issue)
      if (gone.has(nameOf(path))) continue
      gone.set(nameOf(path), path)
      faults.push(`${nameOf(pathOf(issue))}: ${describe(issue)}`)
    }
    // Behind first, so that the places before keep their numbers.
    for (const path of [...gone.values()].reverse()) remove(draft, path)
  }
  return { policy: {}, faults }
}

function pathOf(issue: v.BaseIssue<unknown>): Path {
  return (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)))
}

/** The item of the first list on the way, else the value; what lacks a key goes itself. */
function findRemovable(issue: v.BaseIssue<unknown>): Path {
  const path = pathOf(issue)
  const index = path.findIndex((key) => typeof key === 'number')
  if (index !== -1) return path.slice(0, index + 1)
  return isMissing(issue) ? path.slice(0, -1) : path
}

function isMissing({ type, received }: v.BaseIssue<unknown>): boolean {
  return type === 'object' && received === 'undefined'
}

/** Never what was received: a policy may hold names that belong on no screen. */
function describe(issue: v.BaseIssue<unknown>): string {
  const { message, expected } = issue
  if (isMissing(issue)) return 'is missing, so the part that needs it is skipped'
  if (!message.startsWith('Invalid ')) return message
  return expected === null ? 'is not valid' : `is not ${expected}`
}

/** Names unknown keys, which would else be silent slips of the pen, and cuts endless lists. */
function trim(schema: v.GenericSchema, value: unknown, path: Path, faults: string[]): void {
  const { item, entries } = openSchema(schema)
  if (item !== undefined && Array.isArray(value)) {
    if (value.length > POLICY_LIMIT) {
      faults.push(`${nameOf(path)}: has more than ${POLICY_LIMIT} items; the rest is left out`)
      value.length = POLICY_LIMIT
    }
    value.forEach((one: unknown, at) => trim(item, one, [...path, at], faults))
  }
  if (entries === undefined || typeof value !== 'object' || value === null) return
  for (const [key, part] of Object.entries(value)) {
    const known = Object.hasOwn(entries, key) ? entries[key] : undefined
    if (known === undefined) faults.push(`${nameOf([...path, key])}: is no key of a policy`)
    else trim(known, part, [...path, key], faults)
  }
}

export interface OpenSchema {
  readonly type: string
  readonly entries?: Readonly<Record<string, v.GenericSchema>>
  readonly item?: v.GenericSchema
  /** Of a record. */
  readonly value?: v.GenericSchema
}

const openSchema = (schema: v.GenericSchema): OpenSchema =>
  'wrapped' in schema && isSchema(schema.wrapped) ? openSchema(schema.wrapped) : schema

function isSchema(value: unknown): value is v.GenericSchema {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'schema'
}

function remove(draft: unknown, path: Path): void {
  const key = path.at(-1)
  let parent = draft
  for (const step of path.slice(0, -1)) {
    if (typeof parent !== 'object' || parent === null) return
    parent = Reflect.get(parent, step)
  }
  if (key === undefined || typeof parent !== 'object' || parent === null) return
  if (Array.isArray(parent)) parent.splice(Number(key), 1)
  else Reflect.deleteProperty(parent, key)
}

/** `sources[0].url` */
function nameOf(path: Path): string {
  const name = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
  return name === '' ? 'policy' : name.replace(/^\./, '')
}
