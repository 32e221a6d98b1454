import type { RuleSetData } from '../engine/rule-set.ts'
import { storeInSteps } from '../engine/sigma/compile.ts'
import type { Steps } from '../engine/steps.ts'
import { STORED_FORMAT } from '../engine/sigma/write-rule-set.ts'
import { writeCanonicalJson, hashText } from '../packs/content-hash.ts'
import { parsePackFile, PackError } from '../packs/pack-file.ts'
import { readRuleFiles } from '../packs/read-pack.ts'
import { OWN } from '../packs/source-ids.ts'
import { mergeInSteps } from '../packs/sources/merge-sources.ts'
import type { RuleSource } from '../packs/sources/rule-source.ts'
import type { SourceFault } from './active-rules.ts'
import type { CompiledRules } from './rule-database.ts'
import type { BuiltInRules } from './rule-store.ts'
import type { OwnFile, SourceRecord } from './source-record.ts'

/** Raised with every change of how sources are joined: what an older program made is made anew. */
const MERGE_VERSION = 1

/** Names the program and its rules: what another one compiled is of no use. */
export function nameProgram({ rules }: BuiltInRules): string {
  return `${STORED_FORMAT}.${MERGE_VERSION} ${rules.version}`
}

interface Sources {
  readonly sources: readonly SourceRecord[]
  readonly own: readonly OwnFile[]
}

/** Names all that the rules in use are made from; empty where only the built-in ones are. */
export function nameIngredients(state: Sources): string {
  const sources = listUsed(state.sources).map(({ id, current, trust, mayChangeOthers }) => {
    return [id, current, trust, mayChangeOthers]
  })
  const own = state.own.filter(isUsed).map(({ path, text }) => [path, text])
  return sources.length + own.length === 0 ? '' : hashText(writeCanonicalJson([sources, own]))
}

function listUsed(sources: readonly SourceRecord[]): SourceRecord[] {
  return sources
    .filter(({ paused, current }) => !paused && current !== undefined)
    .sort((a, b) => a.order - b.order)
}

function isUsed({ paused }: OwnFile): boolean {
  return paused !== true
}

/** Rules that the engine refuses do not act, so nobody is to see them among those that do. */
function leaveOut(data: RuleSetData, names: ReadonlySet<string>): RuleSetData {
  if (names.size === 0) return data
  const isKept = ({ name }: { readonly name: string }): boolean => !names.has(name)
  const [signals, stories] = [data.signals.filter(isKept), data.stories.filter(isKept)]
  return { ...data, signals, stories, exceptions: data.exceptions.filter(isKept) }
}

/** Where packs lie, and who runs long work. */
export interface Workshop {
  readonly findPack: (hash: string) => Promise<string | undefined>
  readonly run: <T>(steps: Steps<T>) => Promise<T>
}

/**
 * Joins and compiles all sources that are in use. What is faulty is named and left out; undefined
 * where nothing is in use but the built-in rules.
 */
export async function compileSources(
  builtIn: BuiltInRules,
  state: Sources,
  { findPack, run }: Workshop,
): Promise<CompiledRules | undefined> {
  const ingredients = nameIngredients(state)
  if (ingredients === '') return undefined
  const faults: SourceFault[] = []
  const sources: RuleSource[] = []
  let count = 0
  for (const record of listUsed(state.sources)) {
    const source = await readSource(record, findPack)
    if (!('documents' in source)) faults.push(source)
    else if (count + source.documents.length > MAX_DOCUMENTS) {
      const message = `with the sources before it there would be more than ${MAX_DOCUMENTS} rules`
      faults.push({ source: record.id, path: '', line: 1, message })
    } else {
      count += source.documents.length
      sources.push(source)
    }
  }
  const own = readOwnFiles(state.own)
  sources.push(own.source)
  const { rules, sites } = builtIn
  const merged = await run(mergeInSteps({ data: rules, sites }, sources))
  const { texts, ...data } = merged.data
  const { stored, faults: refused } = await run(storeInSteps(data))
  const found = refused.map(({ rule, path, reason }): SourceFault => {
    const { source, path: file } = merged.places.get(rule) ?? { source: 'built-in', path: rule }
    return { source, path: file, line: 1, message: [...path, reason].join(': ') }
  })
  return {
    version: data.version,
    program: nameProgram(builtIn),
    ingredients,
    sites: merged.sites,
    faults: [...faults, ...own.faults, ...merged.faults, ...found]
      .slice(0, MAX_FAULTS)
      .map(takeFault),
    engine: stored,
    data: JSON.stringify(leaveOut(data, new Set(refused.map(({ rule }) => rule)))),
    texts: texts === undefined ? '' : JSON.stringify(texts),
  }
}

/** Of all sources: what is far more than anybody needs takes memory from the browser. */
const MAX_DOCUMENTS = 40_000

/** Faults are shown: a source that is faulty throughout must not fill the disk with them. */
const MAX_FAULTS = 200

async function readSource(
  { id, current = '', trust, mayChangeOthers }: SourceRecord,
  findPack: (hash: string) => Promise<string | undefined>,
): Promise<RuleSource | SourceFault> {
  const text = await findPack(current)
  const fault = (message: string): SourceFault => ({ source: id, path: '', line: 1, message })
  if (text === undefined) return fault('the pack is no longer on this machine; update this source')
  try {
    return { id, trust, mayChangeOthers, documents: parsePackFile(text).documents }
  } catch (error) {
    if (!(error instanceof PackError)) throw error
    return fault(`the pack ${error.message}`)
  }
}

function readOwnFiles(files: readonly OwnFile[]): {
  readonly source: RuleSource
  readonly faults: readonly SourceFault[]
} {
  const { documents, faults } = readRuleFiles(files.filter(isUsed))
  return {
    // The user wrote them.
    source: { id: OWN, documents: [...documents], trust: 'full', mayChangeOthers: true },
    faults: faults.map((fault) => ({ source: OWN, ...fault })),
  }
}

function takeFault({ source, path, line, message }: SourceFault): SourceFault {
  return { source, path, line, message }
}
