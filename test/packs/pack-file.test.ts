import { describe, expect, it } from 'vitest'
import { compilePackFile, parsePackFile } from '../../src/packs/pack-file.ts'

const LISTS = { organisations: [], values: {}, fileKinds: {} }

const signal = (more: object = {}) => ({
  title: 'Asks for a wallet',
  id: '0b5ad4b8-6f1c-4c0e-9f5c-0c8f4ab3d001',
  logsource: { product: 'message', category: 'recruiting' },
  detection: { ask: { 'words|contains': ' your wallet ' }, condition: 'ask' },
  level: 'low',
  ...more,
})

const pack = (more: object = {}) => ({
  format: 1,
  engine: 1,
  name: 'Team',
  version: '1',
  created: '2026-11-24T10:00:00.000Z',
  changes: [],
  documents: [{ path: 'signals/money/wallet.yml', value: signal() }],
  ...more,
})

const load = (data: unknown) =>
  compilePackFile(parsePackFile(typeof data === 'string' ? data : JSON.stringify(data)), LISTS)

describe('a pack file', () => {
  it('compiles to rules', () => {
    const { pack: compiled, faults } = load(pack())
    expect(faults).toEqual([])
    expect(compiled.data.signals.map(({ name }) => name)).toEqual(['wallet'])
  })

  it.each([
    ['no JSON', '{', /is no JSON/],
    ['a list', [], /format: is missing/],
    ['no name', pack({ name: '' }), /name/],
    ['another format', pack({ format: 0 }), /format: 0 is unknown/],
    ['a newer format', pack({ format: 2 }), /newer version of Lurewatch/],
    ['a newer engine', pack({ engine: 99 }), /newer version of Lurewatch/],
    ['prototype keys', JSON.stringify(pack()).replace('"title"', '"__proto__"'), /"__proto__"/],
    ['a tower of brackets', '['.repeat(100_000), /deeper than 40/],
    [
      'too many documents',
      pack({ documents: Array.from({ length: 20_001 }, () => ({ path: 'a', value: 1 })) }),
      /more than 20000 documents/,
    ],
  ])('with %s is refused', (_what, data, reason) => {
    expect(() => load(data)).toThrow(reason)
  })

  it('counts no bracket inside a text', () => {
    const documents = [{ path: 'a.yml', value: signal({ description: '[{'.repeat(200) }) }]
    expect(load(pack({ documents })).faults).toEqual([])
  })

  it.each([
    ['a rule of an id that was there already', signal({ title: 'Again' }), /already used/],
    ['no rule at all', { hello: 'you' }, /neither a Sigma rule/],
    ['a text', 'hello', /is no map of fields/],
    [
      'an expression that can’t be matched in linear time',
      signal({ id: undefined, detection: { a: { 'text|re': '(a+)\\1$' }, condition: 'a' } }),
      /./,
    ],
    [
      'a modifier that is unknown',
      signal({ id: undefined, detection: { a: { 'text|evil': 'x' }, condition: 'a' } }),
      /evil/,
    ],
  ])('loses nothing else to %s', (_what, value, reason) => {
    const documents = [...pack().documents, { path: 'signals/money/other.yml', value }]
    const { pack: compiled, faults } = load(pack({ documents }))
    expect(compiled.data.signals.map(({ name }) => name)).toEqual(['wallet'])
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatchObject({ path: 'signals/money/other.yml' })
    expect(faults[0]?.message).toMatch(reason)
  })
})
