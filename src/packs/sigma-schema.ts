import { Validator } from '@cfworker/json-schema'
import type { OutputUnit, Schema } from '@cfworker/json-schema'
import * as v from 'valibot'
import correlationSchema from './schema/sigma-correlation-rules-schema.json' with { type: 'json' }
import detectionSchema from './schema/sigma-detection-rule-schema.json' with { type: 'json' }
import filterSchema from './schema/sigma-filters-schema.json' with { type: 'json' }

export type SigmaKind = 'signal' | 'story' | 'exception'

export interface SchemaFault {
  readonly at: readonly (string | number)[]
  readonly message: string
}

const schemaObject = v.custom<Schema>((value) => typeof value === 'object' && value !== null)

function makeValidator(schema: unknown): Validator {
  return new Validator(v.parse(schemaObject, structuredClone(schema)), '2020-12', false)
}

const VALIDATORS: Readonly<Record<SigmaKind, Validator>> = {
  signal: makeValidator(detectionSchema),
  story: makeValidator(correlationSchema),
  exception: makeValidator(filterSchema),
}

type Fields = Readonly<Record<string, unknown>>

/** Faults against the Sigma specification's JSON schema: at most one for each top-level field. */
export function checkSigmaSchema(kind: SigmaKind, fields: Fields): SchemaFault[] {
  const { errors } = VALIDATORS[kind].validate(allowConditionList(fields))
  const byField = new Map<string, OutputUnit>()
  for (const error of errors) {
    const field = splitLocation(error)[0] ?? ''
    const known = byField.get(field)
    if (known === undefined || isBetter(error, known)) byField.set(field, error)
  }
  // Errors on the whole document repeat those of its fields.
  if (byField.size > 1 && byField.get('')?.keyword === 'properties') byField.delete('')
  return [...byField.values()].map((error) => ({
    at: toPath(error),
    message: describeSchemaError(error),
  }))
}

/** The specification's text allows a list of conditions (joined by `or`), its schema only one. */
function allowConditionList(fields: Fields): Fields {
  const { detection } = fields
  if (!isRecord(detection) || !Array.isArray(detection.condition)) return fields
  const isTexts = detection.condition.every((item) => typeof item === 'string')
  return isTexts ? { ...fields, detection: { ...detection, condition: 'any' } } : fields
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Keywords whose errors only say that something below them is wrong. */
const COMPOSITE: ReadonlySet<string> = new Set([
  'properties',
  'additionalProperties',
  'items',
  'allOf',
  'if',
  'then',
])

function isBetter(error: OutputUnit, known: OutputUnit): boolean {
  const difference = splitLocation(error).length - splitLocation(known).length
  return difference > 0 || (difference === 0 && COMPOSITE.has(known.keyword))
}

/** `#/detection/a~1b` → `['detection', 'a/b']`. */
function splitLocation(error: OutputUnit): string[] {
  const steps = error.instanceLocation.split('/').slice(1)
  return steps.map((step) => decodeStep(step).replaceAll('~1', '/').replaceAll('~0', '~'))
}

function decodeStep(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}

function toPath(error: OutputUnit): (string | number)[] {
  return splitLocation(error).map((step) => (/^\d+$/.test(step) ? Number(step) : step))
}

function describeSchemaError(error: OutputUnit): string {
  const place = splitLocation(error).join('.')
  const text = error.keyword === 'oneOf' ? 'is none of the values that Sigma allows' : error.error
  return place === '' ? text : `${place}: ${text}`
}
