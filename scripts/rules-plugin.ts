import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Plugin } from 'vite'
import { compilePack, type RuleFile } from '../src/packs/compile.ts'
import { storeRuleSet } from '../src/engine/sigma/compile.ts'
import { readPackagedLists } from './packaged-lists.ts'

const MODULE = 'virtual:rules'
const PACKAGED_RULES = join(import.meta.dirname, '..', 'src', 'packs', 'packaged-rules.ts')
const RESOLVED = '\0virtual:rules'
/** The files themselves, for a reader of rules: apart, because nothing that judges needs them. */
const TEXTS_MODULE = 'virtual:rule-texts'
const RESOLVED_TEXTS = '\0virtual:rule-texts'
const RESOLVED_NAMES = new Map([
  [MODULE, RESOLVED],
  [TEXTS_MODULE, RESOLVED_TEXTS],
])
const RULE_FOLDER = /^(?:signals|stories|exceptions)\//

/**
 * Supplies `virtual:rules`: the folder `rules/`, compiled; and `virtual:rule-texts`: its rules as they
 * were written. A faulty rule ends the build and is named.
 */
export function rulesPlugin(folder: string, { withExamples = false } = {}): Plugin {
  return {
    name: 'lurewatch:rules',
    resolveId: (source) => RESOLVED_NAMES.get(source),
    load(id) {
      if (id === RESOLVED_TEXTS) return writeTexts(folder)
      if (id !== RESOLVED) return undefined
      const files = readRuleFiles(folder)
      for (const { path } of files) this.addWatchFile(join(folder, path))
      const { pack, faults } = compilePack(files, readPackagedLists())
      for (const fault of faults) {
        this.warn(`rules/${fault.path}:${fault.line}: ${fault.message}`)
      }
      if (faults.length > 0) this.error(`${faults.length} faults in the built-in rules`)
      const { texts = { english: [], translations: {} }, ...ruleSetData } = pack.data
      const { stored } = storeRuleSet(ruleSetData)
      const exported = {
        siteDefinitions: pack.sites,
        ruleExamples: withExamples ? pack.examples : [],
      }
      const lines = Object.entries(exported).map(
        ([name, value]) => `export const ${name} = ${parsed(value)}`,
      )
      lines.push(
        `import { PackagedRules } from ${JSON.stringify(PACKAGED_RULES)}`,
        `const load = () => ${parsed(ruleSetData)}`,
        `const stored = ${JSON.stringify(Buffer.from(stored).toString('base64'))}`,
        `export const ruleSetData = new PackagedRules(${JSON.stringify(ruleSetData.version)}, stored, load)`,
      )
      // Ten languages, of which a reader has one: read when a sentence is asked for.
      return [...lines, `export const loadReaderTexts = () => ${parsed(texts)}`].join('\n')
    },
  }
}

function writeTexts(folder: string): string {
  const rules = readRuleFiles(folder).filter(({ path }) => RULE_FOLDER.test(path))
  return `export const ruleTexts = ${parsed(rules)}`
}

/** JSON.parse of a string loads faster than an object literal of the same size. */
function parsed(value: unknown): string {
  return `JSON.parse(${JSON.stringify(JSON.stringify(value))})`
}

function readRuleFiles(folder: string): RuleFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({
      path: relative(folder, file).split(sep).join('/'),
      text: readFileSync(file, 'utf8'),
    }))
}
