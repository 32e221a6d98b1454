import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { siteDefinitions } from 'virtual:rules'
import { describe, expect, it } from 'vitest'
import manifest from '../manifest.json' with { type: 'json' }

const ROOT = resolve(import.meta.dirname, '..')

/** What each folder of src may import, beside itself. */
const ALLOWED: Record<string, readonly string[]> = {
  engine: [],
  packs: ['engine', 'sites'],
  sites: ['engine'],
  platform: ['engine', 'packs', 'sites'],
  ui: ['engine', 'platform'],
  page: ['engine', 'sites', 'platform', 'ui'],
  background: ['engine', 'packs', 'sites', 'platform'],
  popup: ['engine', 'platform', 'ui'],
  settings: ['engine', 'packs', 'sites', 'platform', 'ui'],
  editor: ['engine', 'packs', 'sites', 'platform', 'ui'],
  check: ['engine', 'platform', 'ui'],
  review: ['engine', 'platform', 'ui'],
  welcome: ['engine', 'platform', 'ui'],
  cli: ['engine', 'packs', 'sites', 'platform'],
}
const ENGINE_PACKAGES = ['tldts', 're2js']

interface SourceFile {
  readonly path: string
  readonly text: string
  readonly imports: readonly string[]
}

function listSources(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      const text = readFileSync(file, 'utf8')
      const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((m) => m[1]!)
      return { path: relative(ROOT, file).split(sep).join('/'), text, imports }
    })
}

function folderOf(path: string): string {
  return path.split('/')[1] ?? ''
}

function findWrongImports(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, imports }) =>
    imports.flatMap((name) => {
      const from = folderOf(path)
      if (!name.startsWith('.')) {
        const isFree = from !== 'engine' || ENGINE_PACKAGES.includes(name)
        return isFree ? [] : [`${path} imports the package ${name}`]
      }
      // A script that is bundled by itself: only its path is imported.
      if (name.endsWith('?script&iife')) return []
      const target = relative(ROOT, resolve(ROOT, dirname(path), name))
        .split(sep)
        .join('/')
      // Texts are data: `ui` takes its keys' types from them.
      if (from === 'ui' && target.startsWith('_locales/')) return []
      const to = folderOf(target)
      const isAllowed = to === from || ALLOWED[from]?.includes(to) === true
      return isAllowed ? [] : [`${path} imports ${target}`]
    }),
  )
}

const sources = listSources('src').filter(({ path }) => path.split('/').length > 2)

describe('the shape of the code', () => {
  it('lets imports point down only', () => {
    expect(findWrongImports(sources)).toEqual([])
  })

  it('notices an import that points up', () => {
    const wrong = { path: 'src/engine/x.ts', text: '', imports: ['../background/index.ts'] }
    expect(findWrongImports([wrong])).toEqual(['src/engine/x.ts imports src/background/index.ts'])
  })

  it('keeps browser.* inside platform and page', () => {
    const users = sources.filter(
      ({ path, imports }) =>
        imports.includes('webextension-polyfill') && !path.startsWith('src/platform/'),
    )
    expect(users.map(({ path }) => path)).toEqual([])
  })

  it('asks for files over the network in one place, which is that of rule sources', () => {
    const asks = /\bfetch\(|XMLHttpRequest|WebSocket\(|EventSource\(|sendBeacon|importScripts/
    const askers = sources.filter(({ text }) => asks.test(text)).map(({ path }) => path)
    expect(askers).toEqual(['src/platform/fetch-file.ts'])
    const users = sources.filter(({ imports }) => imports.some((name) => /fetch-file/.test(name)))
    expect(new Set(users.map(({ path }) => dirname(path)))).toEqual(
      new Set(['src/background/sources']),
    )
  })

  it('has no way to turn text into code or markup', () => {
    const sinks =
      /\.(inner|outer)HTML\s*=|dangerouslySetInnerHTML|insertAdjacentHTML|\beval\(|new Function\(|document\.write/
    expect(sources.filter(({ text }) => sinks.test(text)).map(({ path }) => path)).toEqual([])
  })

  it('keeps no promise past its date', () => {
    const dates = [
      ...listSources('src'),
      ...listSources('test'),
      ...listSources('scripts'),
    ].flatMap(({ path, text }) =>
      [...text.matchAll(/TODO(?: \[(\d{4}-\d\d-\d\d)\])?:/g)].map((m) => ({ path, date: m[1] })),
    )
    const today = new Date().toISOString().slice(0, 10)
    expect(dates.filter(({ date }) => date === undefined || date < today)).toEqual([])
  })
})

describe('the manifest', () => {
  const builtIn = siteDefinitions
    .filter((site) => site.builtIn)
    .flatMap((site) => site.matches)
    .sort()

  it('asks for the hosts of the built-in sites and no others', () => {
    expect([...manifest.host_permissions].sort()).toEqual(builtIn)
    expect(manifest.content_scripts.flatMap((script) => script.matches).sort()).toEqual(builtIn)
  })

  it('asks for no wider permissions', () => {
    expect([...manifest.permissions].sort()).toEqual([
      'activeTab',
      'alarms',
      'contextMenus',
      'scripting',
      'storage',
    ])
    // Asked for by the click that turns them on.
    expect(manifest.optional_permissions).toEqual(['notifications'])
    expect(manifest).not.toHaveProperty('web_accessible_resources')
  })
})
