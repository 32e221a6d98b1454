import { takeFileName } from '../packs/parse-rule.ts'
import { isFields } from '../packs/rule-fields.ts'
import { BUILT_IN, OWN, sourceOfRule } from '../packs/source-ids.ts'
import type { RuleFileContent } from '../platform/rule-protocol.ts'
import type { RuleStore } from './rule-store.ts'

type Store = Pick<RuleStore, 'listSources' | 'listOwnFiles' | 'readPack'>

interface Wanted {
  /** In the merged set. */
  readonly id: string
  readonly name: string
}

/** The document or file that a rule came from; undefined of built-in ones and of what is gone. */
export async function findRuleDocument(
  store: Store,
  rule: Wanted,
): Promise<RuleFileContent | undefined> {
  const source = sourceOfRule(rule.id)
  if (source === BUILT_IN) return undefined
  const own = { id: rule.id.slice(source.length + 1), name: rule.name.replace(/@[^@]*$/, '') }
  if (source === OWN) {
    const files = await store.listOwnFiles()
    const file =
      files.find(({ text }) => text.toLowerCase().includes(own.id)) ??
      files.find(({ path }) => takeFileName(path) === own.name)
    return file && { path: file.path, text: file.text }
  }
  const record = (await store.listSources()).find(({ id }) => id === source)
  if (record?.current === undefined) return undefined
  const { documents = [] } = (await store.readPack(record.current)) ?? {}
  const named = documents.find(({ value }) => idOf(value) === own.id)
  // A rule without an id of its own goes by its file's name.
  return named ?? documents.find(({ path }) => takeFileName(path) === own.name)
}

function idOf(value: unknown): string | undefined {
  return isFields(value) && typeof value.id === 'string' ? value.id.toLowerCase() : undefined
}
