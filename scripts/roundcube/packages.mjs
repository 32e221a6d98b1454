// @ts-check
import { ensureServices, writeHint } from '../webmail/packages.mjs'

const PACKAGES = [
  'roundcube-core',
  'roundcube-sqlite3',
  'php8.2-cli',
  'php8.2-sqlite3',
  'dovecot-imapd',
  'sqlite3',
]

export const ROUNDCUBE_HINT = writeHint(PACKAGES)

/** @returns {boolean} whether a real Roundcube can be started here; installs it where allowed */
export function ensureRoundcube() {
  return ensureServices('Roundcube and Dovecot for one end-to-end test', PACKAGES)
}
