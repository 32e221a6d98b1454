// @ts-check
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { canInstall, installPackages, isInstalled } from '../apt.mjs'

const PACKAGES = [
  'roundcube-core',
  'roundcube-sqlite3',
  'php8.2-cli',
  'php8.2-sqlite3',
  'dovecot-imapd',
  'sqlite3',
]

/** What a person without root can run. */
export const ROUNDCUBE_HINT = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${PACKAGES.join(' ')}, then run the tests as root`

/** Debian asks this script whether a freshly installed service may start: none may. */
const GUARD = '/usr/sbin/policy-rc.d'

/** @returns {boolean} whether a real webmail can be started here; installs it where allowed */
export function ensureRoundcube() {
  if (!canInstall()) return false
  const missing = PACKAGES.filter((name) => !isInstalled(name))
  if (missing.length === 0) return true
  const isOurs = !existsSync(GUARD)
  if (isOurs) writeFileSync(GUARD, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    installPackages('Roundcube and Dovecot for one end-to-end test', missing)
  } finally {
    if (isOurs) rmSync(GUARD, { force: true })
  }
  return true
}
