import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { RuleFile } from '../../src/packs/compile.ts'
import { EVENT_FIELDS } from '../../src/packs/event-fields.ts'
import { checkHouseRules } from '../../src/packs/house/check.ts'
import { file, houseException, houseSignal, houseStory } from './pack-files.ts'

type Change = Readonly<Record<string, string | null>>

const check = (...files: readonly RuleFile[]): string[] =>
  checkHouseRules(files).faults.map(({ path, line, message }) => `${path}:${line}: ${message}`)

const set = (signal: Change = {}, story: Change = {}, exception: Change = {}): RuleFile[] => [
  houseSignal(signal),
  houseStory(story),
  houseException(exception),
]

describe('the house rules', () => {
  it('find nothing in a good set', () => {
    expect(check(...set())).toEqual([])
  })

  it.each<[string, Change, RegExp]>([
    ['a name that is not the file', { name: 'other_name' }, /:3: name: must be the file's name/],
    ['no name', { name: null }, /:1: name: must be/],
    [
      'an id that is no UUID of version 4',
      { id: '3f0c7c8a-2a35-1d57-9d6e-8f1f0a5b1c01' },
      /:2: id: /,
    ],
    ['no date', { date: null }, /date: is missing/],
    ['no status', { status: null }, /status: is missing/],
    ['a description without a verb', { description: "'The moon.'" }, /:5: description: must begin/],
    ['no ATT&CK tag', { tags: "['tlp.clear']" }, /:7: tags: needs/],
    [
      'a technique that is not there',
      { tags: "['attack.t1566', 'attack.t9999']" },
      /:7: tags: "attack\.t9999" is no ATT&CK/,
    ],
    ['a status off the ladder', { status: 'deprecated' }, /:4: status: must be one of/],
    ['no harmless case', { falsepositives: null }, /falsepositives: must name/],
    ['no languages', { languages: null }, /languages: is missing/],
    ['no explanation', { explain: null }, /explain: is missing/],
    ['no innocent reading', { innocent: null }, /innocent: is missing/],
    ['no advice', { advice: null }, /advice: is missing/],
    ['no stage', { stage: null }, /stage: is missing/],
    [
      'a stage that is not the folder',
      { stage: 'money' },
      /:12: stage: must be the folder's name, "trust"/,
    ],
    ['no level', { level: null }, /level: is missing/],
    ['a signal that warns alone', { level: 'high' }, /:11: level: a signal is low at most/],
    [
      'two examples',
      { tests: '{ match: [moon, moon], near: [a, b, c] }' },
      /tests\.match: needs 3 examples, has 2/,
    ],
    [
      'no near misses',
      { tests: '{ match: [moon, moon, moon] }' },
      /tests\.near: needs 3 examples, has 0/,
    ],
    ['a mistyped field', { inocent: "'x'" }, /inocent: is no known field/],
    [
      'another product',
      { logsource: '{ product: windows }' },
      /:8: logsource\.product: must be "message"/,
    ],
    [
      'an unknown event field',
      { detection: "{ selection: { wrods|contains: ' moon ' }, condition: selection }" },
      /:9: detection\.selection\.wrods\|contains: "wrods" is no field/,
    ],
    [
      'a signal that is not there',
      { detection: '{ selection: { thread.signals: [gone_signal] }, condition: selection }' },
      /:9: .*"gone_signal" is no signal of this set/,
    ],
    [
      'a character that nobody sees',
      { title: "'Asks\u200B for'" },
      /:1: holds the invisible character U\+200B/,
    ],
  ])('find %s', (_, change, fault) => {
    expect(check(...set(change)).join('\n')).toMatch(fault)
  })

  it.each<[string, Change]>([
    [
      'a reasoned signal that warns alone',
      { level: 'high', alone: "'No honest message ever asks for it.'" },
    ],
    ['an invisible character as an escape', { title: '"Asks\\u200B for"' }],
    ['a signal that only another rule reads', { level: 'informational' }],
  ])('accept %s', (_, change) => {
    expect(check(...set(change))).toEqual([])
  })

  it('find a signal that does nothing, unless a rule mentions it', () => {
    const unused = {
      correlation:
        '{ type: temporal, rules: [other_moon_signal], group-by: [thread], timespan: 1d }',
    }
    const mention = '{ selection: { thread.signals: asks_for_the_moon }, condition: selection }'
    const other = (detection: string): RuleFile => ({
      ...houseSignal({
        name: 'other_moon_signal',
        id: '1d8e2f6b-71c4-4a0e-b3a9-0c6d4e8f2a09',
        detection,
      }),
      path: 'signals/trust/other_moon_signal.yml',
    })
    const plain = "{ selection: { words|contains: ' mars ' }, condition: selection }"
    expect(check(...set({}, unused), other(plain)).join('\n')).toMatch(/moon\.yml:1: does nothing/)
    expect(check(...set({}, unused), other(mention))).toEqual([])
  })

  it.each<[string, Change, RegExp]>([
    ['no headline', { headline: null }, /headline: is missing/],
    [
      'an experimental warning',
      { status: 'experimental' },
      /level: an experimental rule may be low/,
    ],
    [
      'a group that no event has',
      {
        correlation:
          '{ type: temporal, rules: [asks_for_the_moon], group-by: [User], timespan: 30d }',
      },
      /correlation\.group-by: "User" is no field/,
    ],
  ])('find in a story %s', (_, change, fault) => {
    expect(check(...set({}, change)).join('\n')).toMatch(fault)
  })

  it.each(['not selection', 'not 1 of selection*', 'not (selection or other)'])(
    'accept the exemption "%s"',
    (condition) => {
      const filter = `{ rules: [asks_for_the_moon], selection: { words: a }, other: { words: b }, condition: ${condition} }`
      expect(check(...set({}, {}, { filter }))).toEqual([])
    },
  )

  it.each(['selection', 'selection and not other', 'not selection or other'])(
    'refuse the exemption "%s"',
    (condition) => {
      const filter = `{ rules: [asks_for_the_moon], selection: { words: a }, other: { words: b }, condition: ${condition} }`
      expect(check(...set({}, {}, { filter })).join('\n')).toMatch(
        /filter\.condition: must be an exemption/,
      )
    },
  )

  it('let no warning rest on an experimental signal', () => {
    const untried = { status: 'experimental' }
    expect(check(...set(untried)).join('\n')).toMatch(
      /moon_fraud_story\.yml:8: .*"asks_for_the_moon" is experimental/,
    )
    expect(check(...set(untried, { level: 'low' }))).toEqual([])
  })

  it('ask an exception for its reason', () => {
    expect(check(...set({}, {}, { description: 'Fine.' })).join('\n')).toMatch(
      /description: must say why/,
    )
  })

  it('name file and line of a schema fault too', () => {
    expect(check(file('signals/trust/broken_moon_rule.yml', 'title: [\n'))).toEqual([
      expect.stringMatching(/^signals\/trust\/broken_moon_rule\.yml:2: /),
    ])
  })
})

describe('the house rules on lists', () => {
  const hosts = file(
    'lists/chat_hosts.yml',
    'source: Typed by hand.\ndate: 2026-11-24\nvalues: [chat.example, t.example]\n',
  )
  const organisations = file(
    'lists/organisations/moons.yml',
    `date: 2026-11-24
sector: space
source: The sites of these organisations themselves.
organisations:
  - { name: Moonworks, aliases: [MW Space], domains: [moonworks.example] }
`,
  )
  const withLists = (detection: string): string[] =>
    check(
      ...set({ detection: `{ selection: ${detection}, condition: selection }` }),
      hosts,
      organisations,
    )

  it.each<[string, string, RegExp]>([
    [
      'a listed host',
      '{ link.host: [a.test, chat.example] }',
      /host\.0: "a\.test" is a host.*\n.*host\.1: "chat\.example" is a host: .*\(chat_hosts\)/,
    ],
    [
      'a host as the end of an address',
      "{ sender.email|endswith: '@moonworks.example' }",
      /\(organisations\)/,
    ],
    ['a listed host in the text', "{ text|contains: 't.example/' }", /stands in chat_hosts/],
    ['an organisation by name', '{ sender.claims: Moonworks }', /is an organisation of the list/],
    [
      'an organisation by another name',
      "{ sender.name|contains: 'mw space' }",
      /is an organisation/,
    ],
  ])('find %s in a rule', (_, detection, fault) => {
    expect(withLists(detection).join('\n')).toMatch(fault)
  })

  it.each<[string, string]>([
    ['a list asked for by name', "{ link.host|expand: '%chat_hosts%' }"],
    ['a pattern of hosts', "{ link.host|re: 'chat[a-z]+\\.example' }"],
    ['a part of an address', "{ sender.email|contains: 'recruit' }"],
    ['a host in the text that no list holds', "{ text|contains: 'moon.example' }"],
    ['a file ending', "{ link.path|endswith: '.zip' }"],
    ['an organisation as a mere word', "{ words|contains: ' moonworks ' }"],
  ])('accept %s', (_, detection) => {
    expect(withLists(detection)).toEqual([])
  })

  it.each<[string, string, RegExp]>([
    ['without a source', 'date: 2026-11-24\nvalues: [a.example]\n', /:1: source: must say/],
    ['without a day', 'source: Typed by hand.\nvalues: [a.example]\n', /:1: date: is missing/],
    [
      'that names an organisation twice',
      `date: 2026-11-24
sector: space
source: Typed by hand.
organisations:
  - { name: Moonworks, domains: [moonworks.example] }
  - { name: Moonworks, domains: [moonworks.test] }
`,
      /:6: .*"Moonworks" is listed twice/,
    ],
    [
      'with a character that nobody sees',
      'source: Typed by hand.\ndate: 2026-11-24\nvalues: [a\u200B.example]\n',
      /:3: holds the invisible/,
    ],
  ])('find a list %s', (_, text, fault) => {
    expect(check(...set(), file('lists/some_hosts.yml', text)).join('\n')).toMatch(fault)
  })
})

describe('the house rules on translations', () => {
  const sentences = (changes: Readonly<Record<string, string>> = {}): string =>
    Object.entries({
      'They want the moon': 'Sie wollen den Mond',
      'They ask for the moon.': 'Man fragt nach dem Mond.',
      'Astronomers do.': 'Astronomen tun das.',
      'Do not send it.': 'Schicken Sie ihn nicht.',
      ...changes,
    })
      .filter(([, text]) => text !== '')
      .map(([english, text]) => `  '${english}': '${text}'\n`)
      .join('')
  const german = (texts: string): RuleFile => file('texts/de.yml', `locale: de\ntexts:\n${texts}`)

  it('find nothing where each sentence of a warning is there', () => {
    expect(check(...set(), german(sentences()))).toEqual([])
  })

  it.each<[string, string, RegExp]>([
    [
      'a sentence of a story that is not translated',
      sentences({ 'Do not send it.': '' }),
      /stories\/moon_fraud_story\.yml:\d+: advice: is not in texts\/ of de: "Do not send it\."/,
    ],
    [
      'a sentence that no rule says',
      sentences({ 'They ask for Mars.': 'Man fragt nach dem Mars.' }),
      /texts\/de\.yml:\d+: no rule says "They ask for Mars\."/,
    ],
    [
      'other facts',
      sentences({ 'Do not send it.': 'Schicken Sie {sender.name} nichts.' }),
      /fills in other facts/,
    ],
    ['an empty sentence', "  'Do not send it.': ''\n", /is empty/],
  ])('find %s', (_, texts, fault) => {
    expect(check(...set(), german(texts)).join('\n')).toMatch(fault)
  })

  it('let a signal that is only shown beside others speak English', () => {
    const changes = { explain: "'They ask for it all.'" }
    expect(check(...set(changes), german(sentences()))).toEqual([])
  })

  it('find a second file of one locale and a faulty name', () => {
    const second = { ...german(sentences()), path: 'texts/de2.yml' }
    expect(check(...set(), german(sentences()), second).join('\n')).toMatch(/"de" is already there/)
    const odd = file('texts/xx.yml', 'locale: German\ntexts: {}\n')
    expect(check(...set(), odd).join('\n')).toMatch(/locale: is no locale/)
  })
})

describe('the list of event fields', () => {
  it('is the one in rules/README.md', () => {
    const readme = readFileSync(new URL('../../rules/README.md', import.meta.url), 'utf8')
    expect([...EVENT_FIELDS].sort()).toEqual(listDocumentedFields(readme).sort())
  })
})

/** First cells of the tables below "Event fields"; `.dkim` after `authentication.spf` is short for it. */
function listDocumentedFields(readme: string): string[] {
  const section =
    readme.slice(readme.indexOf('## Event fields')).split(/^## (?!Event fields)/m)[0] ?? ''
  return section.split('\n').flatMap((line) => {
    const cell = /^\| (`.*?) \|/.exec(line)?.[1] ?? ''
    const names = [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
    const prefix = names[0]?.split('.')[0] ?? ''
    return names.map((name) => (name.startsWith('.') ? prefix + name : name))
  })
}
