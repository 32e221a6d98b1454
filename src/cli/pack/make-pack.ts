import { basename } from 'node:path'
import { writeCanonicalJson } from '../../packs/content-hash.ts'
import { compileContents, type FileFault, type RuleFile } from '../../packs/compile.ts'
import {
  ENGINE_VERSION,
  PACK_FORMAT,
  type PackChange,
  type PackFile,
} from '../../packs/pack-file.ts'
import { borrowMissing } from '../../packs/own/borrow-missing.ts'
import type { KnownRules } from '../../packs/own/known-rules.ts'
import { readDocuments, readRuleFiles } from '../../packs/read-pack.ts'

type Documents = PackFile['documents']

export interface MadePack {
  readonly pack: PackFile
  readonly faults: readonly FileFault[]
}

/**
 * Makes a pack from rule files. `before` is what is published now: the changes are told against it.
 * `known` rules, on which these may build, are not taken into it.
 * A pack with faults must not be published.
 */
export function makePack(
  files: readonly RuleFile[],
  known: KnownRules,
  about: Pick<PackFile, 'name' | 'version' | 'created'>,
  before: PackFile | undefined,
): MadePack {
  const read = readRuleFiles(files)
  const contents = readDocuments(read.documents)
  const { faults } = compileContents(borrowMissing(contents, known), known.lists)
  const documents = read.documents.map(({ path, value }) => ({ path, value }))
  const changes = listChanges(before?.documents ?? [], documents)
  const pack = { format: PACK_FORMAT, engine: ENGINE_VERSION, ...about, changes, documents }
  return { pack, faults: [...read.faults, ...faults] }
}

/** Whether two packs hold the same rules. */
export function hasSameRules(one: PackFile, other: PackFile): boolean {
  return writeCanonicalJson(one.documents) === writeCanonicalJson(other.documents)
}

function listChanges(before: Documents, after: Documents): PackChange[] {
  const old = groupByPath(before)
  const changes: PackChange[] = []
  for (const [path, now] of groupByPath(after)) {
    const then = old.get(path)
    old.delete(path)
    if (then?.content !== now.content) {
      changes.push({ kind: then === undefined ? 'added' : 'changed', ...now.label })
    }
  }
  for (const { label } of old.values()) changes.push({ kind: 'removed', ...label })
  return changes
}

interface Group {
  readonly content: string
  readonly label: { readonly name: string; readonly title: string }
}

function groupByPath(documents: Documents): Map<string, Group> {
  const groups = new Map<string, Group>()
  for (const { path, value } of documents) {
    const content = `${groups.get(path)?.content ?? ''}${writeCanonicalJson(value)}`
    const name = basename(path).replace(/\.ya?ml$/i, '')
    groups.set(path, { content, label: { name, title: findTitle(value) } })
  }
  return groups
}

function findTitle(value: unknown): string {
  if (typeof value !== 'object' || value === null) return ''
  const title: unknown = 'title' in value ? value.title : 'name' in value ? value.name : ''
  return typeof title === 'string' ? title.slice(0, 500) : ''
}
