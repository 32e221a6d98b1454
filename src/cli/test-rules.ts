import { compileContents } from '../packs/compile.ts'
import { borrowMissing } from '../packs/own/borrow-missing.ts'
import type { KnownRules } from '../packs/own/known-rules.ts'
import { readPack } from '../packs/read-pack.ts'
import { runExamples } from '../packs/run-examples.ts'
import { readRuleFolder } from './read-rules.ts'
import type { Terminal } from './terminal.ts'

/**
 * Each rule against its own examples, beside `known` rules on which the folder's may build; 1 if any
 * fails or a rule did not load.
 */
export function testRules(folder: string, known: KnownRules, terminal: Terminal): number {
  const { files, faults: unreadable } = readRuleFolder(folder)
  const { pack, faults } = compileContents(borrowMissing(readPack(files), known), known.lists)
  const { rules, examples, failures } = runExamples(pack)
  for (const fault of unreadable) terminal.writeError(`${fault}\n`)
  for (const { path, line, message } of [...faults, ...failures]) {
    terminal.writeOut(`${path}:${line}: ${message}\n`)
  }
  const failed = `${failures.length} failed`
  terminal.writeOut(`${rules} rules, ${examples} examples, ${failed}, ${faults.length} faults\n`)
  return failures.length + faults.length + unreadable.length === 0 ? 0 : 1
}
