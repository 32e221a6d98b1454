import { compileContents, type CompiledPack } from '../compile.ts'
import { checkCharacters } from '../house/check-characters.ts'
import { checkDocument } from '../house/check-document.ts'
import { checkLogic } from '../house/check-logic.ts'
import { checkMeaning } from '../house/check-meaning.ts'
import { checkSet } from '../house/check-set.ts'
import type { Breach, RuleUnderCheck } from '../house/place.ts'
import { faultAt, type ParsedRule } from '../parse-rule.ts'
import { readPack, type PackContents, type RuleFile } from '../read-pack.ts'
import type { FileFault } from '../read-yaml.ts'
import { resolveReferences } from '../resolve-references.ts'
import { makeRuleId, OWN } from '../source-ids.ts'
import { BORROWED, borrowRules } from './borrow-rules.ts'
import type { KnownRules } from './known-rules.ts'
import { refuseFile } from './own-file-limits.ts'

export interface OwnCheck {
  /** Own rules with those they depend on, ready to judge; ids of own rules start with `own/`. */
  readonly pack: CompiledPack
  /** Faults of the own files; `kept`: the document acts all the same. */
  readonly faults: readonly FileFault[]
  /** Own rules that loaded, with the file that each stands in. */
  readonly rules: readonly { readonly path: string; readonly parsed: ParsedRule }[]
}

/** What a publisher owes others, not a user themselves. */
const FOR_PUBLISHERS: ReadonlySet<string> = new Set([
  'date',
  'falsepositives',
  'languages',
  'status',
  'tags',
])

/** Checks the user's own files together, against the rules that are active beside them. Never throws. */
export function checkOwnFiles(files: readonly RuleFile[], known: KnownRules): OwnCheck {
  const refused = files.flatMap(refuseFile)
  const bad = new Set(refused.map(({ path }) => path))
  const good = files.filter(({ path }) => !bad.has(path))
  const contents = addPrefix(readPack(good))
  const own = contents.rules
  const rules = [...own, ...borrowRules(own, known)]
  const { pack, faults } = compileContents({ ...contents, rules }, known.lists)
  const all = [
    ...refused,
    ...faults,
    ...own.flatMap((parsed) => advise(parsed, contents, known)),
    ...checkSet(resolveReferences(rules).rules).map(keep),
    ...good.flatMap(checkCharacters).map(keep),
  ]
  const compiled = new Set(
    [...pack.data.signals, ...pack.data.stories, ...pack.data.exceptions].map(({ id }) => id),
  )
  return {
    pack,
    faults: sortOwn(all),
    rules: own
      .filter(({ rule }) => compiled.has(rule.id))
      .map((parsed) => ({ path: parsed.document.path, parsed })),
  }
}

/** As in the merged set, so that a copy of a built-in rule stands beside it. */
function addPrefix(contents: PackContents): PackContents {
  const prefix = (id: string): string => makeRuleId(OWN, id)
  const rules = contents.rules.map((parsed): ParsedRule => {
    const id = prefix(parsed.rule.id)
    if (parsed.kind === 'signal') return { ...parsed, rule: { ...parsed.rule, id } }
    if (parsed.kind === 'story') return { ...parsed, rule: { ...parsed.rule, id } }
    return { ...parsed, rule: { ...parsed.rule, id } }
  })
  const examples = contents.examples.map((item) => ({ ...item, id: prefix(item.id) }))
  return { ...contents, rules: rules.map((parsed) => keepReferences(parsed, rules)), examples }
}

/** A rule may be named by the id that its file gives it. */
function keepReferences(parsed: ParsedRule, own: readonly ParsedRule[]): ParsedRule {
  if (parsed.kind === 'signal') return parsed
  const ids = new Set(own.map(({ rule }) => rule.id))
  const rules = parsed.rule.rules.map((reference) => {
    const id = makeRuleId(OWN, reference.toLowerCase())
    return ids.has(id) ? id : reference
  })
  if (parsed.kind === 'story') return { ...parsed, rule: { ...parsed.rule, rules } }
  return { ...parsed, rule: { ...parsed.rule, rules } }
}

function advise(parsed: ParsedRule, contents: PackContents, known: KnownRules): FileFault[] {
  const examples = contents.examples.find(({ id }) => id === parsed.rule.id)
  const under: RuleUnderCheck = { parsed: pretendFolder(parsed), examples }
  const breaches = [
    ...checkDocument(under).filter(({ at }) => at.length > 0),
    ...checkMeaning(under),
    ...checkLogic(under),
    ...findCopied(parsed, known),
  ]
  const isSingle = parsed.document.count === 1
  return breaches
    .filter(({ at: [field = ''] }) => !FOR_PUBLISHERS.has(String(field)))
    .filter(({ at: [field = ''] }) => isSingle || field !== 'name')
    .filter(({ at: [field = ''] }) => field !== 'name' || parsed.fields.name !== undefined)
    .map(({ at, message }) => keep(faultAt(parsed.document, at, message)))
}

/** Own files lie in no folders: the one that the stage asks for is taken as given. */
function pretendFolder(parsed: ParsedRule): ParsedRule {
  const { document, fields } = parsed
  const stage = typeof fields.stage === 'string' ? `${fields.stage}/` : ''
  return { ...parsed, document: { ...document, path: `signals/${stage}${document.path}` } }
}

function findCopied({ fields }: ParsedRule, known: KnownRules): Breach[] {
  const { id } = fields
  if (typeof id !== 'string') return []
  const twin = [...known.signals, ...known.stories, ...known.exceptions].find(
    (rule) => rule.id === id.toLowerCase(),
  )
  if (twin === undefined) return []
  return [{ at: ['id'], message: `id: the rule "${twin.name}" has it too; both act` }]
}

function keep(fault: FileFault): FileFault {
  return { ...fault, kept: true }
}

/** What stops a rule comes before advice; of several words on one field the first one stands. */
function sortOwn(faults: readonly FileFault[]): FileFault[] {
  const seen = new Set<string>()
  return faults
    .filter(({ path }) => path !== BORROWED)
    .toSorted((a, b) => Number(a.kept === true) - Number(b.kept === true))
    .filter(({ path, line, message }) => {
      const key = `${path}\n${line}\n${message.split(':')[0] ?? ''}`
      return seen.has(key) ? false : (seen.add(key), true)
    })
    .toSorted((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1))
}
