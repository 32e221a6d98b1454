import { threadKey } from '../engine/conversation.ts'
import type { Message } from '../engine/message.ts'
import { compileContents, type CompiledPack, type FileFault } from '../packs/compile.ts'
import { checkHouseRules } from '../packs/house/check.ts'
import { countExampleLanguages, writeLanguageTable } from '../packs/house/example-languages.ts'
import { findUnusedSignals } from '../packs/house/find-unused.ts'
import { borrowMissing } from '../packs/own/borrow-missing.ts'
import type { KnownRules } from '../packs/own/known-rules.ts'
import { readPack } from '../packs/read-pack.ts'
import { readInput } from './read-input.ts'
import { readRuleFolder } from './read-rules.ts'
import type { Terminal } from './terminal.ts'

/** What to check. */
export interface RuleCheck {
  readonly folder: string
  /** Labelled messages, by which signals that decide nothing are found as well. */
  readonly unused: readonly string[]
  /** Whether a table of the examples' languages is wanted. */
  readonly languages: boolean
}

/** Every rule against the schema and the house rules, beside `known` ones; 1 if there is any fault. */
export async function checkRules(
  { folder, unused, languages }: RuleCheck,
  known: KnownRules,
  terminal: Terminal,
): Promise<number> {
  const { files, faults: unreadable } = readRuleFolder(folder)
  const { faults, rules } = checkHouseRules(files, known)
  const problems = [...unreadable]
  const all = [...faults]
  const { pack } = compileContents(borrowMissing(readPack(files), known), known.lists)
  if (unused.length > 0) {
    const read = await readConversations(unused)
    problems.push(...read.faults)
    all.push(...listUnused(pack, read.conversations))
  }
  for (const problem of problems) terminal.writeError(`${problem}\n`)
  for (const { path, line, message } of all) terminal.writeOut(`${path}:${line}: ${message}\n`)
  if (languages) terminal.writeOut(`${writeLanguageTable(countExampleLanguages(pack))}\n`)
  const count = all.length + problems.length
  terminal.writeOut(`${rules} rules, ${count === 0 ? 'no' : count} faults\n`)
  return count === 0 ? 0 : 1
}

function listUnused(
  pack: CompiledPack,
  conversations: readonly (readonly Message[])[],
): FileFault[] {
  const paths = new Map(pack.examples.map(({ id, path }) => [id, path]))
  const message = 'decides nothing: without it every example and verdict is the same'
  return findUnusedSignals(pack, conversations).map(({ id, name }) => {
    return { path: paths.get(id) ?? name, line: 1, message }
  })
}

interface Conversations {
  readonly conversations: readonly (readonly Message[])[]
  readonly faults: readonly string[]
}

/** Messages by thread, each in order of time. */
async function readConversations(paths: readonly string[]): Promise<Conversations> {
  const threads = new Map<string, Message[]>()
  const faults: string[] = []
  for (const path of paths) {
    for await (const item of readInput(path)) {
      if ('fault' in item) {
        faults.push(item.fault)
        continue
      }
      const { message } = item
      const key = `${path}\n${threadKey(message) ?? `alone ${message.id}`}`
      threads.set(key, [...(threads.get(key) ?? []), message])
    }
  }
  const conversations = [...threads.values()].map((thread) =>
    thread.sort((a, b) => Date.parse(a.sentAt ?? '') - Date.parse(b.sentAt ?? '') || 0),
  )
  return { conversations, faults }
}
