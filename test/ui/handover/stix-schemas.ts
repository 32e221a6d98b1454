import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Validator, type Schema } from '@cfworker/json-schema'
import * as v from 'valibot'

const FOLDER = join(import.meta.dirname, '../../fixtures/stix-2.1')

const schemaSchema = v.looseObject({ $id: v.string() })
type Published = v.InferOutput<typeof schemaSchema>

const FILES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.json'),
)
const SCHEMAS: ReadonlyMap<string, Published> = new Map(
  FILES.map((file) => {
    const name = file.replace(/^.*\//u, '').replace('.json', '')
    return [name, v.parse(schemaSchema, JSON.parse(readFileSync(join(FOLDER, file), 'utf8')))]
  }),
)

/** Faults of an object by the schema of its type, or of the named one. */
export function listStixFaults(object: { readonly type: string }, schema = object.type): string[] {
  const validator = findValidator(schema)
  if (validator === undefined) return [`no schema for "${schema}"`]
  return validator
    .validate(object)
    .errors.map(({ instanceLocation, error }) => `${object.type} ${instanceLocation}: ${error}`)
}

const validators = new Map<string, Validator>()

function findValidator(name: string): Validator | undefined {
  const own = SCHEMAS.get(name)
  if (own === undefined) return undefined
  let validator = validators.get(name)
  if (validator === undefined) {
    validator = new Validator(toSchema(own), '7', false)
    for (const other of SCHEMAS.values()) if (other !== own) validator.addSchema(toSchema(other))
    validators.set(name, validator)
  }
  return validator
}

/** Escapes that a pattern with the flag `u`, which the validator sets, does not take. */
const LAX_ESCAPE = /\\\\([-:_@'"=<>;&%!~`#,])/gu

function toSchema(published: Published): Schema {
  const strict = JSON.stringify(published).replace(LAX_ESCAPE, (_, character: string) => {
    const code = character.charCodeAt(0).toString(16)
    return `\\\\x${code}`
  })
  return v.parse(schemaSchema, JSON.parse(strict))
}
