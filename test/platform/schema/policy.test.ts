import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import manifest from '../../../manifest.json' with { type: 'json' }
import policySchemaFile from '../../../policy-schema.json' with { type: 'json' }
import { policySchema } from '../../../src/platform/schema/policy.ts'

/** What Chrome takes in a schema of managed storage; anything else keeps the extension from loading. */
const KEYWORDS: Record<string, readonly string[]> = {
  object: ['type', 'title', 'description', 'properties', 'additionalProperties'],
  array: ['type', 'title', 'description', 'items'],
  string: ['type', 'title', 'description'],
  boolean: ['type', 'title', 'description'],
  integer: ['type', 'title', 'description'],
}

interface Node {
  readonly type: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, Node>>
  readonly additionalProperties?: Node
  readonly items?: Node
}
const nodeSchema: v.GenericSchema<unknown, Node> = v.looseObject({
  type: v.string(),
  description: v.exactOptional(v.string()),
  properties: v.exactOptional(
    v.record(
      v.string(),
      v.lazy(() => nodeSchema),
    ),
  ),
  additionalProperties: v.exactOptional(v.lazy(() => nodeSchema)),
  items: v.exactOptional(v.lazy(() => nodeSchema)),
})
const file = v.parse(nodeSchema, policySchemaFile)

function isSchema(value: unknown): value is v.GenericSchema {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'schema'
}

function listParts(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function isInteger(step: unknown): boolean {
  return listParts(step).some(([key, value]) => key === 'type' && value === 'integer')
}

/** The shape that our own parser asks for, in the words of the file. */
function describeShape(schema: unknown): unknown {
  if (!isSchema(schema)) throw new Error('no schema')
  const part = (name: string): unknown => Reflect.get(schema, name)
  const pipe = part('pipe')
  switch (schema.type) {
    case 'exact_optional':
      return describeShape(part('wrapped'))
    case 'object':
      return {
        type: 'object',
        properties: Object.fromEntries(
          listParts(part('entries')).map(([key, one]) => [key, describeShape(one)]),
        ),
      }
    case 'array':
      return { type: 'array', items: describeShape(part('item')) }
    case 'record':
      return { type: 'object', additionalProperties: describeShape(part('value')) }
    case 'number': {
      const isWhole = Array.isArray(pipe) && pipe.some(isInteger)
      return { type: isWhole ? 'integer' : 'number' }
    }
    case 'picklist':
      return { type: 'string' }
    default:
      return { type: schema.type }
  }
}

/** The file without its words. */
function strip({ type, properties, additionalProperties, items }: Node): unknown {
  return {
    type,
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([key, one]) => [key, strip(one)]),
          ),
        }),
    ...(additionalProperties === undefined
      ? {}
      : { additionalProperties: strip(additionalProperties) }),
    ...(items === undefined ? {} : { items: strip(items) }),
  }
}

function listNodes(node: Node, path = ''): { path: string; node: Node }[] {
  const inner = Object.entries(node.properties ?? {})
  return [
    { path, node },
    ...inner.flatMap(([key, one]) => listNodes(one, `${path}.${key}`)),
    ...(node.items === undefined ? [] : listNodes(node.items, `${path}[]`)),
    ...(node.additionalProperties === undefined
      ? []
      : listNodes(node.additionalProperties, `${path}{}`)),
  ]
}

describe('the schema that Chrome and Edge check policies by', () => {
  it('has the shape that the parser asks for, key by key', () => {
    expect(strip(file)).toEqual(describeShape(policySchema))
  })

  it('uses nothing that Chrome would refuse', () => {
    const odd = listNodes(file).flatMap(({ path, node }) => {
      const words = KEYWORDS[node.type]
      if (words === undefined) return [`${path}: type ${node.type}`]
      return Object.keys(node)
        .filter((key) => !words.includes(key))
        .map((key) => `${path}: ${key}`)
    })
    expect(odd).toEqual([])
    expect(file.additionalProperties).toBeUndefined()
  })

  it('explains every key', () => {
    const silent = listNodes(file)
      .filter(({ path, node }) => !/^$|\]$|\}$/.test(path) && node.description === undefined)
      .map(({ path }) => path)
    expect(silent).toEqual([])
  })

  it('is the one that the manifest names', () => {
    expect(manifest.storage.managed_schema).toBe('policy-schema.json')
  })
})
