// @ts-check
import { ensureServices, writeHint } from '../webmail/packages.mjs'

const PACKAGES = ['sogo', 'memcached', 'postgresql-15', 'dovecot-imapd']

export const SOGO_HINT = writeHint(PACKAGES)

/** @returns {boolean} whether a real SOGo can be started here; installs it where allowed */
export function ensureSogo() {
  return ensureServices('SOGo, PostgreSQL and Dovecot for one end-to-end test', PACKAGES)
}
