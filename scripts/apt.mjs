// @ts-check
import { execFileSync, spawnSync } from 'node:child_process'

/** Whether this process may install Debian packages: root, and apt-get is there. */
export function canInstall() {
  if (process.getuid?.() !== 0) return false
  return spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0
}

/** @param {string} name */
export function isInstalled(name) {
  const query = spawnSync('dpkg-query', ['-W', '-f=${Status}', name], { encoding: 'utf8' })
  return query.status === 0 && query.stdout.includes('install ok installed')
}

/**
 * Installs Debian packages without questions. The package list is refreshed first: a stale one
 * names versions that are no longer there.
 * @param {string} label @param {string[]} names
 * @throws {Error} with what apt-get said
 */
export function installPackages(label, names) {
  console.log(`Installing ${label} with apt-get (once; takes a minute) …`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3']
  try {
    execFileSync('apt-get', [...options, 'update'], { env, stdio: 'pipe' })
    const install = ['install', '-y', '--no-install-recommends', ...names]
    execFileSync('apt-get', [...options, ...install], { env, stdio: 'pipe', maxBuffer: 1e8 })
  } catch (error) {
    const said =
      error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new Error(`apt-get could not install ${names.join(' ')}:\n${said}`)
  }
}
