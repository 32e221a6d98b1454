import { Composer, LineCounter, Lexer, Parser, isMap, isPair, isScalar, isSeq } from 'yaml'
import type { CST, Document, Node, ParsedNode } from 'yaml'

/** A fault in a rule file: where it stands and what to do about it. */
export interface FileFault {
  readonly path: string
  /** From 1. */
  readonly line: number
  readonly message: string
  /** The document loaded all the same: the fault lies in what only people read. */
  readonly kept?: true
}

/** One YAML document as plain JSON data, with the way back to its lines. */
export interface YamlDocument {
  readonly path: string
  /** Position among the file's documents, from 0. */
  readonly index: number
  /** Number of documents in the file. */
  readonly count: number
  readonly value: unknown
  /** Line of the node at a path, or of the nearest one above it that exists. */
  lineOf(path: readonly (string | number)[]): number
}

export interface YamlFile {
  readonly documents: readonly YamlDocument[]
  readonly faults: readonly FileFault[]
}

const MAX_CHARACTERS = 1024 * 1024
/** The composer recurses: thousands of nested brackets would end the whole process. */
const MAX_DEPTH = 40
const MAX_ALIASES = 20
/** Keys that change an object's prototype chain in careless code further on. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Reads a YAML file; never throws. A faulty document is named and the others are returned. */
export function readYaml(path: string, text: string): YamlFile {
  if (text.length > MAX_CHARACTERS) {
    return failAt(path, 1, 'is larger than 1 MB; split it')
  }
  const lines = new LineCounter()
  try {
    return readDocuments(path, composeDocuments(text, lines), lines)
  } catch (error) {
    if (error instanceof TooDeepError)
      return failAt(path, lineAt(lines, error.offset), error.message)
    return failAt(path, 1, `cannot be read as YAML: ${describeError(error)}`)
  }
}

function failAt(path: string, line: number, message: string): YamlFile {
  return { documents: [], faults: [{ path, line, message }] }
}

class TooDeepError extends Error {
  override readonly name = 'TooDeepError'
  readonly offset: number

  constructor(offset: number) {
    super(`is nested deeper than ${MAX_DEPTH} levels`)
    this.offset = offset
  }
}

type ComposedDocument = Document.Parsed

function composeDocuments(text: string, lines: LineCounter): ComposedDocument[] {
  const composer = new Composer({
    schema: 'core',
    // Its own check compares each key with all before it.
    uniqueKeys: false,
    stringKeys: true,
    strict: true,
    merge: false,
    prettyErrors: false,
    logLevel: 'silent',
  })
  return [...composer.compose(parseTokens(text, lines))]
}

function* parseTokens(text: string, lines: LineCounter): Generator<CST.Token, void> {
  const parser = new Parser(lines.addNewLine)
  lines.addNewLine(0)
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme)
    if (parser.stack.length > MAX_DEPTH * 2) throw new TooDeepError(parser.offset)
  }
  yield* parser.end()
}

function readDocuments(
  path: string,
  documents: readonly ComposedDocument[],
  lines: LineCounter,
): YamlFile {
  const faults: FileFault[] = []
  const read: YamlDocument[] = []
  const count = documents.filter(hasContents).length
  for (const document of documents) {
    const fault = findFault(path, document, lines)
    if (fault !== undefined) {
      faults.push(fault)
      continue
    }
    if (!hasContents(document)) continue
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES })
    read.push({
      path,
      index: read.length,
      count,
      value,
      lineOf: (keys) => lineAt(lines, findOffset(document.contents, keys)),
    })
  }
  return { documents: read, faults }
}

function hasContents({ contents }: ComposedDocument): boolean {
  return contents !== null && !(isScalar(contents) && contents.value === null)
}

function findFault(
  path: string,
  document: ComposedDocument,
  lines: LineCounter,
): FileFault | undefined {
  const fault = document.errors[0] ?? document.warnings[0]
  if (fault !== undefined) {
    return { path, line: lineAt(lines, fault.pos[0]), message: fault.message }
  }
  const repeated = findRepeatedKey(document.contents)
  if (repeated !== undefined) {
    return { path, line: lineAt(lines, repeated), message: 'Map keys must be unique' }
  }
  const line = lineAt(lines, findOffset(document.contents, []))
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES })
    const key = findForbiddenKey(value)
    if (key === undefined) return undefined
    return { path, line, message: `the key "${key}" is not allowed` }
  } catch (error) {
    return { path, line, message: describeError(error) }
  }
}

/** Offset of the first key that stands in its map a second time; aliases lead to what was looked at. */
function findRepeatedKey(node: unknown): number | undefined {
  if (isSeq(node)) return findFirst(node.items, findRepeatedKey)
  if (!isMap(node)) return undefined
  const seen = new Set<unknown>()
  return findFirst(node.items, ({ key, value }) => {
    const name = isScalar(key) ? key.value : key
    if (seen.has(name)) return startOf(key) ?? 0
    seen.add(name)
    return findRepeatedKey(value)
  })
}

function findFirst<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}

/** A key, at any depth, that careless code further on would take for a part of the object itself. */
export function findForbiddenKey(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, child] of Object.entries(value)) {
    if (FORBIDDEN_KEYS.has(key)) return key
    const below = findForbiddenKey(child)
    if (below !== undefined) return below
  }
  return undefined
}

/** Offset of the key, or list item, at a path. */
function findOffset(root: ParsedNode | null, path: readonly (string | number)[]): number {
  let node: unknown = root
  let offset = root?.range[0] ?? 0
  for (const step of path) {
    const next = stepInto(node, step)
    if (next === undefined) break
    offset = next.offset ?? offset
    node = next.node
  }
  return offset
}

interface Step {
  readonly node: unknown
  readonly offset: number | undefined
}

function stepInto(node: unknown, step: string | number): Step | undefined {
  if (isMap(node)) {
    const pair = node.items.find(
      (item) => isScalar(item.key) && String(item.key.value) === String(step),
    )
    return pair === undefined ? undefined : { node: pair.value, offset: startOf(pair.key) }
  }
  if (!isSeq(node)) return undefined
  const item = node.items[Number(step)]
  if (item === undefined) return undefined
  return { node: item, offset: startOf(item) }
}

function startOf(node: unknown): number | undefined {
  if (isPair(node)) return startOf(node.key)
  return isNodeWithRange(node) ? node.range?.[0] : undefined
}

function isNodeWithRange(node: unknown): node is Node {
  return typeof node === 'object' && node !== null && 'range' in node
}

function lineAt(lines: LineCounter, offset: number): number {
  return Math.max(1, lines.linePos(offset).line)
}

function describeError(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
