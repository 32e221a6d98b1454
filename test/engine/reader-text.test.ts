import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/engine/event.ts'
import { pickLocale, writeReaderText } from '../../src/engine/reader-text.ts'
import type { RuleMeta } from '../../src/engine/rule-set.ts'
import { makeTranslate, speakEnglish } from '../../src/engine/translate.ts'

function eventOf(fields: Record<string, string>): Event {
  return {
    get: (name) => (fields[name] === undefined ? [] : [{ value: fields[name] }]),
  }
}

const english = { locale: 'en', translate: speakEnglish }

const rule: RuleMeta = { id: 'r', name: 'a_rule', title: 'A title', level: 'high' }

function explain(text: string, fields: Record<string, string> = {}): string {
  return writeReaderText({ ...rule, explain: text }, 'delivery', eventOf(fields), english).explain
}

describe('writeReaderText', () => {
  it('inserts event values as isolated text', () => {
    expect(explain('Looks like {sender.imitates}.', { 'sender.imitates': 'Acme' })).toBe(
      'Looks like \u2068Acme\u2069.',
    )
  })

  it('cuts a long value at 80 characters', () => {
    const value = explain('{sender.name}', { 'sender.name': 'é'.repeat(500) })
    expect(Array.from(value)).toHaveLength(82)
    expect(value.endsWith('…\u2069')).toBe(true)
  })

  it('takes direction overrides and line breaks out of a value', () => {
    expect(explain('{sender.name}', { 'sender.name': 'a\u202Egnp\u2069\n\nb' })).toBe(
      '\u2068a gnp b\u2069',
    )
  })

  it('falls back to the title where a value is unknown, never to a sentence with a hole', () => {
    expect(explain('Looks like {sender.imitates}.')).toBe('A title')
  })

  it('does not fill in what a sender wrote as a placeholder', () => {
    expect(
      explain('Name: {sender.name}', { 'sender.name': '{sender.email}', 'sender.email': 'x@y' }),
    ).toBe('Name: \u2068{sender.email}\u2069')
  })

  it('has advice for a rule without any', () => {
    expect(writeReaderText(rule, 'execution', undefined, english).advice).toMatch(/Do not run/)
    expect(writeReaderText(rule, 'money', undefined, english).advice).toMatch(/Do not pay/)
  })

  it('gives the known false alarms as the harmless reading', () => {
    const text = writeReaderText(
      { ...rule, falsepositives: ['One', 'Two'] },
      'trust',
      undefined,
      english,
    )
    expect(text.innocent).toBe('One; Two')
  })
})

describe('pickLocale', () => {
  const text = { en: 'yes', de: 'ja', pt_BR: 'sim', zh_CN: '是' }
  it.each([
    ['de', 'ja'],
    ['de-AT', 'ja'],
    ['pt-BR', 'sim'],
    ['pt-PT', 'sim'],
    ['zh-TW', '是'],
    ['zh-Hant-HK', '是'],
    ['en-GB', 'yes'],
    ['fr', 'yes'],
    ['constructor', 'yes'],
  ])('%s → %s', (locale, expected) => {
    expect(pickLocale(text, locale)).toBe(expected)
  })
})

describe('makeTranslate', () => {
  const texts = {
    english: ['Yes', 'No'],
    translations: { de: ['Ja', ''], pt_BR: ['Sim', 'Não'] },
  }
  it.each([
    ['de', 'Yes', 'Ja'],
    ['de-AT', 'Yes', 'Ja'],
    ['de', 'No', 'No'],
    ['de', 'Perhaps', 'Perhaps'],
    ['pt-BR', 'No', 'Não'],
    ['pt-PT', 'No', 'Não'],
    ['pt', 'No', 'Não'],
    ['p', 'No', 'No'],
    ['', 'No', 'No'],
    ['en-GB', 'No', 'No'],
    ['constructor', 'No', 'No'],
  ])('%s: %s → %s', (locale, english, expected) => {
    expect(makeTranslate(() => texts, locale)(english)).toBe(expected)
  })

  it('reads the texts once, and only when a sentence is asked for', () => {
    let count = 0
    const translate = makeTranslate(() => {
      count += 1
      return texts
    }, 'de')
    expect(count).toBe(0)
    expect([translate('Yes'), translate('Yes'), count]).toEqual(['Ja', 'Ja', 1])
  })

  it('fills facts into the translated sentence', () => {
    const translate = (): string => 'Sieht aus wie {sender.imitates}.'
    const meta = { ...rule, explain: 'Looks like {sender.imitates}.' }
    const event = eventOf({ 'sender.imitates': 'Acme' })
    expect(writeReaderText(meta, 'trust', event, { locale: 'de', translate }).explain).toBe(
      'Sieht aus wie \u2068Acme\u2069.',
    )
  })
})
