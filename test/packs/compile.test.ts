import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePack, type RuleFile } from '../../src/packs/compile.ts'
import { file, foreignSignal, foreignStory, houseSignal, houseStory } from './pack-files.ts'

const places = (files: readonly RuleFile[]): string[] =>
  compilePack(files).faults.map(({ path, line, message }) => `${path}:${line}: ${message}`)

describe('a folder of standard Sigma rules', () => {
  it('loads without our own fields, id or level', () => {
    const { pack, faults } = compilePack([
      file('any/where/crypto_talk.yml', foreignSignal('crypto')),
    ])
    expect(faults).toEqual([])
    expect(pack.data.signals).toMatchObject([
      { name: 'crypto_talk', level: 'low', title: 'crypto' },
    ])
    expect(pack.data.signals[0]?.id).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-/,
    )
  })

  it('tells documents of one file apart by their keys and links them by name', () => {
    const filter = `title: not here
logsource: { product: message }
filter:
    rules: [first]
    selection: { text|contains: harmless }
    condition: not selection
`
    const both = foreignStory('both', ['first', 'second'])
    const set = file(
      'all.yml',
      both,
      foreignSignal('first', 'level: high\n'),
      foreignSignal('second'),
      filter,
    )
    const { pack, faults } = compilePack([set])
    expect(faults).toEqual([])
    const ids = pack.data.signals.map(({ id }) => id)
    expect(pack.data.signals.map(({ name }) => name)).toEqual(['first', 'second'])
    expect(pack.data.stories).toMatchObject([{ rules: ids, timespan: 172_800_000, level: 'high' }])
    expect(pack.data.exceptions).toMatchObject([{ rules: [ids[0]] }])
  })

  it('keeps both of two files of one name', () => {
    const files = [
      file('a/same.yml', foreignSignal('one')),
      file('b/same.yml', foreignSignal('two')),
    ]
    expect(compilePack(files).pack.data.signals.map(({ name }) => name)).toEqual(['same', 'same_2'])
  })

  it('accepts a list of conditions, as the specification allows', () => {
    const text = foreignSignal('x').replace(
      'condition: selection',
      'condition: [selection, not selection]',
    )
    expect(places([file('x.yml', text)])).toEqual([])
  })
})

describe('a faulty document', () => {
  const good = file('good.yml', foreignSignal('good'))

  it.each([
    ['a YAML error', 'title: [', /bad\.yml:1: /],
    ['a key twice', 'title: a\ntitle: b\n', /bad\.yml:2: Map keys must be unique/],
    ['a tag', 'title: !!js/function x\n', /bad\.yml:1: Unresolved tag/],
    [
      'a prototype key',
      `${foreignSignal('x')}extra:\n    __proto__: { a: 1 }\n`,
      /"__proto__" is not allowed/,
    ],
    ['no title', foreignSignal('x').replace('title: x\n', ''), /required property "title"/],
    [
      'a wrong level',
      foreignSignal('x', 'level: huge\n'),
      /bad\.yml:9: level: is none of the values/,
    ],
    ['a wrong stage', foreignSignal('x', 'stage: nowhere\n'), /bad\.yml:9: stage: /],
    [
      'a text without English',
      foreignSignal('x', 'explain: { de: Hallo }\n'),
      /bad\.yml:9: explain/,
    ],
    [
      'no selection',
      foreignSignal('x').replace('condition: selection', 'condition: other'),
      /bad\.yml:\d: .*other/,
    ],
    [
      'an unknown modifier',
      foreignSignal('x').replace('contains', 'contians'),
      /bad\.yml:7: .*contians/,
    ],
    [
      'an unknown rule',
      foreignStory('x', ['nobody']),
      /bad\.yml:5: correlation\.rules: "nobody" is no rule/,
    ],
    [
      'a wrong time span',
      foreignStory('x', ['good']).replace('2d', 'soon'),
      /bad\.yml:7: .*"soon" is no time span/,
    ],
    [
      'an unsupported type',
      foreignStory('x', ['good']).replace('temporal', 'value_sum'),
      /bad\.yml:\d: correlation/,
    ],
    ['something else', 'name: config\n', /bad\.yml:1: is neither a Sigma rule/],
    ['a text', 'just words\n', /bad\.yml:1: is no map of fields/],
  ])('is named and all else compiles: %s', (_, text, message) => {
    const { pack, faults } = compilePack([file('bad.yml', text), good])
    expect(pack.data.signals.map(({ name }) => name)).toEqual(['good'])
    expect(
      faults.map(({ path, line, message: said }) => `${path}:${line}: ${said}`).join('\n'),
    ).toMatch(message)
    expect(faults.some(({ kept }) => kept !== true)).toBe(true)
  })

  it('leaves the other documents of its file', () => {
    const set = file('set.yml', foreignSignal('one'), 'title: [\n', foreignSignal('two'))
    const { pack, faults } = compilePack([set])
    expect(pack.data.signals.map(({ title }) => title)).toContain('one')
    expect(faults).not.toEqual([])
  })

  it('is kept where only what people read is wrong', () => {
    const { pack, faults } = compilePack([file('x.yml', foreignSignal('x', 'date: 24.11.2026\n'))])
    expect(pack.data.signals).toHaveLength(1)
    expect(faults).toMatchObject([{ line: 9, kept: true }])
  })

  it('takes along the stories that need it', () => {
    const broken = foreignSignal('one').replace('condition: selection', 'condition: nothing')
    const files = [file('one.yml', broken), file('s.yml', foreignStory('s', ['one'])), good]
    const { pack, faults } = compilePack(files)
    expect(pack.data.stories).toEqual([])
    expect(faults.map(({ path }) => path)).toEqual(['one.yml', 's.yml'])
  })

  it('shares its id with nobody', () => {
    const id = 'id: 3f0c7c8a-2a35-4d57-9d6e-8f1f0a5b1c01\n'
    const files = [file('a.yml', foreignSignal('a', id)), file('b.yml', foreignSignal('b', id))]
    expect(places(files)).toEqual([
      expect.stringMatching(/^b\.yml:9: id: .* already used in a\.yml$/),
    ])
  })

  it.each([
    ['brackets', '['.repeat(50_000)],
    ['braces', '{a: '.repeat(20_000)],
    ['dashes', '- '.repeat(50_000)],
    [
      'aliases',
      `a: &a [x,x]\n${'bcdefgh'.replace(
        /./g,
        (at) =>
          `${at}: &${at} [${Array(9)
            .fill(`*${String.fromCharCode(at.charCodeAt(0) - 1)}`)
            .join(',')}]\n`,
      )}`,
    ],
    ['size', `a: ${'x'.repeat(1_100_000)}`],
  ])('of hostile %s is refused in a moment', (_, text) => {
    const started = performance.now()
    expect(places([file('bomb.yml', text)])).toHaveLength(1)
    expect(performance.now() - started).toBeLessThan(3000)
  })

  it('never makes the compiler throw', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'title: x',
        'detection:',
        '  selection:',
        '    text: a',
        '  condition: selection',
      ),
      fc.constantFrom(
        'correlation: 5',
        'filter: []',
        '---',
        '- a',
        'tests: { match: [[]] }',
        'values: [1]',
      ),
      fc.string(),
    )
    const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(text, fc.constantFrom('x.yml', 'sites/x.yml', 'lists/x.yml'), (yaml, path) => {
        for (const fault of compilePack([file(path, yaml)]).faults) {
          expect(fault.line).toBeGreaterThan(0)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('the rule set', () => {
  it('has one version for one content, whatever the order of the files', () => {
    const files = [houseSignal(), houseStory()]
    const version = compilePack(files).pack.data.version
    expect(version).toMatch(/^[0-9a-f]{16}$/)
    expect(compilePack([...files].reverse()).pack.data.version).toBe(version)
    expect(
      compilePack([houseSignal({ level: 'informational' }), houseStory()]).pack.data.version,
    ).not.toBe(version)
  })

  it('carries lists, organisations and file kinds', () => {
    const files = [
      file('lists/ats_hosts.yml', 'values: [Jobs.example, jobs.example, 7]\n'),
      file('lists/file_kinds.yml', 'kinds: { archive: [zip, 7z], pdf: [pdf] }\n'),
      file(
        'lists/organisations/space.yml',
        'sector: space\nsource: https://a.example\norganisations:\n  - { name: Rocket Works, domains: [Rocket.example] }\n  - { name: No Domain, domains: [] }\n',
      ),
    ]
    const { pack, faults } = compilePack(files)
    expect(pack.data.lists).toMatchObject({
      values: { ats_hosts: ['jobs.example', '7'] },
      fileKinds: { zip: 'archive', '7z': 'archive', pdf: 'pdf' },
      organisations: [{ name: 'Rocket Works', domains: ['rocket.example'], sector: 'space' }],
    })
    expect(faults).toMatchObject([{ path: 'lists/organisations/space.yml', line: 5 }])
  })

  it('takes the lists it does not bring from the caller', () => {
    const lists = { organisations: [], values: { shorteners: ['s.example'] }, fileKinds: {} }
    const rule = foreignSignal('x').replace(
      "text|contains: 'x'",
      "link.domain|expand: '%shorteners%'",
    )
    expect(places([file('x.yml', rule)])).toHaveLength(1)
    expect(compilePack([file('x.yml', rule)], lists).faults).toEqual([])
  })

  it('fills examples to whole messages of one thread', () => {
    const tests =
      "{ match: ['moon', { subject: moon }, [{ direction: outgoing, text: hi }, 'moon']], near: [] }"
    const { pack } = compilePack([houseSignal({ tests })])
    expect(pack.examples[0]?.match).toEqual([
      [{ id: 'example-1', threadId: 'example', text: 'moon' }],
      [{ id: 'example-1', threadId: 'example', text: '', subject: 'moon' }],
      [
        { id: 'example-1', threadId: 'example', direction: 'outgoing', text: 'hi' },
        { id: 'example-2', threadId: 'example', text: 'moon' },
      ],
    ])
  })

  it('names a faulty example and keeps the rule', () => {
    const { pack, faults } = compilePack([
      houseSignal({ tests: '{ match: [{ sender: Bob }, moon] }' }),
    ])
    expect(pack.examples[0]?.match).toHaveLength(1)
    expect(faults.map(({ kept, message }) => [kept, message])).toEqual([
      [true, expect.stringContaining('tests.match.0')],
    ])
  })
})
