import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parse } from 'tldts'
import type { Lists } from '../src/engine/rule-set.ts'

const require = createRequire(import.meta.url)
const FREE_MAIL = 'email-providers/all.json'
const THROW_AWAY = 'disposable-email-domains-js/dist/dict/disposable_email_blocklist.json'

/**
 * Lists that well-kept packages bring; `rules/lists` adds and removes by hand. The free-mail list
 * holds throw-away hosts too, which are left to the other one, and names under which anybody has a
 * domain of his own (`msk.ru`), which say nothing of the mail.
 */
export function readPackagedLists(): Lists {
  const disposable = readHosts(THROW_AWAY)
  const known = new Set(disposable)
  const free = readHosts(FREE_MAIL).filter((host) => !known.has(host) && !isSuffix(host))
  return {
    organisations: [],
    values: { freemail_hosts: free, disposable_hosts: disposable },
    fileKinds: {},
  }
}

function readHosts(file: string): string[] {
  const hosts: unknown = JSON.parse(readFileSync(require.resolve(file), 'utf8'))
  const isHosts = Array.isArray(hosts) && hosts.every((host) => typeof host === 'string')
  if (!isHosts) throw new Error(`${file} is no list of hosts any more`)
  return hosts.map((host: string) => host.trim().toLowerCase()).sort()
}

function isSuffix(host: string): boolean {
  return parse(host, { allowPrivateDomains: true }).domain === null
}
