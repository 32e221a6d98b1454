import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const LOCALES = readdirSync(join(ROOT, '_locales'))
const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'it', 'ja', 'ko', 'pt_BR', 'uk', 'zh_CN']

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

/** The panel asks for its own texts without their prefix. */
const PANEL = 'panel_'

/** Keys named where a text is asked for: `t('key'`, `getMessage('key'`, `texts.get('key'`, `__MSG_key__`. */
function listUsedKeys(): string[] {
  const named = sources.matchAll(/\b(?:t|getMessage)\(\s*'([a-z][a-z0-9_]*)'|__MSG_([a-z0-9_]+)__/g)
  const panel = sources.matchAll(/\btexts\.get\(\s*'([a-z0-9_]+)'/g)
  return [
    ...[...named].map(([, call, manifest]) => call ?? manifest ?? ''),
    ...[...panel].map(([, key]) => `${PANEL}${key ?? ''}`),
  ]
}

/** Whether a key stands in the code: spelled out, or as a name that begins like `level_${…}`. */
function isUsed(key: string): boolean {
  if (sources.includes(`'${key}'`) || sources.includes(`__MSG_${key}__`)) return true
  if (!key.startsWith(PANEL)) return false
  const name = key.slice(PANEL.length)
  const start = name.slice(0, name.lastIndexOf('_') + 1)
  const isBuilt = start !== '' && sources.includes(`get(\`${start}\${`)
  return isBuilt || sources.includes(`'${name}'`)
}

function listPlaceholders(locale: Locale, key: string): string[] {
  const message = locale[key]?.message ?? ''
  return [...message.matchAll(/\$(\w+)\$/g)].map(([, name]) => name?.toLowerCase() ?? '').sort()
}

describe('_locales', () => {
  it('speaks eleven languages', () => {
    expect([...LOCALES].sort()).toEqual(LANGUAGES)
  })

  it('has every key that the code and the manifest use', () => {
    const used = listUsedKeys()
    expect(used.length).toBeGreaterThan(50)
    expect(used.filter((key) => !Object.hasOwn(english, key))).toEqual([])
  })

  it('has no key that nothing uses', () => {
    expect(Object.keys(english).filter((key) => !isUsed(key))).toEqual([])
    expect(isUsed('panel_no_such_text')).toBe(false)
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

  it.each(LOCALES)('%s lets a warning in a page begin as programs expect it', (name) => {
    expect(readLocale(name).panel_region?.message).toBe('Lurewatch warning: $HEADLINE$')
  })

  it.each(LOCALES)('%s names its own language', (name) => {
    expect(readLocale(name).language_tag?.message).toBe(name.replace('_', '-'))
  })
})
