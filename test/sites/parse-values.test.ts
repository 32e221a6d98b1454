import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSnowflakeTime, readStampName, readStampTime } from '../../src/sites/chat-values.ts'
import { extractors } from '../../src/sites/extractors.ts'
import { parseGmailIdTime, parseJslog } from '../../src/sites/gmail-attributes.ts'
import { parseEventTime, parseEventUrn } from '../../src/sites/linkedin-urn.ts'
import { matchesPage } from '../../src/sites/match-page.ts'
import {
  findEmail,
  parseDate,
  parseDegree,
  parseMailto,
  parseMimeClass,
  parseSize,
  splitAddress,
} from '../../src/sites/parse-values.ts'

const local = (...parts: [number, number, number, number, number]): string =>
  new Date(...parts).toISOString()

describe('values on a page', () => {
  it.each([
    ['Ana <Ana.Example@Skyward.example>', 'ana.example@skyward.example'],
    ['(kim@viewer.example)', 'kim@viewer.example'],
    ['Inbox - kim@viewer.example - Gmail', 'kim@viewer.example'],
    ['@handle', undefined],
    ['ana@localhost', undefined],
    ['no address', undefined],
  ])('e-mail in "%s"', (text, expected) => {
    expect(findEmail(text)).toBe(expected)
  })

  it.each([
    ['Ana Example <ana@skyward.example>', { name: 'Ana Example', email: 'ana@skyward.example' }],
    ['Ana<Ana@Skyward.example>', { name: 'Ana', email: 'ana@skyward.example' }],
    [
      'safe@bank.example <safe@bank.example> <x@lure.example>',
      { name: 'safe@bank.example <safe@bank.example>', email: 'x@lure.example' },
    ],
    ['ana@skyward.example', { name: '', email: 'ana@skyward.example' }],
    ['safe@bank.example (Ana)', { name: 'safe@bank.example (Ana)' }],
    ['Ana <no address>', { name: 'Ana' }],
    ['> ana@skyward.example <', { name: '> ana@skyward.example <' }],
    ['', { name: '' }],
  ])('name and address of "%s"', (text, expected) => {
    expect(splitAddress(text)).toEqual(expected)
  })

  it.each([
    ['[10:30, 28/09/2026] Ana Example: ', 'Ana Example', local(2026, 8, 28, 10, 30)],
    ['[10:30 PM, 9/28/2026] Ana: Example: ', 'Ana: Example', local(2026, 8, 28, 22, 30)],
    ['[12:05 a.m., 28.9.2026] +1 555 0100: ', '+1 555 0100', local(2026, 8, 28, 0, 5)],
    ['[10:30, 2026-09-28] Ana: ', 'Ana', local(2026, 8, 28, 10, 30)],
    ['[10:30, 9/9/2026] Ana] x: ', 'Ana] x', local(2026, 8, 9, 10, 30)],
    ['[10:30, 05/06/2026] Ana: ', 'Ana', undefined],
    ['[10:30, 31/02/2026] Ana: ', 'Ana', undefined],
    ['[yesterday] Ana: ', 'Ana', undefined],
    ['Ana: hello', undefined, undefined],
    ['', undefined, undefined],
  ])('who and when in "%s"', (stamp, name, time) => {
    expect([readStampName(stamp), readStampTime(stamp)]).toEqual([name, time])
  })

  it.each([
    ['175928847299117063', '2016-04-30T11:18:25.796Z'],
    ['chat-messages-111111111111111111-175928847299117063', '2016-04-30T11:18:25.796Z'],
    ['chat-messages-1-2', undefined],
    ['chat-messages-', undefined],
    ['message-content-x175928847299117063', undefined],
  ])('time in the id "%s"', (id, expected) => {
    expect(parseSnowflakeTime(id)).toBe(expected)
  })

  it('takes the last end of a name between two marks where that is asked for', () => {
    const take = (...marks: string[]) => extractors.between.extract('a:x.pdf--end.exe--end', marks)
    expect(take('a:', '--end')).toBe('x.pdf')
    expect(take('a:', '--end', 'last')).toBe('x.pdf--end.exe')
    expect(take('a:', '--none', 'last')).toBeUndefined()
  })

  it.each([
    ['From: Ana<ana@skyward.example>', 'Ana'],
    ['Ana <ana@skyward.example>', 'Ana'],
    ['Von: To: Ana<ana@skyward.example>', 'To: Ana'],
  ])('name after a label in "%s"', (label, expected) => {
    expect(extractors['angle-address'].extract(label, ['name', ': '])).toBe(expected)
  })

  it.each([
    ['mailto:ana%2Bjobs@skyward.example?subject=x', 'ana+jobs@skyward.example'],
    ['MAILTO:ana@skyward.example', 'ana@skyward.example'],
    ['mailto:ana@skyward.example%', 'ana@skyward.example%'],
    ['https://skyward.example/?q=ana@skyward.example', undefined],
  ])('address of the link "%s"', (href, expected) => {
    expect(parseMailto(href)).toBe(expected)
  })

  it.each([
    ['· 2nd', '2'],
    ['· 1er', '1'],
    ['3. Grades', '3'],
    ['· 3rd+', '3'],
    ['4th', undefined],
    ['500 connections', undefined],
    ['1 of 3', undefined],
    ['', undefined],
  ])('degree in "%s"', (text, expected) => {
    expect(parseDegree(text)).toBe(expected)
  })

  it.each([
    ['(~415 B)', '415'],
    ['78 KB', '79872'],
    ['1,2 Mo', '1258291'],
    ['3.5 MiB', '3670016'],
    ['77\u00a0KB', '78848'],
    ['2 bytes', '2'],
    ['KB', undefined],
    ['5 people', undefined],
  ])('size in "%s"', (text, expected) => {
    expect(parseSize(text)).toBe(expected)
  })

  it.each([
    ['2026-09-20T14:44:00Z', '2026-09-20T14:44:00.000Z'],
    ['2026-09-20T14:44:00+02:00', '2026-09-20T12:44:00.000Z'],
    ['2026-09-20 14:44', local(2026, 8, 20, 14, 44)],
    ['1789900000000', '2026-09-20T10:26:40.000Z'],
    ['1789900000', '2026-09-20T10:26:40.000Z'],
    ['Sun, Sep 20, 2026, 2:44 PM', local(2026, 8, 20, 14, 44)],
    ['September 20, 2026 at 2:44 PM', local(2026, 8, 20, 14, 44)],
    ['05/06/2026 14:44', undefined],
    ['20. Sept. 14:44', undefined],
    ['14:44', undefined],
    ['20 września 2026 14:44', undefined],
    ['2026-13-45 99:99', undefined],
  ])('date in "%s"', (text, expected) => {
    expect(parseDate(text)).toBe(expected)
  })

  it.each([
    ['application zip', undefined, 'application/zip'],
    ['selected image png', undefined, 'image/png'],
    ['zip', undefined, undefined],
    ['x ui-attachment--pdf y', 'ui-attachment--', 'application/pdf'],
    ['ui-attachment--rar', 'ui-attachment--', undefined],
  ])('MIME type of the classes "%s" (%s)', (classes, prefix, expected) => {
    expect(parseMimeClass(classes, prefix)).toBe(expected)
  })

  it.each([
    ['*', '/mail/u/0/', true],
    ['/mail/*', '/mail/u/0/#inbox/1', true],
    ['/mail/*', '/calendar', false],
    ['*_action=show*', '/?_task=mail&_action=show&_uid=1', true],
    ['*a*a', '/xa', false],
    ['/exact', '/exact', true],
    ['/exact', '/exactly', false],
  ])('the pattern "%s" on "%s"', (pattern, page, expected) => {
    expect(matchesPage([pattern], `https://mail.site.example${page}`)).toBe(expected)
  })
})

describe('what LinkedIn and Gmail write into attributes', () => {
  const content = '1676641440939b58769-004&cf2a035c-816d-4c2b-9d11-aaaabbbbcccc_013'
  const urn = (inner: string): string =>
    `urn:li:msg_message:(urn:li:fsd_profile:ACoAAAviewer00,2-${btoa(inner)})`

  it('an event tells viewer, time and thread', () => {
    expect(parseEventUrn(urn(content))).toEqual({
      id: `2-${btoa(content)}`,
      viewer: 'ACoAAAviewer00',
      thread: `2-${btoa('cf2a035c-816d-4c2b-9d11-aaaabbbbcccc_013')}`,
    })
    expect(parseEventTime(urn(content))).toBe('2023-02-17T13:44:00.939Z')
  })

  it('an event of another inner shape still tells its id', () => {
    expect(parseEventUrn(urn('something else'))).toEqual({
      id: `2-${btoa('something else')}`,
      viewer: 'ACoAAAviewer00',
    })
    expect(parseEventTime(urn('something else'))).toBeUndefined()
  })

  it.each([
    ['seconds in place of milliseconds', content.replace('1676641440939', '1676641440')],
    ['a time before there was LinkedIn', content.replace('1676641440939', '0946684800000')],
    ['a time in the far future', content.replace('1676641440939', '9999999999999')],
  ])('an event tells no time where it holds %s', (_, inner) => {
    expect(parseEventTime(urn(inner))).toBeUndefined()
  })

  it.each(['', 'urn:li:activity:1', 'urn:li:msg_message:(urn:li:fsd_profile:A B,2-xxxxxxxxxx)'])(
    'is no event: "%s"',
    (value) => {
      expect(parseEventUrn(value)).toBeUndefined()
    },
  )

  const download = extractors['gmail-download-url'].extract
  it.each([
    ['application/zip:Offer%20letter.zip:https://a.example/x:y', 'name', 'Offer letter.zip'],
    ['application/zip:a.zip:https://a.example/https://b.example/x', 'url', 'https://b.example/x'],
    ['application/zip:100%.zip:https://a.example/x', 'name', '100%.zip'],
    ['application/zip:a.zip:https://a.example/', 'mime', 'application/zip'],
    ['application/zip', 'name', undefined],
    ['::', 'name', undefined],
  ])('%s → %s', (value, part, expected) => {
    expect(download(value, [part])).toBe(expected)
  })

  it.each([
    [`1; 43:${btoa('["application/pdf",78600]')}; 2:x`, { mime: 'application/pdf', size: 78600 }],
    [`43:${btoa('{"a":1}')}`, undefined],
    ['43:%%%', undefined],
    ['', undefined],
  ])('jslog "%s"', (value, expected) => {
    expect(parseJslog(value)).toEqual(expected)
  })

  it.each([
    ['101865b95fc7a35a', '2005-01-18T15:05:44.188Z'],
    ['18852539450983a9', '2023-05-25T09:53:09.200Z'],
    ['0000000000000001', undefined],
    ['#msg-f:1', undefined],
  ])('arrival by the id %s', (id, expected) => {
    expect(parseGmailIdTime(id)).toBe(expected)
  })

  it('no value makes an extractor throw', () => {
    const names = fc.constantFrom(...Object.values(extractors))
    fc.assert(
      fc.property(
        names,
        fc.string(),
        fc.array(fc.string(), { maxLength: 2 }),
        (packaged, value, params) => {
          const result = packaged.extract(value, params)
          expect(result === undefined || typeof result === 'string').toBe(true)
        },
      ),
    )
  })
})
