import { readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Plugin } from 'vite'
import { compilePack, type RuleFile } from '../src/packs/compile.ts'
import { storeRuleSet } from '../src/engine/sigma/compile.ts'
import { readPackagedLists } from './packaged-lists.ts'

const MODULE = 'virtual:rules'
const PACKAGED_RULES = join(import.meta.dirname, '..', 'src', 'packs', 'packaged-rules.ts')
const RESOLVED = '\0virtual:rules'

/** Supplies `virtual:rules`: the folder `rules/`, compiled. A faulty rule ends the build and is named. */
export function rulesPlugin(folder: string, { withExamples = false } = {}): Plugin {
  return {
    name: 'lurewatch:rules',
    resolveId: (source) => (source === MODULE ? RESOLVED : undefined),
    load(id) {
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
