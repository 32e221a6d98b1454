import { describe, expect, it } from 'vitest'
import { judge, prepareEngine } from '../../../src/engine/judge.ts'
import type { Lists } from '../../../src/engine/rule-set.ts'
import type { Level } from '../../../src/engine/verdict.ts'
import { compilePack } from '../../../src/packs/compile.ts'
import { mergeSources } from '../../../src/packs/sources/merge-sources.ts'
import type { RuleSource } from '../../../src/packs/sources/rule-source.ts'
import { file, foreignSignal } from '../pack-files.ts'

const LISTS: Lists = {
  organisations: [
    { name: 'Acme', domains: ['acme.example'], sector: 'x', source: 'https://acme.example' },
  ],
  values: { ats_hosts: ['ats.example'] },
  fileKinds: { zip: 'archive' },
}

const BUILT_IN = {
  data: compilePack([file('signals/wallet.yml', foreignSignal('wallet', 'level: high\n'))], LISTS)
    .pack.data,
  sites: [],
}

const IDS = [
  '3f0c7c8a-2a35-4d57-9d6e-8f1f0a5b1c01',
  '5d8e2f6b-71c4-4a0e-b3a9-0c6d4e8f2a02',
] as const
const MORE = '9b1a4c7e-0f3d-4e2b-8a5c-7d9e1f3b5c03'

const signal = (text: string, more: object = {}) => ({
  title: text,
  id: IDS[0],
  logsource: { product: 'message' },
  detection: { selection: { 'text|contains': text }, condition: 'selection' },
  level: 'critical',
  ...more,
})

const filter = (rules: readonly string[]) => ({
  title: 'Exempt',
  id: IDS[1],
  logsource: { product: 'message' },
  filter: { rules, selection: { 'text|contains': 'e' }, condition: 'not selection' },
})

const site = (id: string, host: string) => ({
  id,
  name: id,
  channel: 'email',
  builtIn: true,
  matches: [`https://${host}/*`],
  unit: ['u'],
  body: ['b'],
  anchor: ['a'],
})

type Values = Readonly<Record<string, unknown>>

const source = (values: Values, more: Partial<RuleSource> = {}): RuleSource => ({
  id: 's1',
  documents: Object.entries(values).map(([path, value]) => ({ path, value })),
  trust: 'full',
  mayChangeOthers: false,
  ...more,
})

const merge = (...sources: RuleSource[]) => mergeSources(BUILT_IN, sources)

function judgeText(
  merged: ReturnType<typeof merge>,
  text: string,
): { level: Level; names: string[] } {
  const { engine, faults } = prepareEngine(merged.data)
  expect(faults).toEqual([])
  const conversation = { entries: [] }
  const [verdict] = judge({ message: { id: '1', text }, engine, conversation }).verdicts
  const names = verdict?.findings.map(({ name }) => name) ?? []
  return { level: verdict?.level ?? 'none', names }
}

describe('merged sources', () => {
  it('are the built-in rules where there are no others', () => {
    expect(merge().data).toBe(BUILT_IN.data)
  })

  it('hold the rules of all under ids of their own', () => {
    const merged = merge(source({ 'signals/moon.yml': signal('moon') }))
    expect(merged.faults).toEqual([])
    expect(merged.data.signals.map(({ id }) => id).slice(1)).toEqual([`s1/${IDS[0]}`])
    expect(judgeText(merged, 'moon')).toEqual({ level: 'critical', names: ['moon'] })
    expect(judgeText(merged, 'wallet').level).toBe('high')
    expect(merged.places.get('moon')).toEqual({ source: 's1', path: 'signals/moon.yml' })
  })

  it('have a version of their own that follows their content', () => {
    const one = merge(source({ 'a.yml': signal('moon') })).data.version
    expect(merge(source({ 'a.yml': signal('moon') })).data.version).toBe(one)
    expect(merge(source({ 'a.yml': signal('sun') })).data.version).not.toBe(one)
    expect(one).not.toBe(BUILT_IN.data.version)
  })

  it('keep rules of one name apart', () => {
    const merged = merge(
      source({ 'wallet.yml': signal('purse') }),
      source({ 'wallet.yml': signal('bag') }, { id: 's2' }),
    )
    const names = merged.data.signals.map(({ name }) => name)
    expect(names).toEqual(['wallet', 'wallet@s1', 'wallet@s2'])
    expect(judgeText(merged, 'wallet purse bag').names.sort()).toEqual(names)
  })

  it('keep rules of one id apart', () => {
    const { id } = BUILT_IN.data.signals[0]!
    const merged = merge(source({ 'a.yml': signal('moon', { id }) }))
    expect(judgeText(merged, 'wallet moon').names.sort()).toEqual(['a', 'wallet'])
  })

  it('cap the level of a source with limited trust', () => {
    const merged = merge(source({ 'a.yml': signal('moon') }, { trust: 'limited' }))
    expect(judgeText(merged, 'moon').level).toBe('medium')
    expect(judgeText(merged, 'wallet').level).toBe('high')
  })

  it('leave a faulty document out and keep the rest', () => {
    const merged = merge(
      source({
        'bad.yml': signal('x', { detection: 5 }),
        'worse.yml': [],
        'good.yml': signal('moon'),
      }),
    )
    expect(merged.faults.map(({ source: id, path }) => `${id} ${path}`)).toEqual([
      's1 bad.yml',
      's1 worse.yml',
    ])
    expect(judgeText(merged, 'moon').names).toEqual(['good'])
  })
})

describe('a story of a source', () => {
  const story = (rules: readonly string[]) => ({
    title: 'Both',
    id: IDS[1],
    correlation: { type: 'temporal', rules, 'group-by': ['thread'], timespan: '2d' },
    level: 'critical',
  })

  it('may build on signals of others', () => {
    const merged = merge(
      source({
        'moon.yml': signal('moon', { level: 'low' }),
        'both.yml': story(['moon', 'wallet']),
      }),
    )
    expect(merged.faults).toEqual([])
    expect(judgeText(merged, 'moon wallet').names).toEqual(['both'])
  })

  it('means the signal of its own source first', () => {
    const merged = merge(
      source({
        'wallet.yml': signal('purse', { level: 'low' }),
        'moon.yml': signal('moon', { id: MORE, level: 'low' }),
        'both.yml': story(['wallet', 'moon']),
      }),
    )
    expect(judgeText(merged, 'moon wallet').names).not.toContain('both')
    expect(judgeText(merged, 'moon purse').names).toContain('both')
  })

  it('is left out where a signal is nowhere', () => {
    const { faults } = merge(source({ 'both.yml': story(['nowhere', 'wallet']) }))
    expect(faults.map(({ message }) => message).join()).toMatch(/"nowhere" is no rule/)
  })
})

describe('an exception of a source', () => {
  const values = {
    'moon.yml': signal('moone'),
    'off.yml': filter(['moon', 'wallet']),
  }

  it('acts on its own signals alone', () => {
    const merged = merge(source(values))
    expect(judgeText(merged, 'moone').level).toBe('none')
    expect(judgeText(merged, 'wallet').level).toBe('high')
    expect(merged.faults.map(({ kept }) => kept)).toEqual([true])
  })

  it('acts on those of others where the user allowed it', () => {
    const merged = merge(source(values, { mayChangeOthers: true }))
    expect(merged.faults).toEqual([])
    expect(judgeText(merged, 'wallet').level).toBe('none')
  })

  it('that is for signals of others only is left out', () => {
    const merged = merge(source({ 'off.yml': filter(['wallet']) }))
    expect(merged.faults).toHaveLength(1)
    expect(merged.data.exceptions).toEqual([])
    expect(judgeText(merged, 'wallet').level).toBe('high')
  })
})

describe('lists of a source', () => {
  const hosts = (name: string) => ({
    detection: { selection: { 'text|expand|contains': `%${name}%` }, condition: 'selection' },
  })

  it('are its own', () => {
    const merged = merge(
      source({
        'lists/ats_hosts.yml': { values: ['mine.example'] },
        'mine.yml': signal('x', hosts('ats_hosts')),
      }),
      source({ 'theirs.yml': signal('x', hosts('ats_hosts')) }, { id: 's2' }),
    )
    expect(judgeText(merged, 'mine.example').names).toEqual(['mine'])
    expect(judgeText(merged, 'ats.example').names).toEqual(['theirs'])
    expect(merged.data.lists.values.ats_hosts).toEqual(['ats.example'])
  })

  it('replace those of others where the user allowed it', () => {
    const lists = { 'lists/ats_hosts.yml': { values: ['mine.example'] } }
    const merged = merge(source(lists, { mayChangeOthers: true }))
    expect(merged.data.lists.values.ats_hosts).toEqual(['mine.example'])
  })

  const organisation = (name: string, domain: string) => ({
    organisations: [{ name, domains: [domain], sector: 'x', source: 'https://x.example' }],
  })

  it.each([
    ['a new one', organisation('Team', 'team.example'), 2, 0],
    ['a name that is taken', organisation('ACME', 'evil.example'), 1, 1],
    ['a domain that is taken', organisation('Evil', 'acme.example'), 1, 1],
  ])('add organisations: %s', (_what, value, count, faults) => {
    const merged = merge(source({ 'lists/organisations.yml': value }, { mayChangeOthers: true }))
    expect(merged.data.lists.organisations).toHaveLength(count)
    expect(merged.faults).toHaveLength(faults)
  })

  it('do not change the kind of a file', () => {
    const merged = merge(source({ 'lists/kinds.yml': { kinds: { pdf: ['zip', 'abc'] } } }))
    expect(merged.data.lists.fileKinds).toEqual({ zip: 'archive', abc: 'pdf' })
    expect(merged.faults).toHaveLength(1)
  })
})

describe('sites of a source', () => {
  const base = mergeSources(BUILT_IN, [
    source({ 'sites/mail.yml': site('mail', 'mail.example') }, { id: 's0' }),
  ])
  const add = (value: object, more: Partial<RuleSource> = {}) =>
    mergeSources(base, [source({ 'sites/x.yml': value }, more)])

  it.each([
    ['a new one', site('other', 'other.example'), 2],
    ['an id that is taken', site('mail', 'other.example'), 1],
    ['a host that is taken', site('other', 'mail.example'), 1],
    ['a part of it', site('other', 'in.mail.example'), 1],
    ['a domain above it', site('other', '*.example'), 1],
    ['a host that only ends alike', site('other', 'notmail.example'), 2],
  ])('add: %s', (_what, value, count) => {
    const merged = add(value)
    expect(merged.sites).toHaveLength(count)
    expect(merged.faults.filter(({ source: id }) => id === 's1')).toHaveLength(2 - count)
  })

  it('are never read without being asked for', () => {
    expect(add(site('other', 'other.example')).sites.map(({ builtIn }) => builtIn)).toEqual([
      false,
      false,
    ])
  })

  it('replace where the user allowed it', () => {
    const merged = add(site('mail', 'new.example'), { mayChangeOthers: true })
    expect(merged.sites.map(({ matches }) => matches)).toEqual([['https://new.example/*']])
  })
})
