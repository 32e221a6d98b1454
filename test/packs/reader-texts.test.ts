import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadReaderTexts, ruleSetData } from 'virtual:rules'
import { makeTranslate } from '../../src/engine/translate.ts'

const LOCALES = ['ar', 'de', 'es', 'fr', 'it', 'ja', 'ko', 'pt_BR', 'uk', 'zh_CN']
const texts = loadReaderTexts()

describe('the built-in warnings', () => {
  it('speak every language of the pages', () => {
    expect(Object.keys(texts.translations).sort()).toEqual(LOCALES)
    const pages = readdirSync(new URL('../../_locales', import.meta.url))
    expect(pages.filter((locale) => locale !== 'en' && !LOCALES.includes(locale))).toEqual([])
  })

  it.each(LOCALES)('have each sentence in %s', (locale) => {
    const translate = makeTranslate(() => texts, locale)
    const missing = ruleSetData.stories
      .flatMap(({ headline, explain, innocent, advice }) => [headline, explain, innocent, advice])
      .filter((text) => typeof text === 'string' && translate(text) === text)
    expect(missing).toEqual([])
  })

  it('are written in the script of their language', () => {
    const scripts = [
      ['ar', /\p{Script=Arabic}/u],
      ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
      ['ko', /\p{Script=Hangul}/u],
      ['uk', /\p{Script=Cyrillic}/u],
      ['zh_CN', /\p{Script=Han}/u],
    ] as const
    for (const [locale, script] of scripts) {
      const wrong = texts.translations[locale]?.filter((text) => text !== '' && !script.test(text))
      expect(wrong, locale).toEqual([])
    }
  })
})
