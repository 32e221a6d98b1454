import { compileContents } from '../compile.ts'
import { borrowMissing } from '../own/borrow-missing.ts'
import { BORROWED } from '../own/borrow-rules.ts'
import type { KnownRules } from '../own/known-rules.ts'
import { mergeLists } from '../parse-list.ts'
import { faultAt } from '../parse-rule.ts'
import { readPack, type RuleFile } from '../read-pack.ts'
import type { FileFault } from '../read-yaml.ts'
import { resolveReferences } from '../resolve-references.ts'
import { checkCharacters } from './check-characters.ts'
import { checkDocument } from './check-document.ts'
import { checkLists } from './check-lists.ts'
import { checkLiterals } from './check-literals.ts'
import { checkLogic } from './check-logic.ts'
import { checkMeaning } from './check-meaning.ts'
import { checkSet } from './check-set.ts'
import { checkTexts } from './check-texts.ts'
import type { HouseRule } from './place.ts'

const HOUSE_RULES: readonly HouseRule[] = [checkDocument, checkMeaning, checkLogic]

const NO_RULES: KnownRules = {
  signals: [],
  stories: [],
  exceptions: [],
  lists: { organisations: [], values: {}, fileKinds: {} },
}

export interface HouseReport {
  readonly rules: number
  readonly faults: readonly FileFault[]
}

/**
 * All faults of a rule folder: against YAML, the Sigma schemas, the engine and the house rules.
 * `known`: rules of another set, on which these may build.
 */
export function checkHouseRules(
  files: readonly RuleFile[],
  known: KnownRules = NO_RULES,
): HouseReport {
  const contents = readPack(files)
  const complete = borrowMissing(contents, known)
  const { faults } = compileContents(complete, known.lists)
  const examples = new Map(contents.examples.map((item) => [item.id, item]))
  const house = contents.rules.flatMap((parsed) => {
    const rule = { parsed, examples: examples.get(parsed.rule.id) }
    return HOUSE_RULES.flatMap((check) => check(rule)).map(({ at, message }) =>
      faultAt(parsed.document, at, message),
    )
  })
  const all = [
    ...files.flatMap(checkCharacters),
    ...faults,
    ...house,
    ...checkSet(resolveReferences(complete.rules).rules).filter(({ path }) => path !== BORROWED),
    ...checkLists(files),
    ...checkTexts(contents.rules, contents.translations),
    ...checkLiterals(contents.rules, mergeLists(contents.lists, known.lists.values)),
  ]
  return { rules: contents.rules.length, faults: sortAndDeduplicate(all) }
}

/** The schema and a house rule may say the same of one field: the first one stands. */
function sortAndDeduplicate(faults: readonly FileFault[]): FileFault[] {
  const seen = new Set<string>()
  return faults
    .filter(({ path, line, message }) => {
      const key = `${path}\n${line}\n${message.split(':')[0] ?? ''}`
      return seen.has(key) ? false : (seen.add(key), true)
    })
    .sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1))
}
