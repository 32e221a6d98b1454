import { describe, expect, it } from 'vitest'
import { judge, prepareEngine } from '../../../src/engine/judge.ts'
import type { Level } from '../../../src/engine/verdict.ts'
import { compilePack } from '../../../src/packs/compile.ts'
import { parsePackFile } from '../../../src/packs/pack-file.ts'
import { mergeSources } from '../../../src/packs/sources/merge-sources.ts'
import type { RuleSource } from '../../../src/packs/sources/rule-source.ts'
import { file, foreignSignal } from '../pack-files.ts'

const WALLET = '7a3f1c52-0d1e-4b8a-9f5d-2f6f2f3b0a01'
const OTHER = '9b1a4c7e-0f3d-4e2b-8a5c-7d9e1f3b5c03'
const BUILT_IN = {
  data: compilePack([
    file('signals/wallet.yml', foreignSignal('wallet', `id: ${WALLET}\nlevel: high\n`)),
  ]).pack.data,
  sites: [],
}

const signal = (text: string, more: object = {}) => ({
  title: text,
  id: OTHER,
  logsource: { product: 'message' },
  detection: { selection: { 'text|contains': text }, condition: 'selection' },
  level: 'high',
  ...more,
})

type Documents = readonly (readonly [path: string, value: unknown])[]

const source = (id: string, ...documents: Documents): RuleSource => ({
  id,
  documents: documents.map(([path, value]) => ({ path, value })),
  trust: 'limited',
  mayChangeOthers: false,
})

const GOOD: Documents[number] = ['good.yml', signal('sun')]
const victim = source(
  's2',
  ['moon.yml', signal('moon')],
  ['wallet.yml', signal('purse', { id: WALLET })],
)

function judgeEach(sources: readonly RuleSource[], texts: readonly string[]): Level[] {
  const { data } = mergeSources(BUILT_IN, sources)
  const { engine } = prepareEngine(data)
  return texts.map((text) => {
    const { verdicts } = judge({
      message: { id: '1', text },
      engine,
      conversation: { entries: [] },
    })
    return verdicts[0]?.level ?? 'none'
  })
}

const selection = (item: object) => ({ detection: { selection: item, condition: 'selection' } })
const nest = (depth: number): unknown =>
  Array.from({ length: depth }).reduce<unknown>((inner) => ({ a: inner }), 1)

/** Each loses at most itself: what stands before and behind it works. */
describe('a hostile document of a source that is not trusted', () => {
  const many = Array.from({ length: 6_000 }, (_, n) => `word${n}`)
  const cases: readonly (readonly [what: string, documents: Documents])[] = [
    ['the id of a built-in rule', [['x.yml', signal('x', { id: WALLET })]]],
    ['the id of a rule of another source', [['x.yml', signal('x', { id: `s2/${OTHER}` })]]],
    ['the name of a built-in rule', [['wallet.yml', signal('x')]]],
    ['a name that another one is going to get', [['wallet@s2.yml', signal('x')]]],
    [
      'the id of another source’s rule as its name',
      [
        ['x.yml', signal('x', { name: `s2/${OTHER}` })],
        ['x.yml', signal('y', { id: WALLET, name: WALLET })],
      ],
    ],
    [
      'twice the same id',
      [
        ['x.yml', signal('x')],
        ['y.yml', signal('y')],
      ],
    ],
    ['prototype keys', [['x.yml', JSON.parse('{"__proto__":{"level":"critical"},"title":"x"}')]]],
    [
      'a rule called like a property',
      [
        ['constructor.yml', signal('x')],
        ['__proto__.yml', signal('y')],
      ],
    ],
    ['a hanging pattern', [['x.yml', signal('x', selection({ 'text|re': '(a+)+(b+)+$' }))]]],
    [
      'a pattern of patterns',
      [['x.yml', signal('x', selection({ 'text|re': '((a{1,900}){1,900}){1,900}' }))]],
    ],
    [
      'a pattern of words without end',
      [['x.yml', signal('x', selection({ 'words|re': '(([^ ]+ ){0,99}){0,99}a ' }))]],
    ],
    ['a huge rule', [['x.yml', signal('x', selection({ 'text|contains': many }))]]],
    ['deep nesting', [['x.yml', { ...signal('x'), extra: nest(2_000) }]]],
    [
      'a condition of brackets',
      [['x.yml', signal('x', { detection: { s: { text: 'x' }, condition: '('.repeat(5_000) } })]],
    ],
    [
      'nothing',
      [
        ['x.yml', null],
        ['y.yml', 5],
        ['z.yml', 'text'],
        ['a.yml', []],
      ],
    ],
    [
      'an exemption of all',
      [
        [
          'x.yml',
          {
            title: 'x',
            id: OTHER,
            logsource: { product: 'message' },
            filter: {
              rules: ['any', WALLET, 'wallet', `s2/${OTHER}`],
              s: { text: 'zzz' },
              condition: 's',
            },
          },
        ],
      ],
    ],
    ['lists of others', [['lists/freemail_hosts.yml', { values: ['x.example'] }]]],
    [
      'an organisation',
      [
        [
          'lists/o.yml',
          {
            organisations: [{ name: 'Evil', domains: ['evil.example'], sector: 'x', source: 'x' }],
          },
        ],
      ],
    ],
  ]

  it.each(cases)('with %s', (_what, documents) => {
    const hostile = source('s1', ...documents.slice(0, 1), GOOD, ...documents.slice(1))
    const started = performance.now()
    const text = `${'a'.repeat(5_000)}!`
    const levels = judgeEach([hostile, victim], ['wallet', 'moon', 'purse', 'nothing', text])
    expect(levels).toEqual(['high', 'medium', 'medium', 'none', 'none'])
    expect(performance.now() - started).toBeLessThan(5_000)
  })

  it('changes no list, kind or organisation that other rules rest on', () => {
    const { data, faults } = mergeSources(BUILT_IN, [
      source('s1', ...(cases.at(-1)?.[1] ?? []), ...(cases.at(-2)?.[1] ?? [])),
    ])
    expect(data.lists.organisations).toEqual([])
    expect(data.lists.values).toEqual({ 's1.freemail_hosts': ['x.example'] })
    expect(faults.map(({ message }) => message).join()).toMatch(/official/)
  })

  it('is named by its file', () => {
    const { faults } = mergeSources(BUILT_IN, [
      source('s1', ['big.yml', signal('x', selection({ 'text|contains': many }))], GOOD),
    ])
    expect(faults).toMatchObject([{ source: 's1', path: 'big.yml', message: /more than 5000/ }])
  })
})

describe('a pack', () => {
  it('of 1,000,000 rules is refused whole, before any of them is read', () => {
    const documents =
      '[' + '{"path":"a.yml","value":0},'.repeat(999_999) + '{"path":"a.yml","value":0}]'
    const text = `{"format":1,"engine":1,"name":"x","version":"1","created":"2026-11-24T10:00:00Z","changes":[],"documents":${documents}}`
    const started = performance.now()
    expect(() => parsePackFile(text)).toThrow(/more than 20000/)
    expect(performance.now() - started).toBeLessThan(4_000)
  })
})
