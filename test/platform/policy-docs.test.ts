// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { parsePolicy } from '../../src/platform/parse-policy.ts'
import policySchemaFile from '../../policy-schema.json' with { type: 'json' }

const text = readFileSync(join(import.meta.dirname, '../../docs/policy.md'), 'utf8')

function listBlocks(language: string): string[] {
  return [...text.matchAll(/```(\w+)\n([^]*?)```/g)]
    .filter(([, name]) => name === language)
    .map(([, , body]) => body ?? '')
}

const policies = v.record(v.string(), v.unknown())
const chromeFile = v.object({ '3rdparty': v.object({ extensions: policies }) })
const firefoxFile = v.object({
  policies: v.object({ '3rdparty': v.object({ Extensions: policies }) }),
})

interface Node {
  readonly properties?: Readonly<Record<string, Node>>
  readonly items?: Node
}
const nodeSchema: v.GenericSchema<unknown, Node> = v.looseObject({
  properties: v.exactOptional(
    v.record(
      v.string(),
      v.lazy(() => nodeSchema),
    ),
  ),
  items: v.exactOptional(v.lazy(() => nodeSchema)),
})

/** `"key"="text"` and `"key"=dword:0`; quotes inside a text carry a backslash. */
function readRegistry(file: string): Record<string, unknown> {
  const lines = file.matchAll(/^"(\w+)"=(?:dword:([0-9a-f]{8})|"(.*)")$/gm)
  return Object.fromEntries(
    [...lines].map(([, key = '', word, value = '']) => {
      const inner: unknown = word === undefined ? JSON.parse(value.replaceAll('\\"', '"')) : null
      return [key, word === undefined ? inner : parseInt(word, 16) === 1]
    }),
  )
}

function readPlist(element: Element): unknown {
  if (element.tagName === 'string') return element.textContent
  if (element.tagName !== 'dict') return element.tagName === 'true'
  const parts = [...element.children]
  const keys = parts.filter((one) => one.tagName === 'key')
  return Object.fromEntries(
    keys.map((key) => {
      const value = parts[parts.indexOf(key) + 1]
      return [key.textContent, value === undefined ? undefined : readPlist(value)]
    }),
  )
}

describe('the examples of docs/policy.md', () => {
  it('hold for Chrome, Edge and Firefox as JSON', () => {
    const files = listBlocks('json').map((block): unknown => JSON.parse(block))
    const [chrome, firefox, ...more] = files
    expect(more).toEqual([])
    const given = [
      ...Object.values(v.parse(chromeFile, chrome)['3rdparty'].extensions),
      ...Object.values(v.parse(firefoxFile, firefox).policies['3rdparty'].Extensions),
    ]
    expect(given).toHaveLength(2)
    for (const policy of given) expect(parsePolicy(policy)).toEqual({ policy, faults: [] })
  })

  it('hold for the Windows registry', () => {
    const [file = ''] = listBlocks('reg')
    const policy = readRegistry(file)
    expect(Object.keys(policy)).toHaveLength(3)
    expect(parsePolicy(policy)).toEqual({ policy, faults: [] })
  })

  it('hold for macOS', () => {
    const [file = ''] = listBlocks('xml')
    const document = new DOMParser().parseFromString(
      file.replace(/<!DOCTYPE[^>]*>/, ''),
      'text/xml',
    )
    const root = document.querySelector('plist > dict')
    const policy = root === null ? {} : readPlist(root)
    expect(policy).toMatchObject({ usersMayAddSources: false })
    expect(parsePolicy(policy)).toEqual({ policy, faults: [] })
  })

  it('stand beside a table that names every key', () => {
    const listPaths = ({ properties, items }: Node, path: string): string[] => {
      if (items !== undefined) return listPaths(items, `${path}[]`)
      if (properties === undefined) return [path]
      return Object.entries(properties).flatMap(([key, one]) =>
        listPaths(one, path === '' ? key : `${path}.${key}`),
      )
    }
    const missing = listPaths(v.parse(nodeSchema, policySchemaFile), '')
      .map((path) => path.replace(/\[\]$/, ''))
      .filter(
        (path) => !text.includes(`\`${path}\``) && !text.includes(`\`.${path.split('.').at(-1)}\``),
      )
    expect(missing).toEqual([])
  })
})
