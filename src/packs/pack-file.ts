import * as v from 'valibot'
import type { Lists } from '../engine/rule-set.ts'
import { compileContents, type PackResult } from './compile.ts'
import { describeIssue } from './message-schema.ts'
import { readDocuments } from './read-pack.ts'
import { isFields } from './rule-fields.ts'
import { findForbiddenKey, type YamlDocument } from './read-yaml.ts'

/** Raised when an older Lurewatch could not read the file. */
export const PACK_FORMAT = 1
/**
 * What the engine can do. Raised with every addition to the rule language (a field, a modifier):
 * a pack that needs more is refused as a whole, in place of losing some of its rules in silence.
 */
export const ENGINE_VERSION = 1
export const MAX_PACK_BYTES = 16 * 1024 * 1024
const MAX_PACK_DOCUMENTS = 20_000
const MAX_DEPTH = 40

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_MAP = 0x7b
const CLOSE_MAP = 0x7d

const textSchema = (max: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(max))

const changeSchema = v.strictObject({
  kind: v.picklist(['added', 'changed', 'removed']),
  /** File name of the document without its ending. */
  name: textSchema(200),
  title: v.pipe(v.string(), v.maxLength(500)),
})
export type PackChange = v.InferOutput<typeof changeSchema>

const packSchema = v.object({
  format: v.number(),
  /** The lowest `ENGINE_VERSION` that understands all rules. */
  engine: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  name: textSchema(100),
  /** Whatever the publisher calls it; what is newer, the signed metadata say. */
  version: textSchema(50),
  created: v.pipe(v.string(), v.isoTimestamp()),
  changes: v.pipe(v.array(changeSchema), v.maxLength(MAX_PACK_DOCUMENTS)),
  /** Rule files as data: each document of each YAML file below the rule folder. */
  documents: v.pipe(
    v.array(v.strictObject({ path: textSchema(300), value: v.unknown() })),
    v.maxLength(MAX_PACK_DOCUMENTS, `holds more than ${MAX_PACK_DOCUMENTS} documents`),
  ),
})

/** A rule pack as it is published: signals, stories, exceptions, lists and site definitions. */
export type PackFile = v.InferOutput<typeof packSchema>

/** Why a pack can't be used, for its publisher. */
export class PackError extends Error {
  override readonly name = 'PackError'

  constructor(
    message: string,
    /** It needs a newer Lurewatch; nothing else is said to be wrong with it. */
    readonly isNewer = false,
  ) {
    super(message)
  }
}

/**
 * Reads a pack's file; what it holds is not compiled yet.
 *
 * @throws PackError
 */
export function parsePackFile(text: string): PackFile {
  const data = parseJson(text)
  const result = v.safeParse(packSchema, data)
  if (!result.success) throw new PackError(describeIssue(result.issues[0]))
  const pack = result.output
  if (pack.format > PACK_FORMAT || pack.engine > ENGINE_VERSION) {
    throw new PackError('is made for a newer version of Lurewatch', true)
  }
  if (pack.format !== PACK_FORMAT) throw new PackError(`format: ${pack.format} is unknown`)
  return pack
}

function parseJson(text: string): unknown {
  if (isTooDeep(text)) throw new PackError(`is nested deeper than ${MAX_DEPTH} levels`)
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    throw new PackError('is no JSON')
  }
  if (countDocuments(data) > MAX_PACK_DOCUMENTS) {
    throw new PackError(`documents: holds more than ${MAX_PACK_DOCUMENTS} documents`)
  }
  const key = findForbiddenKey(data)
  if (key !== undefined) throw new PackError(`the key "${key}" is not allowed`)
  return data
}

/** Before any of them is looked at, which takes long with millions. */
function countDocuments(data: unknown): number {
  const { documents, changes } = isFields(data) ? data : {}
  const lengthOf = (list: unknown): number => (Array.isArray(list) ? list.length : 0)
  return Math.max(lengthOf(documents), lengthOf(changes))
}

/** Before it is parsed: what reads nested data by recursion would end with the stack. */
function isTooDeep(text: string): boolean {
  let depth = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === QUOTE) isQuoted = !isQuoted
    else if (isQuoted) at += unit === BACKSLASH ? 1 : 0
    else if (unit === OPEN_LIST || unit === OPEN_MAP) depth += 1
    else if (unit === CLOSE_LIST || unit === CLOSE_MAP) depth -= 1
    if (depth > MAX_DEPTH) return true
  }
  return false
}

/** Compiles what a pack holds. A faulty document is named and the others compile. */
export function compilePackFile({ documents }: PackFile, lists: Lists): PackResult {
  return compileContents(readDocuments(listDocuments(documents)), lists)
}

export function listDocuments(documents: PackFile['documents']): YamlDocument[] {
  const counts = new Map<string, number>()
  for (const { path } of documents) counts.set(path, (counts.get(path) ?? 0) + 1)
  const seen = new Map<string, number>()
  return documents.map(({ path, value }) => {
    const index = seen.get(path) ?? 0
    seen.set(path, index + 1)
    // Lines are those of the YAML file, which did not come along.
    return { path, index, count: counts.get(path) ?? 1, value, lineOf: () => 1 }
  })
}
