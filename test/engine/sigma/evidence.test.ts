import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventValue } from '../../../src/engine/event.ts'
import { foldCase } from '../../../src/engine/sigma/fold.ts'
import { makeEvent, makeWords, matchOne, type FieldInput } from './rule-set-factory.ts'

/** Evidence of a selection as `path: text`, given the texts at the paths. */
function show(
  detection: Record<string, unknown>,
  fields: Record<string, FieldInput>,
  texts: Record<string, string>,
): string[] {
  const spans = matchOne(detection, makeEvent(fields))?.spans ?? []
  return spans.map(({ field, start, end }) => `${field}: ${texts[field]?.slice(start, end) ?? '?'}`)
}

const text = 'Dear Ms Doe, please MOVE to Telegram; then move on to Signal. Pay 50 € by Pay-Pal.'
const subject = 'Please move'
const fields = {
  text,
  subject,
  words: [makeWords(subject, 'subject'), makeWords(text)],
  'attachment.name': [
    { value: 'cv.pdf', path: 'attachments.0.name' },
    { value: 'Offer.pdf.exe', path: 'attachments.1.name' },
  ],
  'attachment.double_extension': { value: true, path: 'attachments.1.name', range: [5, 13] },
  'attachment.kind': { value: 'executable', path: 'attachments.1.name', range: [9, 13] },
  'attachment.size': { value: 99, path: 'attachments.1.name' },
  'sender.domain': { value: 'mail.example', path: 'sender.email', range: [4, 16] },
  site: { value: 'file' },
} satisfies Record<string, FieldInput>
const texts = {
  text,
  subject,
  'attachments.0.name': 'cv.pdf',
  'attachments.1.name': 'Offer.pdf.exe',
  'sender.email': 'doe@mail.example',
}

describe('evidence', () => {
  test.each<[string, string[]]>([
    ['pay the fee', ['text: pay the fee']],
    ['pay the bill', []],
  ])('of a pattern whose guard stands in more places than are kept: %s', (end, expected) => {
    const long = `${'pay them all '.repeat(60)}${end}`
    const pattern = { selection: { 'words|re': ' pay ([^ ]+ ){0,2}fee ' }, condition: 'selection' }
    expect(show(pattern, { words: makeWords(long) }, { text: long })).toEqual(expected)
  })

  test('of a phrase that a text repeats without end is its first places, subject included', () => {
    const long = 'pay, pay! '.repeat(60)
    const values = { words: [makeWords(long), makeWords('Pay now', 'subject')] }
    const phrase = { selection: { 'words|contains': ' pay ' }, condition: 'selection' }
    const found = matchOne(phrase, makeEvent(values))?.spans ?? []
    expect(found).toHaveLength(8)
    expect(found.slice(0, 3).map(({ start }) => start)).toEqual([0, 5, 10])
  })

  test.each<[unknown, string[]]>([
    [{ 'text|contains': 'move' }, ['text: MOVE', 'text: move']],
    [{ 'text|contains': ['move to tele', 'SIGNAL'] }, ['text: MOVE to Tele', 'text: Signal']],
    [{ 'text|startswith': 'dear' }, ['text: Dear']],
    [{ 'text|endswith': 'pal.' }, ['text: Pal.']],
    [{ text: 'dear*telegram*' }, ['text: Dear Ms Doe, please MOVE to Telegram']],
    [{ text: '*m?ve*sign?l*' }, ['text: MOVE to Telegram; then move on to Signal']],
    [{ 'text|re': 'Pay.\\w+' }, ['text: Pay 50', 'text: Pay-Pal']],
    [{ 'words|contains': ' move ' }, ['subject: move', 'text: MOVE', 'text: move']],
    [{ 'words|contains': ' pay pal ' }, ['text: Pay-Pal']],
    [{ 'words|contains': 'ove to tele' }, ['text: MOVE to Telegram']],
    [{ 'words|startswith': ' please m' }, ['subject: Please move']],
    [{ 'words|endswith': ' pal ' }, ['text: Pal']],
    [{ 'words|contains': ' move * signal ' }, ['text: MOVE to Telegram; then move on to Signal']],
    [{ 'attachment.name|endswith': '.exe' }, ['attachments.1.name: .exe']],
    [{ 'attachment.name': 'cv.pdf' }, ['attachments.0.name: cv.pdf']],
    [{ 'attachment.double_extension': true }, ['attachments.1.name: .pdf.exe']],
    [{ 'attachment.kind': ['installer', 'executable'] }, ['attachments.1.name: .exe']],
    [{ 'attachment.kind|contains': 'exec' }, ['attachments.1.name: .exe']],
    [{ 'sender.domain|endswith': '.example' }, ['sender.email: mail.example']],
    [{ 'attachment.size|gt': 5 }, []],
    [
      { 'attachment.name|exists': true },
      ['attachments.0.name: cv.pdf', 'attachments.1.name: Offer.pdf.exe'],
    ],
    [
      { 'attachment.name|fieldref': 'attachment.name' },
      ['attachments.0.name: cv.pdf', 'attachments.1.name: Offer.pdf.exe'],
    ],
    [{ site: 'file' }, []],
    [
      ['telegram', 'cv.pdf'],
      ['text: Telegram', 'attachments.0.name: cv.pdf'],
    ],
  ])('of %j', (selection, expected) => {
    expect(show({ selection, condition: 'selection' }, fields, texts)).toEqual(expected)
  })

  const a = { 'text|contains': 'telegram' }
  const b = { 'text|contains': 'signal' }
  const no = { 'text|contains': 'whatsapp' }
  test.each<[string, string[]]>([
    ['a or b', ['text: Telegram', 'text: Signal']],
    ['a or no', ['text: Telegram']],
    ['a and not no', ['text: Telegram']],
    ['not no', []],
    ['not (no and b)', []],
    ['not (no or not a)', ['text: Telegram']],
    ['(no and a) or b', ['text: Signal']],
    ['2 of *', ['text: Telegram', 'text: Signal']],
  ])('of the condition %s', (condition, expected) => {
    expect(show({ a, b, no, condition }, fields, texts)).toEqual(expected)
  })

  test('drops what lies within other evidence and repeats', () => {
    const selection = {
      'text|contains': ['move to telegram', 'to tele', 'MOVE to Telegram', 'move to'],
    }
    expect(show({ selection, condition: 'selection' }, fields, texts)).toEqual([
      'text: MOVE to Telegram',
    ])
  })

  test('is at most eight places, the first ones', () => {
    const long = 'ab '.repeat(50)
    const event = makeEvent({ text: long, words: makeWords(long) })
    const starts = [0, 3, 6, 9, 12, 15, 18, 21]
    for (const key of ['text|contains', 'words|contains']) {
      const match = matchOne(
        { s: { [key]: key === 'text|contains' ? 'ab' : ' ab ' }, condition: 's' },
        event,
      )
      expect(match?.spans.map(({ start }) => start)).toEqual(starts)
    }
  })

  test('comes in the order of the message', () => {
    const many = {
      'link.text': Array.from({ length: 12 }, (_, i): EventValue => ({
        value: 'pay',
        path: `links.${i}.text`,
      })),
      text: 'pay',
      'sender.name': { value: 'pay', path: 'sender.name' },
    }
    const match = matchOne({ s: ['pay'], condition: 's' }, makeEvent(many))
    expect(match?.spans.map(({ field }) => field)).toEqual([
      'sender.name',
      'text',
      'links.0.text',
      'links.1.text',
      'links.2.text',
      'links.3.text',
      'links.4.text',
      'links.5.text',
    ])
    const few = { 'link.text': many['link.text'].slice(9).concat(many['link.text'].slice(1, 3)) }
    const second = matchOne({ s: ['pay'], condition: 's' }, makeEvent(few))
    expect(second?.spans.map(({ field }) => field)).toEqual([
      'links.1.text',
      'links.2.text',
      'links.9.text',
      'links.10.text',
      'links.11.text',
    ])
  })

  test('of words that another maker cut lies in the text itself', () => {
    const value = ' move to telegram '
    expect(
      show(
        { s: { 'words|contains': ' to telegram ' }, condition: 's' },
        { words: value },
        { words: value },
      ),
    ).toEqual(['words: to telegram'])
  })
})

describe('offsets on any Unicode', () => {
  const anyText = fc.string({
    unit: fc.oneof(
      fc.constantFrom(
        'İ',
        'Σ',
        'ς',
        'ß',
        'ẞ',
        'ſ',
        'K',
        '\ud83d',
        '\ude00',
        '😀',
        'é',
        'ﬀ',
        'ǅ',
        'a',
        'B',
        '-',
        '—',
      ),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 30,
  })

  test('folding keeps every unit in its place', () => {
    fc.assert(
      fc.property(anyText, anyText, (left, right) => {
        expect(foldCase(left)).toHaveLength(left.length)
        expect(foldCase(foldCase(left))).toBe(foldCase(left))
        fc.pre(!/[\ud800-\udbff]$/.test(left) || !/^[\udc00-\udfff]/.test(right))
        expect(foldCase(left + right)).toBe(foldCase(left) + foldCase(right))
      }),
      { numRuns: 1000 },
    )
  }, 60_000)

  test.each([
    ['ΛΌΓΟΣ', 'λόγος'],
    ['STRASSE', 'ſtrasse'],
    ['Kelvin', 'kelvin'],
    ['ДОМ', 'дом'],
    ['ÉTÉ', 'été'],
    ['ẞ', 'ß'],
  ])('%s is %s in another case', (upper, lower) => {
    expect(foldCase(upper)).toBe(foldCase(lower))
  })

  test('the text at a span is the needle, and the first such place', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (before, needle, after) => {
        fc.pre(needle.length > 0)
        const whole = before + needle + after
        const escaped = needle.replace(/[*?\\]/g, '\\$&')
        const match = matchOne(
          { s: { 'text|contains': escaped }, condition: 's' },
          makeEvent({ text: whole }),
        )
        const folded = foldCase(whole)
        const wanted = foldCase(needle)
        // A needle that starts or ends with half a character is another text beside its other half.
        fc.pre(folded.includes(wanted))
        const [first] = match?.spans ?? []
        expect(first?.start).toBe(folded.indexOf(wanted))
        for (const { start, end } of match?.spans ?? []) {
          expect(foldCase(whole.slice(start, end))).toBe(wanted)
        }
      }),
      { numRuns: 1000 },
    )
  }, 60_000)
})
