import * as v from 'valibot'
import { FILE_KINDS, type FileKind, type Lists, type Organisation } from '../engine/rule-set.ts'
import { describeIssue } from './message-schema.ts'
import { faultAt, takeFileName } from './parse-rule.ts'
import type { FileFault, YamlDocument } from './read-yaml.ts'
import type { Fields } from './rule-fields.ts'

/** What one file below `lists/` adds to the rule set. */
export type ParsedList =
  | ({ readonly kind: 'values'; readonly name: string } & ValueList)
  | { readonly kind: 'organisations'; readonly organisations: readonly Organisation[] }
  | { readonly kind: 'file-kinds'; readonly kinds: Readonly<Record<string, FileKind>> }

interface ValueList {
  readonly values: readonly string[]
  /** A package's values stand beside these: whoever compiles brings them under the list's name. */
  readonly isPackaged: boolean
  /** Values of the package that do not belong here. */
  readonly without: readonly string[]
}

export interface ParsedListResult {
  readonly list?: ParsedList
  readonly faults: readonly FileFault[]
}

const entry = v.pipe(
  v.union([v.string(), v.number()], 'is no text'),
  v.transform((value) => String(value).trim().toLowerCase()),
  v.minLength(1, 'is empty'),
)
const domain = v.pipe(
  v.string(),
  v.transform((value) => value.trim().toLowerCase()),
  v.regex(/^[^\s/:@]+\.[^\s/:@.]+$/u, 'is no domain'),
)

const organisationSchema = v.object({
  name: v.pipe(v.string(), v.minLength(2, 'is too short')),
  aliases: v.exactOptional(v.array(v.string())),
  domains: v.pipe(v.array(domain), v.minLength(1, 'names no domain')),
  sector: v.string(),
  source: v.string(),
  ambiguous: v.exactOptional(v.boolean()),
})

const valueListSchema = v.object({
  values: v.array(entry),
  package: v.exactOptional(v.string()),
  without: v.optional(v.array(entry), []),
})
const kindsSchema = v.record(
  v.picklist(FILE_KINDS, `is none of ${FILE_KINDS.join(', ')}`),
  v.array(entry),
)

export function isList(fields: Fields): boolean {
  return 'values' in fields || 'organisations' in fields || 'kinds' in fields
}

/** Reads a list file; a faulty organisation is named and the others stay. */
export function parseList(document: YamlDocument, fields: Fields): ParsedListResult {
  if ('organisations' in fields) return parseOrganisations(document, fields)
  if ('kinds' in fields) return parseFileKinds(document, fields)
  return parseValues(document, fields)
}

function parseValues(document: YamlDocument, fields: Fields): ParsedListResult {
  const result = v.safeParse(valueListSchema, fields)
  if (!result.success) return { faults: [faultOf(document, [], result.issues[0])] }
  const { values, package: source, without } = result.output
  const name = takeFileName(document.path)
  const list = { values: [...new Set(values)], isPackaged: source !== undefined, without }
  return { list: { kind: 'values', name, ...list }, faults: [] }
}

function parseOrganisations(document: YamlDocument, fields: Fields): ParsedListResult {
  const { organisations: given, sector, source } = fields
  if (!Array.isArray(given)) {
    return { faults: [faultAt(document, ['organisations'], 'organisations: is no list')] }
  }
  const faults: FileFault[] = []
  const organisations: Organisation[] = []
  const shared = { ...takeShared('sector', sector), ...takeShared('source', source) }
  given.forEach((item: unknown, index) => {
    const whole = typeof item === 'object' && item !== null ? { ...shared, ...item } : item
    const result = v.safeParse(organisationSchema, whole)
    if (result.success) organisations.push(result.output)
    else faults.push(faultOf(document, ['organisations', index], result.issues[0]))
  })
  return { list: { kind: 'organisations', organisations }, faults }
}

/** A file may state `sector` and `source` once for all its organisations. */
function takeShared(key: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [key]: value }
}

function parseFileKinds(document: YamlDocument, fields: Fields): ParsedListResult {
  const result = v.safeParse(kindsSchema, fields.kinds)
  if (!result.success) return { faults: [faultOf(document, ['kinds'], result.issues[0])] }
  const kinds: Record<string, FileKind> = {}
  const faults: FileFault[] = []
  for (const kind of FILE_KINDS) {
    for (const extension of result.output[kind] ?? []) {
      if (Object.hasOwn(kinds, extension)) {
        const message = `kinds.${kind}: "${extension}" is listed under another kind too`
        faults.push(faultAt(document, ['kinds', kind], message))
      } else kinds[extension] = kind
    }
  }
  return { list: { kind: 'file-kinds', kinds }, faults }
}

function faultOf(
  document: YamlDocument,
  at: readonly (string | number)[],
  issue: v.BaseIssue<unknown>,
): FileFault {
  const below = issue.path?.map(({ key }) => (typeof key === 'number' ? key : String(key))) ?? []
  return faultAt(document, [...at, ...below], [...at, describeIssue(issue)].join('.'))
}

/** `packaged` holds values of packages by the name of their list. */
export function mergeLists(
  lists: readonly ParsedList[],
  packaged: Readonly<Record<string, readonly string[]>> = {},
): Lists {
  const organisations: Organisation[] = []
  const values = new Map<string, readonly string[]>()
  const fileKinds: Record<string, FileKind> = {}
  for (const list of lists) {
    if (list.kind === 'organisations') organisations.push(...list.organisations)
    else if (list.kind === 'file-kinds') Object.assign(fileKinds, list.kinds)
    else values.set(list.name, joinValues(list, packaged[list.name] ?? []))
  }
  return { organisations, values: Object.fromEntries(values), fileKinds }
}

function joinValues(
  { values, isPackaged, without }: ValueList,
  packaged: readonly string[],
): readonly string[] {
  if (!isPackaged) return values
  const left = new Set(without)
  return [...new Set([...values, ...packaged.filter((value) => !left.has(value))])]
}
