// @ts-check
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { canInstall, installPackages, isInstalled } from '../apt.mjs'

/** Debian asks this script whether a freshly installed service may start: none may. */
const GUARD = '/usr/sbin/policy-rc.d'

/**
 * @param {string} label @param {readonly string[]} packages
 * @returns {boolean} whether all of them are there; installs them where allowed
 */
export function ensureServices(label, packages) {
  if (!canInstall()) return false
  const missing = packages.filter((name) => !isInstalled(name))
  if (missing.length === 0) return true
  const isOurs = !existsSync(GUARD)
  if (isOurs) writeFileSync(GUARD, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    installPackages(label, missing)
  } finally {
    if (isOurs) rmSync(GUARD, { force: true })
  }
  return true
}

/** What a person without root can run. @param {readonly string[]} packages */
export function writeHint(packages) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}, then run the tests as root`
}
