import * as v from 'valibot'
import type { CorrelationRule, DetectionRule, FilterRule, RuleMeta } from '../engine/rule-set.ts'
import { deriveUuid, writeCanonicalJson } from './content-hash.ts'
import { faultAt } from './fault-at.ts'
import { describeIssue } from './message-schema.ts'
import type { FileFault, YamlDocument } from './read-yaml.ts'
import {
  correlationSchema,
  fieldsSchema,
  filterRulesSchema,
  ownFieldsSchema,
  sharedFieldsSchema,
  takeTexts,
  type Fields,
} from './rule-fields.ts'
import { checkSigmaSchema, type SigmaKind } from './sigma-schema.ts'
import { parseTimespan } from './timespan.ts'

export { faultAt } from './fault-at.ts'

/** A rule with the place it came from; `rule.level` of a story may still be open. */
export type ParsedRule = {
  readonly document: YamlDocument
  readonly fields: Fields
  /** The document's own `name`: what other documents may call it, beside file name and id. */
  readonly alias?: string
} & (
  | { readonly kind: 'signal'; readonly rule: DetectionRule }
  | { readonly kind: 'story'; readonly rule: CorrelationRule; readonly hasLevel: boolean }
  | { readonly kind: 'exception'; readonly rule: FilterRule }
)

export interface ParsedRuleResult {
  readonly parsed?: ParsedRule
  readonly faults: readonly FileFault[]
}

/** Fields that only people read: a fault in them is named, but the rule loads. */
const READERS_FIELDS: ReadonlySet<string> = new Set([
  'author',
  'date',
  'description',
  'falsepositives',
  'fields',
  'id',
  'license',
  'modified',
  'references',
  'related',
  'scope',
  'status',
  'tags',
  'taxonomy',
])

/** Sigma tells its documents apart by these keys. */
export function findSigmaKind(fields: Fields): SigmaKind | undefined {
  if ('correlation' in fields) return 'story'
  if ('filter' in fields) return 'exception'
  return 'detection' in fields ? 'signal' : undefined
}

export function parseRule(
  document: YamlDocument,
  fields: Fields,
  kind: SigmaKind,
): ParsedRuleResult {
  const faults = checkSigmaSchema(kind, fields).map(({ at, message }): FileFault => {
    const isKept = READERS_FIELDS.has(String(at[0]))
    return { ...faultAt(document, at, message), ...(isKept ? { kept: true } : {}) }
  })
  if (faults.some(({ kept }) => kept !== true)) return { faults }
  try {
    const [alias] = takeTexts(fields.name)
    const shared = { document, fields, ...(alias === undefined ? {} : { alias }) }
    return { parsed: { ...shared, ...buildRule(document, fields, kind) }, faults }
  } catch (error) {
    if (!(error instanceof FieldError)) throw error
    return { faults: [...faults, faultAt(document, error.at, error.message)] }
  }
}

/** `signals/trust/claims_employer.yml` → `claims_employer`. */
export function takeFileName(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1)
  return file.replace(/\.ya?ml$/i, '')
}

class FieldError extends Error {
  override readonly name = 'FieldError'
  readonly at: readonly (string | number)[]

  constructor(at: readonly (string | number)[], message: string) {
    super(message)
    this.at = at
  }
}

/** Parses a field, or throws a `FieldError` that names its place. */
function parseField<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  at: readonly string[],
): v.InferOutput<S> {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  const issue = result.issues[0]
  const below = issue.path?.map(({ key }) => (typeof key === 'number' ? key : String(key))) ?? []
  throw new FieldError([...at, ...below], [...at, describeIssue(issue)].join('.'))
}

type BuiltRule =
  | { readonly kind: 'signal'; readonly rule: DetectionRule }
  | { readonly kind: 'story'; readonly rule: CorrelationRule; readonly hasLevel: boolean }
  | { readonly kind: 'exception'; readonly rule: FilterRule }

function buildRule(document: YamlDocument, fields: Fields, kind: SigmaKind): BuiltRule {
  const meta = buildMeta(document, fields)
  if (kind === 'story') {
    return { kind, rule: buildStory(meta, fields), hasLevel: fields.level !== undefined }
  }
  if (kind === 'exception') return { kind, rule: buildException(meta, fields) }
  return {
    kind,
    rule: { ...meta, detection: parseField(fieldsSchema, fields.detection, ['detection']) },
  }
}

function buildMeta(document: YamlDocument, fields: Fields): RuleMeta {
  const own = parseField(ownFieldsSchema, fields, [])
  const shared = parseField(sharedFieldsSchema, fields, [])
  const name = nameRule(document, shared.name)
  return {
    id: shared.id?.toLowerCase() ?? deriveUuid(`${name}\n${writeCanonicalJson(fields)}`),
    name,
    title: shared.title,
    level: shared.level ?? 'low',
    ...own,
    ...buildReadersFields(fields),
  }
}

function buildReadersFields(fields: Fields): Partial<RuleMeta> {
  const [status] = takeTexts(fields.status)
  const [description] = takeTexts(fields.description)
  const tags = takeTexts(fields.tags)
  const references = takeTexts(fields.references)
  const falsepositives = takeTexts(fields.falsepositives)
  return {
    ...(status === undefined ? {} : { status }),
    ...(description === undefined ? {} : { description }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(references.length === 0 ? {} : { references }),
    ...(falsepositives.length === 0 ? {} : { falsepositives }),
  }
}

/** The file's name; where a file holds several documents, their own names or a number tell them apart. */
function nameRule(document: YamlDocument, given: string | undefined): string {
  const file = takeFileName(document.path)
  if (document.count === 1) return file
  return given ?? (document.index === 0 ? file : `${file}_${document.index + 1}`)
}

function buildStory(meta: RuleMeta, fields: Fields): CorrelationRule {
  const parsed = parseField(correlationSchema, fields.correlation, ['correlation'])
  const timespan = parseTimespan(parsed.timespan)
  if (timespan === undefined) {
    const message = `correlation.timespan: "${parsed.timespan}" is no time span such as 30m, 12h or 15d`
    throw new FieldError(['correlation', 'timespan'], message)
  }
  const { type, rules, condition, aliases, generate } = parsed
  const story = { ...meta, type, rules, groupBy: parsed['group-by'], timespan }
  return {
    ...story,
    ...(condition === undefined ? {} : { condition }),
    ...(aliases === undefined ? {} : { aliases }),
    ...(generate === undefined ? {} : { generate }),
  }
}

function buildException(meta: RuleMeta, fields: Fields): FilterRule {
  const { rules, ...detection } = parseField(fieldsSchema, fields.filter, ['filter'])
  return { ...meta, rules: parseField(filterRulesSchema, rules, ['filter', 'rules']), detection }
}
