import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const LOCALES = readdirSync(join(ROOT, '_locales'))

const localeSchema = v.record(
  v.string(),
  v.strictObject({
    message: v.pipe(v.string(), v.minLength(1)),
    description: v.exactOptional(v.string()),
    placeholders: v.exactOptional(
      v.record(v.string(), v.object({ content: v.string(), example: v.exactOptional(v.string()) })),
    ),
  }),
)
type Locale = v.InferOutput<typeof localeSchema>

function readLocale(name: string): Locale {
  const text = readFileSync(join(ROOT, '_locales', name, 'messages.json'), 'utf8')
  return v.parse(localeSchema, JSON.parse(text))
}

function readSources(): string {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  const code = files.filter((file) => /\.(ts|tsx)$/.test(file)).map((file) => join('src', file))
  return [...code, 'manifest.json'].map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n')
}

const english = readLocale('en')
const sources = readSources()

/** Keys named where a text is asked for: `t('key'`, `getMessage('key'`, `__MSG_key__`. */
function listUsedKeys(): string[] {
  const calls = sources.matchAll(/\b(?:t|getMessage)\(\s*'([a-z][a-z0-9_]*)'|__MSG_([a-z0-9_]+)__/g)
  return [...calls].map(([, call, manifest]) => call ?? manifest ?? '')
}

function listPlaceholders(locale: Locale, key: string): string[] {
  const message = locale[key]?.message ?? ''
  return [...message.matchAll(/\$(\w+)\$/g)].map(([, name]) => name?.toLowerCase() ?? '').sort()
}

describe('_locales', () => {
  it('has English and German', () => {
    expect(LOCALES).toEqual(expect.arrayContaining(['en', 'de']))
  })

  it('has every key that the code and the manifest use', () => {
    const used = listUsedKeys()
    expect(used.length).toBeGreaterThan(50)
    expect(used.filter((key) => !Object.hasOwn(english, key))).toEqual([])
  })

  it('has no key that nothing uses', () => {
    const isUsed = (key: string) => sources.includes(`'${key}'`) || sources.includes(`MSG_${key}__`)
    expect(Object.keys(english).filter((key) => !isUsed(key))).toEqual([])
  })

  it('describes every English text, with an example for every placeholder', () => {
    const bare = Object.entries(english).filter(
      ([, { description, placeholders = {} }]) =>
        description === undefined ||
        Object.values(placeholders).some(({ example }) => example === undefined),
    )
    expect(bare.map(([key]) => key)).toEqual([])
  })

  it('keeps the description within what stores take', () => {
    for (const name of LOCALES) {
      expect(readLocale(name).extension_description?.message.length).toBeLessThanOrEqual(132)
    }
  })

  it.each(LOCALES)('%s has every key, with the same placeholders', (name) => {
    const locale = readLocale(name)
    expect(Object.keys(locale).sort()).toEqual(Object.keys(english).sort())
    for (const key of Object.keys(english)) {
      const numbers = (of: Locale) =>
        Object.entries(of[key]?.placeholders ?? {}).map(([part, { content }]) => [part, content])
      expect([key, listPlaceholders(locale, key)]).toEqual([key, listPlaceholders(english, key)])
      expect([key, numbers(locale)]).toEqual([key, numbers(english)])
      expect([key, listPlaceholders(locale, key)]).toEqual([
        key,
        Object.keys(locale[key]?.placeholders ?? {}).sort(),
      ])
    }
  })

  it.each(LOCALES)('%s names its own language', (name) => {
    expect(readLocale(name).language_tag?.message).toBe(name.replace('_', '-'))
  })
})
