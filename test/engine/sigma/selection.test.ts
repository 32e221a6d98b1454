import { describe, expect, test } from 'vitest'
import { findFaults, holds } from './rule-set-factory.ts'

describe('the examples of the specification', () => {
  test('a list of texts is looked for in the whole message', () => {
    const keywords = ['EVILSERVICE', 'svchost.exe -n evil']
    expect(holds(keywords, { text: 'started evilservice today' })).toBe(true)
    expect(holds(keywords, { subject: 'run SVCHOST.exe -n evil' })).toBe(true)
    expect(holds(keywords, { text: 'evil service' })).toBe(false)
    expect(holds(keywords, { site: 'evilservice' })).toBe(false)
  })

  test('a list of maps is any of them', () => {
    const selection = [
      { 'Image|endswith': '\\\\example.exe' },
      { 'Description|contains': 'Test executable' },
    ]
    expect(holds(selection, { Image: 'c:\\example.exe' })).toBe(true)
    expect(holds(selection, { Description: 'a test executable' })).toBe(true)
    expect(holds(selection, { Image: 'example.exe', Description: 'x' })).toBe(false)
  })

  test('a map is all of its lines', () => {
    const selection = { EventLog: 'Security', EventID: [517, 1102] }
    expect(holds(selection, { EventLog: 'security', EventID: 1102 })).toBe(true)
    expect(holds(selection, { EventLog: 'security', EventID: 1103 })).toBe(false)
    expect(holds(selection, { EventID: 517 })).toBe(false)
  })

  test('|all without a field asks for every keyword', () => {
    const selection = { '|all': ['OabVirtualDirectory', ' -ExternalUrl '] }
    expect(holds(selection, { text: 'oabvirtualdirectory x -externalurl y' })).toBe(true)
    expect(holds(selection, { text: 'OabVirtualDirectory', subject: 'a -ExternalUrl b' })).toBe(
      true,
    )
    expect(holds(selection, { text: 'OabVirtualDirectory' })).toBe(false)
  })
})

describe('keywords', () => {
  test.each([
    [['a*z'], { text: 'xx a to z xx' }, true],
    [['a*z'], { text: 'z to a' }, false],
    [[4711], { text: 'call 4711 now' }, true],
    [{ '|re': 'a\\d+z' }, { subject: 'xa12z' }, true],
    [{ '|re': 'a\\d+z' }, { subject: 'az' }, false],
    [{ '|startswith': 'dear' }, { text: 'Dear all' }, true],
    [{ '|startswith': 'dear' }, { text: 'Oh dear' }, false],
    [['one', { 'subject|contains': 'two' }], { subject: 'two' }, true],
    [['one', { 'subject|contains': 'two' }], { text: 'two' }, false],
    [['offer.exe'], { 'attachment.name': ['a.txt', 'Offer.exe'] }, true],
    [['t.example'], { 'link.href': 'https://t.example/x' }, true],
    [['jane'], { 'sender.name': 'Jane Invented' }, true],
  ])('%j on %j', (selection, fields, expected) => {
    expect(holds(selection, fields)).toBe(expected)
  })
})

describe('malformed selections', () => {
  test.each<[unknown, string]>([
    [{}, 'detection/s: the selection is empty'],
    [[], 'detection/s: the selection is empty'],
    [[{}], 'detection/s/0: the selection is empty'],
    ['text', 'detection/s: a selection must be a map of fields or a list'],
    [5, 'detection/s: a selection must be'],
    [null, 'detection/s: a selection must be'],
    [[['x']], 'detection/s/0: a list within a list'],
    [[null], 'detection/s/0: null stands behind a field'],
    [['x', ''], 'detection/s/1: the keyword is empty'],
    [['*'], 'detection/s/0: the keyword is empty'],
    [[{ a: 1 }, { 'b|what': 1 }], 'detection/s/1/b|what: modifier "what" is unknown'],
  ])('%j', (s, expected) => {
    expect(findFaults({ s, condition: 's' })).toEqual([expect.stringContaining(expected)])
  })

  test('all faults of a rule are told at once', () => {
    const detection = { a: { 'f|x': 1 }, b: [], c: ['ok'], condition: 'a and b and c and d' }
    expect(findFaults(detection)).toEqual([
      expect.stringContaining('detection/a/f|x'),
      expect.stringContaining('detection/b'),
      expect.stringContaining('"d", which is not defined'),
    ])
  })

  test('a selection that no condition names is checked, too', () => {
    expect(findFaults({ a: ['x'], unused: { 'f|x': 1 }, condition: 'a' })).toHaveLength(1)
  })
})
