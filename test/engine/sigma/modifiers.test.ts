import { describe, expect, test } from 'vitest'
import { findFaults, holds, makeWords, type FieldInput } from './rule-set-factory.ts'

interface Row {
  readonly selection: unknown
  readonly hit: readonly FieldInput[]
  readonly miss: readonly FieldInput[]
}

/** Every selection asks about the field `f`. */
const ROWS: Readonly<Record<string, Row>> = {
  'plain text is the whole value, in any case': {
    selection: { f: 'Whoami.exe' },
    hit: ['whoami.exe', 'WHOAMI.EXE', ['other', 'whoami.exe']],
    miss: ['xwhoami.exe', 'whoami.exe ', '', []],
  },
  'a list is any of its values': {
    selection: { f: ['one', 'two*', 3] },
    hit: ['one', 'twofold', 3, '3', ['x', 'one']],
    miss: ['onetwo', 33, 'three'],
  },
  wildcards: {
    selection: { f: 'prog?.exe' },
    hit: ['progA.exe', 'PROG1.EXE', 'prog😀.exe'],
    miss: ['prog.exe', 'progAB.exe'],
  },
  'a star is any text': {
    selection: { f: 'antivirus_V*.exe' },
    hit: ['antivirus_V1.exe', 'antivirus_V21.2.1.exe', 'antivirus_V.exe'],
    miss: ['antivirus_1.exe', 'antivirus_V1.exe.txt'],
  },
  'a lone star asks for any value': { selection: { f: '*' }, hit: ['', 'x', 0], miss: [[]] },
  'stars and question marks together': {
    selection: { f: '*a?c*x?' },
    hit: ['zzabc..xy', 'aacxxx'],
    miss: ['abcx', 'acxy', 'abxy'],
  },
  'an escaped wildcard is itself': {
    selection: { f: 'a\\*b\\?' },
    hit: ['a*b?'],
    miss: ['axb?', 'a\\*b\\?', 'a*bx'],
  },
  'a backslash before other letters is itself': {
    selection: { f: 'C:\\Windows\\x' },
    hit: ['c:\\windows\\x'],
    miss: ['c:windowsx'],
  },
  'two backslashes are one': { selection: { f: 'a\\\\b' }, hit: ['a\\b'], miss: ['a\\\\b'] },
  'a backslash before a wildcard': {
    selection: { f: 'a\\\\*' },
    hit: ['a\\', 'a\\bc'],
    miss: ['a*', 'ab'],
  },
  'three backslashes before a star': { selection: { f: '\\\\\\*' }, hit: ['\\*'], miss: ['\\x'] },
  'four backslashes are two': { selection: { f: '\\\\\\\\' }, hit: ['\\\\'], miss: ['\\'] },
  true: { selection: { f: true }, hit: [true, 'true', 'True'], miss: [false, 1, 'yes'] },
  'a number': { selection: { f: 517 }, hit: [517, '517'], miss: [51, 5170, '0517'] },
  'null: the field is absent': { selection: { f: null }, hit: [[]], miss: ['', 'x', 0] },
  'an empty text': { selection: { f: '' }, hit: [''], miss: ['x', []] },
  'exists: true': { selection: { 'f|exists': true }, hit: ['', 'x', false], miss: [[]] },
  'exists: false': { selection: { 'f|exists': false }, hit: [[]], miss: ['', 'x'] },
  contains: {
    selection: { 'f|contains': ['Tele', 'whats'] },
    hit: ['my telegram', 'TELE', 'whatsapp'],
    miss: ['tel', 'what'],
  },
  'contains with a wildcard inside': {
    selection: { 'f|contains': 'send*coin' },
    hit: ['please send some bitcoin now', 'sendcoin'],
    miss: ['coin, send'],
  },
  'contains: a star at its end adds nothing': {
    selection: { 'f|contains': '*abc*' },
    hit: ['xabcx', 'abc'],
    miss: ['ab'],
  },
  startswith: { selection: { 'f|startswith': 'adm' }, hit: ['Admin'], miss: ['xadm', 'ad'] },
  endswith: {
    selection: { 'f|endswith': '\\cmd.exe' },
    hit: ['c:\\CMD.exe', '\\cmd.exe'],
    miss: ['cmd.exe', '\\cmd.exe '],
  },
  all: {
    selection: { 'f|contains|all': ['one', 'two'] },
    hit: ['two and one', ['one', 'two']],
    miss: ['one', 'two'],
  },
  'all before the other modifier': {
    selection: { 'f|all|contains': ['one', 'two'] },
    hit: ['twoone'],
    miss: ['one'],
  },
  cased: { selection: { 'f|cased': 'Ab' }, hit: ['Ab'], miss: ['ab', 'AB'] },
  'cased contains': { selection: { 'f|contains|cased': 'Ab' }, hit: ['xAbx'], miss: ['xabx'] },
  re: { selection: { 'f|re': 'ab+c$' }, hit: ['xxabbc', 'abc'], miss: ['ABC', 'abcd', 'ac'] },
  're|i': { selection: { 'f|re|i': 'ab+c' }, hit: ['xABBc'], miss: ['ac'] },
  're without m': { selection: { 'f|re': '^b$' }, hit: ['b'], miss: ['a\nb\nc'] },
  're|m': { selection: { 'f|re|m': '^b$' }, hit: ['a\nb\nc', 'b'], miss: ['ab'] },
  're without s': { selection: { 'f|re': 'aa.bb' }, hit: ['aaxbb'], miss: ['aa\nbb'] },
  're|s': { selection: { 'f|re|s': 'aa.bb' }, hit: ['aa\nbb'], miss: ['aabb'] },
  're|i|m|s': { selection: { 'f|re|i|m|s': '^a.b$' }, hit: ['x\nA\nB\ny'], miss: ['ab'] },
  're|all': { selection: { 'f|re|all': ['a1', 'b2'] }, hit: ['b2a1'], miss: ['a1'] },
  're: alternatives, groups, classes, counts': {
    selection: { 'f|re': '(foo|ba[rz]){2,3}x?' },
    hit: ['foobar', 'bazbazfoo'],
    miss: ['foo', 'baqbaq'],
  },
  'cidr v4': {
    selection: { 'f|cidr': ['10.0.0.0/8', '192.168.1.128/25'] },
    hit: ['10.0.0.1', '10.255.255.255', '192.168.1.200'],
    miss: ['11.0.0.1', '192.168.1.1', 'x10.0.0.1', '10.0.0', '10.0.0.256', '::10.0.0.1'],
  },
  'cidr v6': {
    selection: { 'f|cidr': '2001:db8::/32' },
    hit: ['2001:DB8::1', '2001:db8:ffff:0:0:0:0:1', '[2001:db8::]'],
    miss: ['2001:db9::1', '10.0.0.1', '2001:db8', '2001:db8::1::2'],
  },
  'cidr of one address': {
    selection: { 'f|cidr': '::ffff:1.2.3.4' },
    hit: ['::ffff:102:304'],
    miss: ['1.2.3.4'],
  },
  lt: { selection: { 'f|lt': 5 }, hit: [4, -1, '4.5'], miss: [5, 6, 'x', '', []] },
  lte: { selection: { 'f|lte': 5 }, hit: [5, 4], miss: [5.01] },
  gt: { selection: { 'f|gt': 5 }, hit: [6, '5.5'], miss: [5, true] },
  gte: { selection: { 'f|gte': 5 }, hit: [5, '5'], miss: [4] },
  neq: { selection: { 'f|neq': 'a' }, hit: ['b', []], miss: ['a', 'A', ['a', 'b']] },
  'neq of a list': { selection: { 'f|neq': [1, 2] }, hit: [3], miss: [1, 2] },
  'neq null: the field is there': { selection: { 'f|neq': null }, hit: ['x'], miss: [[]] },
  'neq contains': { selection: { 'f|contains|neq': 'a' }, hit: ['bcd'], miss: ['bad'] },
  minute: {
    selection: { 'f|minute': 30 },
    hit: ['2026-11-24T10:30:59Z'],
    miss: ['2026-11-24T10:31:00Z', '2026-11-24'],
  },
  'hour with a comparison': {
    selection: { 'f|hour|gte': 22 },
    hit: ['2026-11-24T22:00:00Z', '2026-11-24 23:59'],
    miss: ['2026-11-24T21:59:59Z', 'x', 22],
  },
  day: { selection: { 'f|day': [1, 24] }, hit: ['2026-11-24'], miss: ['2026-11-23'] },
  week: {
    selection: { 'f|week': 53 },
    hit: ['2020-12-31', '2021-01-03T00:00:00Z'],
    miss: ['2021-01-04', '2026-12-27'],
  },
  month: { selection: { 'f|month|lt': 3 }, hit: ['2026-02-28'], miss: ['2026-03-01'] },
  'year of a time in milliseconds': {
    selection: { 'f|year': 2001 },
    hit: [1_000_000_000_000],
    miss: [0],
  },
  base64: { selection: { 'f|base64': 'foobar' }, hit: ['Zm9vYmFy'], miss: ['foobar'] },
  'base64 with padding': {
    selection: { 'f|base64|contains': 'fooba' },
    hit: ['x=Zm9vYmE='],
    miss: ['Zm9vYmE'],
  },
  base64offset: {
    selection: { 'f|base64offset|contains': 'secret' },
    hit: ['secret', 'a secret', 'my secret', 'the secret!'].map((text) => btoa(text)),
    miss: [btoa('secre'), 'secret'],
  },
  'utf16le|base64': { selection: { 'f|utf16le|base64': 'cmd' }, hit: ['YwBtAGQA'], miss: ['Y21k'] },
  'wide is utf16le': {
    selection: { 'f|wide|base64offset|contains': 'cmd' },
    hit: [btoa('xc\0m\0d\0')],
    miss: [btoa('cmd')],
  },
  'utf16be|base64': {
    selection: { 'f|utf16be|base64': 'cmd' },
    hit: [btoa('\0c\0m\0d')],
    miss: ['YwBtAGQA'],
  },
  'utf16|base64': {
    selection: { 'f|utf16|base64': 'cmd' },
    hit: [btoa('\xff\xfec\0m\0d\0')],
    miss: ['YwBtAGQA'],
  },
  'utf16le alone': { selection: { 'f|utf16le': 'cmd' }, hit: ['c\0m\0d\0'], miss: ['cmd'] },
  'base64 of letters beyond ASCII': {
    selection: { 'f|base64': 'é€😀' },
    hit: [Buffer.from('é€😀').toString('base64')],
    miss: ['é€😀'],
  },
  windash: {
    selection: { 'f|windash|contains': ' -enc' },
    hit: ['x -enc y', 'x /ENC', 'x –enc', 'x —enc', 'x ―enc'],
    miss: ['x enc', 'x +enc'],
  },
  'windash after contains, many dashes': {
    selection: { 'f|contains|windash': '-a/b-c' },
    hit: ['-a/b-c', '/a-b—c'],
    miss: ['-a-b'],
  },
  'windash|base64': {
    selection: { 'f|windash|base64': '-x' },
    hit: [btoa('-x'), btoa('/x')],
    miss: [btoa('+x')],
  },
  expand: {
    selection: { 'f|expand': '%ats_hosts%' },
    hit: ['jobs.example', 'HIRE.example'],
    miss: ['x.jobs.example', '%ats_hosts%'],
  },
  'expand inside a longer text': {
    selection: { 'f|endswith|expand': '.%ats_hosts%' },
    hit: ['acme.jobs.example'],
    miss: ['jobs.example', 'x.example'],
  },
  'expand twice': {
    selection: { 'f|expand': '%ats_hosts%/%ats_hosts%?' },
    hit: ['jobs.example/hire.examplex'],
    miss: ['jobs.example/hire.example'],
  },
  'expand: an escaped percent sign is itself': {
    selection: { 'f|expand': '\\%plain%ats_hosts%' },
    hit: ['%plainjobs.example'],
    miss: ['jobs.example', 'plainjobs.example'],
  },
  'expand: wildcards of a list mean themselves': {
    selection: { 'f|expand': '%starred%' },
    hit: ['a*c'],
    miss: ['abc'],
  },
  'expand: an empty list is nothing': {
    selection: { 'f|expand': '%nothing%' },
    hit: [],
    miss: ['', 'x'],
  },
  'without expand percent signs are plain': {
    selection: { f: '%ats_hosts%' },
    hit: ['%ats_hosts%'],
    miss: ['jobs.example'],
  },
}

describe.each(Object.entries(ROWS))('%s', (_, { selection, hit, miss }) => {
  test.each(hit.map((value) => [value]))('hits %j', (f) => {
    expect(holds(selection, { f })).toBe(true)
  })
  test.each(miss.map((value) => [value]))('misses %j', (f) => {
    expect(holds(selection, { f })).toBe(false)
  })
})

describe('fieldref', () => {
  test.each([
    [{ 'a|fieldref': 'b' }, { a: 'X', b: 'x' }, true],
    [{ 'a|fieldref': 'b' }, { a: 'X', b: ['y', 'x'] }, true],
    [{ 'a|fieldref': 'b' }, { a: 'x', b: 'y' }, false],
    [{ 'a|fieldref': 'b' }, { a: 'x' }, false],
    [{ 'a|fieldref|cased': 'b' }, { a: 'X', b: 'x' }, false],
    [{ 'a|fieldref|neq': 'b' }, { a: 'x', b: 'y' }, true],
    [{ 'a|fieldref|neq': 'b' }, { a: 'x', b: 'x' }, false],
    [{ 'a|fieldref|startswith': 'b' }, { a: 'xyz', b: 'xy' }, true],
    [{ 'a|fieldref|endswith': 'b' }, { a: 'xyz', b: 'xy' }, false],
    [{ 'a|fieldref|contains': 'b' }, { a: 'xyz', b: 'Y' }, true],
    [{ 'a|fieldref|contains': 'b' }, { a: 'xyz', b: '' }, false],
  ])('%j on %j', (selection, fields, expected) => {
    expect(holds(selection, fields)).toBe(expected)
  })
})

describe('words', () => {
  const words = makeWords('Please move to Telegram, and do it to-day.')
  test.each([
    [{ 'words|contains': ' move to telegram ' }, true],
    [{ 'words|contains': ' MOVE to ' }, true],
    [{ 'words|contains': [' nothing ', ' please '] }, true],
    [{ 'words|contains': ' do it to day ' }, true],
    [{ 'words|contains': ' day ' }, true],
    [{ 'words|contains': ' mov ' }, false],
    [{ 'words|contains': ' to move ' }, false],
    [{ 'words|contains': ' to  telegram ' }, true],
    [{ 'words|contains': ' Telegram, and do… ' }, true],
    [{ 'words|contains': ' to-day ' }, true],
    [{ 'words|contains': ' to-day x ' }, false],
    [{ 'words|contains': ' telegr' }, true],
    [{ 'words|contains': 'egra' }, true],
    [{ 'words|contains': ' move * it ' }, true],
    [{ 'words|contains|all': [' move ', ' telegr'] }, true],
    [{ 'words|contains|all': [' move ', ' gone '] }, false],
    [{ 'words|contains|cased': ' Move ' }, false],
    [{ 'words|startswith': ' please ' }, true],
    [{ 'words|endswith': ' day ' }, true],
    [{ words: 'please' }, false],
    [{ words: ' please move to telegram and do it to day ' }, true],
    [{ 'words|re': ' move (in)?to ' }, true],
  ])('%j: %s', (selection, expected) => {
    expect(holds(selection, { words })).toBe(expected)
  })
})

describe('what Sigma does not know or allow is a fault with its place', () => {
  test.each([
    [{ 's|contain': 'x' }, 'detection/s/s|contain: modifier "contain" is unknown'],
    [{ 'f|': 'x' }, 'detection/s/f|: modifier "" is unknown'],
    [{ 'f|contains|contains': 'x' }, 'stands twice'],
    [{ 'f|contains|startswith': 'x' }, 'can\'t be combined with "contains"'],
    [{ 'f|contains': 5 }, "write '5' in quotes"],
    [{ 'f|contains': '' }, 'part of every text'],
    [{ 'f|all': 'x' }, 'needs a list of at least two values'],
    [{ 'f|all': ['x'] }, 'needs a list of at least two values'],
    [{ 'f|contains': ['x', null] }, "detection/s/f|contains/1: null can't be part of a list"],
    [{ f: [null] }, "null can't be part of a list"],
    [{ 'f|contains': null }, 'null stands behind a field without modifiers'],
    [{ f: [] }, 'list of values is empty'],
    [{ f: { g: 1 } }, 'a value must be'],
    [{ f: [['x']] }, 'a value must be'],
    [{ f: Number.NaN }, 'a value must be'],
    [{ 'f|exists': 'yes' }, 'needs true or false'],
    [{ 'f|exists': [true, false] }, 'needs true or false'],
    [{ 'f|contains|exists': true }, "can't follow"],
    [{ 'f|exists|neq': true }, 'stands alone'],
    [{ 'f|i': 'x' }, 'belongs behind "re"'],
    [{ 'f|re': '(' }, 'not a regular expression'],
    [{ 'f|re': '(a)\\1' }, 'not a regular expression of linear time'],
    [{ 'f|re': 'a(?=b)' }, 'not a regular expression of linear time'],
    [{ 'f|re': '' }, 'matches everything'],
    [{ 'f|re': 5 }, 'needs a text'],
    [{ 'f|re|contains': 'x' }, 'needs a text'],
    [{ 'f|contains|re': 'x' }, "can't follow"],
    [{ 'f|cidr': '10.0.0.1/8' }, 'bits set behind its prefix'],
    [{ 'f|cidr': '10.0.0.0/33' }, 'is no network'],
    [{ 'f|cidr': 'office' }, 'is no network'],
    [{ 'f|lt': 'x' }, 'needs a number'],
    [{ 'f|lt': '5' }, 'needs a number'],
    [{ 'f|lt|gt': 5 }, 'can\'t be combined with "lt"'],
    [{ 'f|lt|contains': 5 }, 'needs a text'],
    [{ 'f|hour': 'noon' }, 'needs a number'],
    [{ 'f|gte|hour': 5 }, "can't follow"],
    [{ 'f|base64': 'a*' }, "wildcards can't be encoded"],
    [{ 'f|contains|base64': 'a' }, 'belongs before "contains"'],
    [{ 'f|expand': 'plain' }, 'needs a %placeholder%'],
    [{ 'f|expand': '%unknown%' }, 'there is no list "unknown"'],
    [{ 'f|expand': '%__proto__%' }, 'there is no list "__proto__"'],
    [{ 'f|fieldref': 'a b' }, 'needs the name of a field'],
    [{ 'f|fieldref': 'thread.signals' }, 'never known at the same time'],
    [{ 'f|cased|re': 'x' }, "can't follow"],
    [{ 'f|re|cased': 'x' }, 'is needless'],
    [{ 'words|contains': ' - ' }, '" - " holds no word'],
    [{ 'words|contains': [' a ', ' '] }, 'detection/s/words|contains/1: " " holds no word'],
    [{ '|exists': true }, 'keywords stand without a field'],
  ])('%j', (s, expected) => {
    expect(findFaults({ s, condition: 's' })).toEqual([expect.stringContaining(expected)])
  })
})
