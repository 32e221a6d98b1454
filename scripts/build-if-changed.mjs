// @ts-check
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT_PATH, runNpm } from './run.mjs'

const SOURCES = ['src', 'rules', '_locales', 'public', 'scripts']
const FILES = [
  'manifest.json',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
]
const STAMP = join(ROOT_PATH, '.cache', 'build-stamp')
const OUTPUTS = ['dist/chrome/manifest.json', 'dist/firefox/manifest.json', 'dist/cli/lurewatch.js']

/** @param {string} folder @returns {string[]} files below it */
function listFiles(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

function hashSources() {
  const hash = createHash('sha256')
  const files = SOURCES.flatMap((folder) => listFiles(join(ROOT_PATH, folder)))
  for (const file of [...files, ...FILES.map((name) => join(ROOT_PATH, name))].sort()) {
    const content = readFileSync(file)
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** Builds unless the last build was made of the very same sources. */
export function buildIfChanged() {
  const wanted = hashSources()
  const isBuilt = OUTPUTS.every((name) => existsSync(join(ROOT_PATH, name)))
  if (isBuilt && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return
  console.log('Building the extension …')
  runNpm(['run', '--silent', 'build'])
  markBuilt(wanted)
}

/** Notes that `dist` was made of the present sources. */
export function markBuilt(hash = hashSources()) {
  mkdirSync(join(ROOT_PATH, '.cache'), { recursive: true })
  writeFileSync(STAMP, hash)
}
