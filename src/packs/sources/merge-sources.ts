import type { Lists, RuleSetData } from '../../engine/rule-set.ts'
import { finishSteps, mapSteps, type Steps } from '../../engine/steps.ts'
import { hashText, writeCanonicalJson } from '../content-hash.ts'
import { listDocuments } from '../pack-file.ts'
import { mergeLists } from '../parse-list.ts'
import { faultAt, type ParsedRule } from '../parse-rule.ts'
import { joinTexts, mergeTranslations } from '../parse-texts.ts'
import { readInSteps } from '../read-pack.ts'
import type { FileFault, YamlDocument } from '../read-yaml.ts'
import { resolveReferences } from '../resolve-references.ts'
import { claimNames } from './claim-names.ts'
import { limitDocuments } from './limit-documents.ts'
import { mergeSourceLists } from './merge-source-lists.ts'
import { mergeSourceSites } from './merge-source-sites.ts'
import type { RuleBase, RuleSource, SourceFault } from './rule-source.ts'
import { scopeRules } from './scope-rule.ts'

/** All sources as one set. */
export interface MergedRules extends RuleBase {
  readonly faults: readonly SourceFault[]
  /** The file that each added rule came from, by the rule's name in the set. */
  readonly places: ReadonlyMap<string, Place>
}

export interface Place {
  readonly source: string
  readonly path: string
}

/**
 * Joins the built-in rules with those of other sources, the one of highest rank first. No source
 * takes anything from one above it unless it may change others: its rules bear ids and names of
 * their own, its exceptions act on its own signals, and its stories may build on signals of all.
 * What is faulty is named and left out, and everything else stays. `builtIn` must have no fault.
 */
export function mergeSources(builtIn: RuleBase, sources: readonly RuleSource[]): MergedRules {
  return finishSteps(mergeInSteps(builtIn, sources))
}

/** The same, a document at a time. */
export function* mergeInSteps(
  builtIn: RuleBase,
  sources: readonly RuleSource[],
): Steps<MergedRules> {
  let merged: MergedRules = { ...builtIn, faults: [], places: new Map() }
  for (const source of sources) merged = yield* addSource(merged, source)
  if (sources.length === 0) return merged
  const { data } = merged
  return { ...merged, data: { ...data, version: yield* nameVersion(builtIn, data) } }
}

/** Texts change no verdict, so they are no part of it. */
function* nameVersion({ data: { version } }: RuleBase, data: RuleSetData): Steps<string> {
  const { signals, stories, exceptions, lists } = data
  const rules = [...signals, ...stories, ...exceptions]
  const hashes = yield* mapSteps(rules, (rule) => hashText(writeCanonicalJson(rule)))
  return hashText([version, ...hashes, writeCanonicalJson(lists)].join(' '))
}

function* addSource(base: MergedRules, source: RuleSource): Steps<MergedRules> {
  const small = limitDocuments(source.documents)
  const contents = yield* readInSteps(listDocuments(small.documents))
  const { values } = base.data.lists
  const lists = mergeSourceLists(base.data.lists, mergeLists(contents.lists, values), source)
  const sites = mergeSourceSites(base.sites, contents.sites, source)
  const others = listRules(base.data)
  yield
  const resolved = resolveReferences(contents.rules, others)
  yield
  const allowed = source.mayChangeOthers ? others : []
  const { rules, faults } = limitExceptions(resolved.rules, [...resolved.rules, ...allowed])
  const names = claimNames(rules, base.data, source.id)
  yield
  const scoped = scopeRules(rules, { source, names, lists: lists.names })
  const found: FileFault[] = [
    ...small.faults,
    ...contents.faults,
    ...resolved.faults,
    ...faults,
    ...[...lists.faults, ...sites.faults].map(toFault),
  ]
  return {
    data: joinTranslations(addRules(base.data, scoped, lists.lists), contents.translations),
    sites: sites.sites,
    faults: [...base.faults, ...found.map((fault) => ({ ...fault, source: source.id }))],
    places: new Map([...base.places, ...listPlaces(scoped, source.id)]),
  }
}

/** Lists and sites are joined by what they hold, whichever file it stands in. */
function toFault(message: string): FileFault {
  return { path: message.startsWith('site ') ? 'sites/' : 'lists/', line: 1, message, kept: true }
}

/** Rules of other sources, as far as references to them go. */
function listRules({ signals, stories, exceptions }: RuleSetData): ParsedRule[] {
  const shared = { document: NO_DOCUMENT, fields: {} }
  return [
    ...signals.map((rule): ParsedRule => ({ ...shared, kind: 'signal', rule })),
    ...stories.map((rule): ParsedRule => ({ ...shared, kind: 'story', rule, hasLevel: true })),
    ...exceptions.map((rule): ParsedRule => ({ ...shared, kind: 'exception', rule })),
  ]
}

const NO_DOCUMENT: YamlDocument = { path: '', index: 0, count: 1, value: {}, lineOf: () => 1 }

/** An exception takes warnings away: it acts on `allowed` alone. */
function limitExceptions(
  rules: readonly ParsedRule[],
  allowed: readonly ParsedRule[],
): { readonly rules: readonly ParsedRule[]; readonly faults: readonly FileFault[] } {
  const ids = new Set(allowed.map(({ rule }) => rule.id))
  const faults: FileFault[] = []
  const limited = rules.flatMap((parsed): ParsedRule[] => {
    if (parsed.kind !== 'exception') return [parsed]
    const own = parsed.rule.rules.filter((id) => ids.has(id))
    if (own.length < parsed.rule.rules.length) {
      const message = 'filter.rules: this source may not take rules of other sources back'
      const fault = faultAt(parsed.document, ['filter', 'rules'], message)
      faults.push(own.length === 0 ? fault : { ...fault, kept: true })
    }
    return own.length === 0 ? [] : [{ ...parsed, rule: { ...parsed.rule, rules: own } }]
  })
  return { rules: limited, faults }
}

function addRules(base: RuleSetData, added: readonly ParsedRule[], lists: Lists): RuleSetData {
  const { format, version, texts } = base
  return {
    format,
    version,
    signals: [...base.signals, ...added.flatMap((r) => (r.kind === 'signal' ? [r.rule] : []))],
    stories: [...base.stories, ...added.flatMap((r) => (r.kind === 'story' ? [r.rule] : []))],
    exceptions: [
      ...base.exceptions,
      ...added.flatMap((r) => (r.kind === 'exception' ? [r.rule] : [])),
    ],
    lists,
    ...(texts === undefined ? {} : { texts }),
  }
}

function joinTranslations(
  data: RuleSetData,
  translations: Parameters<typeof mergeTranslations>[0],
): RuleSetData {
  if (translations.length === 0) return data
  const own = mergeTranslations(translations)
  return { ...data, texts: data.texts === undefined ? own : joinTexts(data.texts, own) }
}

function listPlaces(rules: readonly ParsedRule[], source: string): [string, Place][] {
  return rules.map(({ rule, document }) => [rule.name, { source, path: document.path }])
}
