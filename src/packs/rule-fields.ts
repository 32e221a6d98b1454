import * as v from 'valibot'
import { STAGES } from '../engine/verdict.ts'

/** `title` or a text for each locale; English is what every reader falls back to. */
const localText = v.union(
  [
    v.string(),
    v.pipe(
      v.record(v.string(), v.string()),
      v.check((texts) => Object.hasOwn(texts, 'en'), 'has no English text (en)'),
    ),
  ],
  'is neither a text nor a map of locale to text with `en`',
)

const texts = v.array(v.string())

/** Our own fields; a foreign rule has none of them. */
export const ownFieldsSchema = v.object({
  stage: v.exactOptional(v.picklist(STAGES, `is not one of ${STAGES.join(', ')}`)),
  headline: v.exactOptional(localText),
  explain: v.exactOptional(localText),
  innocent: v.exactOptional(localText),
  advice: v.exactOptional(localText),
  languages: v.exactOptional(texts),
})

const levelSchema = v.picklist(['informational', 'low', 'medium', 'high', 'critical'])

/** Fields of every Sigma document that the engine or a reader uses; already checked by the JSON schema. */
export const sharedFieldsSchema = v.object({
  title: v.string(),
  id: v.exactOptional(v.string()),
  name: v.exactOptional(v.string()),
  level: v.exactOptional(levelSchema),
})

const criterion = v.exactOptional(v.pipe(v.number(), v.integer()))

export const correlationSchema = v.object({
  type: v.picklist(
    ['event_count', 'value_count', 'temporal', 'temporal_ordered'],
    'is not a supported type (event_count, value_count, temporal, temporal_ordered)',
  ),
  rules: v.pipe(texts, v.minLength(1, 'names no rule')),
  'group-by': v.optional(texts, []),
  timespan: v.string(),
  condition: v.exactOptional(
    v.strictObject({
      field: v.exactOptional(v.string('must be one field name')),
      gt: criterion,
      gte: criterion,
      lt: criterion,
      lte: criterion,
      eq: criterion,
      neq: criterion,
    }),
  ),
  aliases: v.exactOptional(v.record(v.string(), v.record(v.string(), v.string()))),
  generate: v.exactOptional(v.boolean()),
})

export const filterRulesSchema = v.pipe(texts, v.minLength(1, 'names no rule'))

export const fieldsSchema = v.record(v.string(), v.unknown())
export type Fields = v.InferOutput<typeof fieldsSchema>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The texts of a list, or of one text; anything else is left out. */
export function takeTexts(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  return values.filter((item) => typeof item === 'string')
}
