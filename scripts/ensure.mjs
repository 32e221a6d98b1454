// @ts-check
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { ROOT, runNpm } from './run.mjs'

const LOCK = new URL('package-lock.json', ROOT)
const INSTALLED = new URL('node_modules/.package-lock.json', ROOT)
const STAMP = new URL('node_modules/.lurewatch-lock', ROOT)

function hashLock() {
  return createHash('sha256').update(readFileSync(LOCK)).digest('hex')
}

/** Whether node_modules is what package-lock.json asks for. */
function isCurrent() {
  if (!existsSync(INSTALLED)) return false
  if (existsSync(STAMP)) {
    if (readFileSync(STAMP, 'utf8') === hashLock()) return true
    // An `npm install` by hand changes the lock file first and node_modules after it.
  }
  return statSync(INSTALLED).mtimeMs >= statSync(LOCK).mtimeMs
}

/** Installs the packages if they are missing or older than the lock file. */
export function ensurePackages() {
  if (!isCurrent()) {
    console.log('Installing npm packages (npm ci) …')
    runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  }
  writeFileSync(STAMP, hashLock())
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) ensurePackages()
