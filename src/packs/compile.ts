import type {
  CorrelationRule,
  DetectionRule,
  FilterRule,
  Lists,
  RuleSetData,
} from '../engine/rule-set.ts'
import { compileRuleSet, type RuleFault } from '../engine/sigma/compile.ts'
import type { SiteDefinition } from '../sites/definition.ts'
import { hashText, writeCanonicalJson } from './content-hash.ts'
import type { RuleExamples } from './example.ts'
import { mergeLists } from './parse-list.ts'
import { faultAt, type ParsedRule } from './parse-rule.ts'
import { mergeTranslations } from './parse-texts.ts'
import { readPack, type PackContents, type RuleFile } from './read-pack.ts'
import type { FileFault } from './read-yaml.ts'
import { resolveReferences } from './resolve-references.ts'

export type { Example, RuleExamples } from './example.ts'
export type { RuleFile } from './read-pack.ts'
export type { FileFault } from './read-yaml.ts'

export interface CompiledPack {
  readonly data: RuleSetData
  readonly sites: readonly SiteDefinition[]
  readonly examples: readonly RuleExamples[]
}

export interface PackResult {
  readonly pack: CompiledPack
  /** What did not load and, marked `kept`, what is wrong but loaded all the same. */
  readonly faults: readonly FileFault[]
}

/**
 * Compiles rule files into a rule set: our own folders as well as any folder of standard Sigma
 * rules. A faulty document is named with file and line, and all others compile. Never throws.
 * Lists are facts, not rules: those that the files do not bring are taken from `lists`, and a list
 * that names a package is joined with the one of its name there.
 */
export function compilePack(files: readonly RuleFile[], lists: Lists = NO_LISTS): PackResult {
  return compileContents(readPack(files), lists)
}

const NO_LISTS: Lists = { organisations: [], values: {}, fileKinds: {} }

/** The same for files that were read before. */
export function compileContents(read: PackContents, lists: Lists = NO_LISTS): PackResult {
  const contents = { ...read, lists: completeLists(mergeLists(read.lists, lists.values), lists) }
  const first = resolveReferences(contents.rules)
  const refused = findRefused(first.rules, contents)
  const resolved =
    refused.ids.size === 0
      ? first
      : resolveReferences(contents.rules.filter(({ rule }) => !refused.ids.has(rule.id)))
  const faults = [...contents.faults, ...refused.faults, ...resolved.faults]
  const ids = new Set(resolved.rules.map(({ rule }) => rule.id))
  const pack = {
    data: buildData(resolved.rules, contents),
    sites: contents.sites,
    examples: contents.examples.filter(({ id }) => ids.has(id)),
  }
  return { pack, faults: sortFaults(faults) }
}

type ReadyContents = Omit<PackContents, 'lists'> & { readonly lists: Lists }

function completeLists(own: Lists, fallback: Lists): Lists {
  return {
    organisations: own.organisations.length > 0 ? own.organisations : fallback.organisations,
    values: { ...fallback.values, ...own.values },
    fileKinds: Object.keys(own.fileKinds).length > 0 ? own.fileKinds : fallback.fileKinds,
  }
}

interface Refused {
  readonly ids: ReadonlySet<string>
  readonly faults: readonly FileFault[]
}

/** Asks the engine's own compiler: what it refuses is left out and named. */
function findRefused(rules: readonly ParsedRule[], contents: ReadyContents): Refused {
  const byName = new Map(rules.map((parsed) => [parsed.rule.name, parsed]))
  const ids = new Set<string>()
  const faults: FileFault[] = []
  for (const fault of compileRuleSet(buildData(rules, contents)).faults) {
    const parsed = byName.get(fault.rule)
    if (parsed === undefined) continue
    ids.add(parsed.rule.id)
    faults.push(placeFault(parsed, fault))
  }
  return { ids, faults }
}

/** The engine speaks of the rule set's fields, the author of those in the YAML file. */
function placeFault({ document, fields, kind }: ParsedRule, fault: RuleFault): FileFault {
  const [first, ...rest] = fault.path
  const path = first === 'groupBy' ? ['group-by', ...rest] : fault.path
  const isTopLevel = first !== undefined && Object.hasOwn(fields, first)
  if (kind === 'signal' || isTopLevel) return faultAt(document, path, fault.reason)
  const inside = first === 'detection' ? rest : path
  const section = kind === 'story' ? 'correlation' : 'filter'
  return faultAt(document, [section, ...inside], fault.reason)
}

function buildData(
  rules: readonly ParsedRule[],
  { lists, translations }: ReadyContents,
): RuleSetData {
  const signals: DetectionRule[] = []
  const stories: CorrelationRule[] = []
  const exceptions: FilterRule[] = []
  for (const parsed of rules) {
    if (parsed.kind === 'signal') signals.push(parsed.rule)
    else if (parsed.kind === 'story') stories.push(parsed.rule)
    else exceptions.push(parsed.rule)
  }
  const content = { signals, stories, exceptions, lists }
  const texts = translations.length === 0 ? {} : { texts: mergeTranslations(translations) }
  // The version tells how messages were judged; a better sentence changes no verdict.
  return { format: 1, version: hashText(writeCanonicalJson(content)), ...content, ...texts }
}

function sortFaults(faults: readonly FileFault[]): FileFault[] {
  return [...faults].sort((a, b) =>
    a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1,
  )
}
