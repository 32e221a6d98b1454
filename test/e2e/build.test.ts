import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import * as v from 'valibot'
import { parse } from 'yaml'
import { describe, expect, it } from 'vitest'
import { ROOT_PATH } from '../../scripts/run.mjs'
import { BUILT } from './harness/paths.ts'

/** `new Function`, or the global `eval`; a class may have a method of that name. */
const CODE_FROM_TEXT = /\bnew Function\b|(?<![.\w$])eval\((?!\w+,\w+\)\{)/

const manifestSchema = v.object({
  permissions: v.array(v.string()),
  host_permissions: v.array(v.string()),
  optional_host_permissions: v.array(v.string()),
  web_accessible_resources: v.optional(v.unknown()),
  externally_connectable: v.optional(v.unknown()),
  content_security_policy: v.object({ extension_pages: v.string() }),
  content_scripts: v.array(v.object({ js: v.tuple([v.string()]), matches: v.array(v.string()) })),
})

function readManifest(folder: string): v.InferOutput<typeof manifestSchema> {
  return v.parse(manifestSchema, JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')))
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Every file below `dist` with the hash of its bytes. */
function hashOutput(root: string): Record<string, string> {
  const hash = (file: string): string =>
    createHash('sha256').update(readFileSync(file)).digest('hex')
  const dist = join(root, 'dist')
  return Object.fromEntries(listFiles(dist).map((file) => [relative(dist, file), hash(file)]))
}

const siteSchema = v.object({
  builtIn: v.optional(v.boolean(), false),
  matches: v.array(v.string()),
})

/** Hosts of the sites that are read from the start, as their definitions name them. */
function listBuiltInHosts(): string[] {
  return listFiles(join(ROOT_PATH, 'rules/sites'))
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => v.parse(siteSchema, parse(readFileSync(file, 'utf8'))))
    .flatMap((site) => (site.builtIn ? site.matches : []))
    .sort()
}

describe.each(Object.entries(BUILT))('the built extension for %s', (_, folder) => {
  const manifest = readManifest(folder)
  const sites = listBuiltInHosts()

  it('asks for no more than it may', () => {
    expect(manifest.permissions.toSorted()).toEqual([
      'activeTab',
      'alarms',
      'contextMenus',
      'scripting',
      'storage',
    ])
    expect(manifest.host_permissions.toSorted()).toEqual(sites)
    expect(manifest.content_scripts.map((script) => script.matches.toSorted())).toEqual([sites])
  })

  it('lets no page reach into it', () => {
    expect(manifest.web_accessible_resources).toBeUndefined()
    expect(manifest.externally_connectable).toBeUndefined()
    const policy = manifest.content_security_policy.extension_pages
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe/)
    // Sources of rules may lie anywhere; everything else is the extension's own.
    const fetched = 'connect-src https: http://127.0.0.1:* http://localhost:*; '
    expect(policy).toContain(fetched)
    expect(policy.replace(fetched, '')).not.toMatch(/https?:|\*/)
  })

  it('puts a small and self-contained reader into pages', () => {
    const [script] = manifest.content_scripts
    const code = readFileSync(join(folder, script?.js[0] ?? ''))
    expect(gzipSync(code).length).toBeLessThanOrEqual(15 * 1024)
    expect(code.toString()).not.toMatch(/\bimport\s*\(|^\s*import\b/m)
  })

  it('holds no code made from text', () => {
    for (const file of listFiles(folder).filter((name) => name.endsWith('.js'))) {
      // The rules name such calls in what they look for; they are data, parsed from this text.
      const code = readFileSync(file, 'utf8').replaceAll(
        /JSON\.parse\(`(?:[^`\\]|\\[\s\S])*`\)/g,
        '',
      )
      expect(CODE_FROM_TEXT.exec(code)?.[0], file).toBeUndefined()
    }
  })
})

describe('the build', () => {
  it('gives the same bytes again, in another folder at another time', () => {
    const copy = mkdtempSync(join(tmpdir(), 'lurewatch-build-'))
    try {
      for (const name of readdirSync(ROOT_PATH)) {
        if (['node_modules', 'dist', '.git', '.cache', 'test-output'].includes(name)) continue
        cpSync(join(ROOT_PATH, name), join(copy, name), { recursive: true })
      }
      // A link would not do: paths of packages would differ.
      cpSync(join(ROOT_PATH, 'node_modules'), join(copy, 'node_modules'), { recursive: true })
      // The test runner's own mode is none of the build's.
      for (const mode of ['chrome', 'firefox', 'cli']) {
        const vite = join(copy, 'node_modules/vite/bin/vite.js')
        execFileSync(process.execPath, [vite, 'build', '--mode', mode], {
          cwd: copy,
          env: { ...process.env, NODE_ENV: '' },
          stdio: 'pipe',
        })
      }
      expect(hashOutput(copy)).toEqual(hashOutput(ROOT_PATH))
      expect(statSync(join(copy, 'dist/lurewatch-chrome.zip')).size).toBeGreaterThan(0)
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  }, 180_000)
})
