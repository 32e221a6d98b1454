import { ruleTexts } from 'virtual:rule-texts'
import { stringify } from 'yaml'
import { parseExamples, type Example } from '../../packs/example.ts'
import { isFields, type Fields } from '../../packs/rule-fields.ts'
import { readYaml, type YamlDocument } from '../../packs/read-yaml.ts'
import type { RuleFileContent } from '../../platform/rule-protocol.ts'

/** A rule as it was written. */
export interface RuleDocument {
  readonly path: string
  readonly yaml: string
  /** The document's fields, as data. */
  readonly fields: Fields
  readonly match: readonly Example[]
  readonly near: readonly Example[]
}

/** The file of a built-in rule; undefined for an id that none has. */
export function findBuiltIn(id: string): RuleDocument | undefined {
  // Ids of related rules may stand in other files: what is parsed decides.
  for (const { path, text } of ruleTexts) {
    if (!text.includes(id)) continue
    const document = readYaml(path, text).documents.find((one) => idOf(one) === id)
    if (document !== undefined) return describe(document, text)
  }
  return undefined
}

/** A rule of a pack or of the user; `id` as the rule's own file has it. */
export function readContent(content: RuleFileContent, id: string): RuleDocument | undefined {
  const text = 'text' in content ? content.text : stringify(content.value, { lineWidth: 100 })
  const { documents } = readYaml(content.path, text)
  const document =
    documents.find((one) => idOf(one) === id) ?? (documents.length === 1 ? documents[0] : undefined)
  return document && describe(document, text)
}

function idOf({ value }: YamlDocument): unknown {
  return isFields(value) && typeof value.id === 'string' ? value.id.toLowerCase() : undefined
}

function describe(document: YamlDocument, yaml: string): RuleDocument | undefined {
  const { path, value } = document
  if (!isFields(value)) return undefined
  const { match, near } = parseExamples(document, value.tests)
  return { path, yaml, fields: value, match, near }
}
