import { checkHouseRules } from '../packs/house/check.ts'
import { readRuleFolder } from './read-rules.ts'
import type { Terminal } from './terminal.ts'

/** Every rule against the schema and the house rules; 1 if there is any fault. */
export function checkRules(folder: string, terminal: Terminal): number {
  const { files, faults: unreadable } = readRuleFolder(folder)
  const { faults, rules } = checkHouseRules(files)
  for (const fault of unreadable) terminal.writeError(`${fault}\n`)
  for (const { path, line, message } of faults) {
    terminal.writeOut(`${path}:${line}: ${message}\n`)
  }
  const count = faults.length + unreadable.length
  terminal.writeOut(`${rules} rules, ${count === 0 ? 'no' : count} faults\n`)
  return count === 0 ? 0 : 1
}
