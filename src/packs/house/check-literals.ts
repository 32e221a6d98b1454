import type { Lists } from '../../engine/rule-set.ts'
import { faultAt, type ParsedRule } from '../parse-rule.ts'
import type { FileFault } from '../read-yaml.ts'
import { itemsOf } from './check-logic.ts'
import type { DetectionItem } from './detection-items.ts'

const HOST_FIELDS: ReadonlySet<string> = new Set([
  'sender.email',
  'sender.host',
  'sender.domain',
  'sender.reply_to',
  'sender.reply_to_domain',
  'link.href',
  'link.url',
  'link.host',
  'link.domain',
  'link.unlisted_domain',
])
const TEXT_FIELDS: ReadonlySet<string> = new Set(['text', 'subject', 'quoted', 'hidden'])
const NAME_FIELDS: ReadonlySet<string> = new Set([
  'sender.name',
  'sender.headline',
  'sender.claims',
  'sender.claim_mismatch',
  'sender.imitates',
  'link.imitates',
])
/** A literal of these is a pattern or a list already. */
const OTHER_MODIFIERS: ReadonlySet<string> = new Set(['re', 'expand'])
const HOST = /^(?:https?:\/\/)?(?:@|\*?\.|www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:\/.*)?$/i

/**
 * Logic and lists stay apart: a host in a rule grows old unseen, and a rule must not say who may be
 * impersonated. Hosts are asked for by `%list%`, organisations by the facts about the sender.
 */
export function checkLiterals(rules: readonly ParsedRule[], lists: Lists): FileFault[] {
  const listed = indexHosts(lists)
  const names = indexNames(lists)
  return rules.flatMap((parsed) =>
    itemsOf(parsed.fields).flatMap((item) => {
      if (item.modifiers.some((modifier) => OTHER_MODIFIERS.has(modifier))) return []
      return item.values.flatMap((value, index) => {
        const reason =
          typeof value === 'string' ? findReason(item, value, listed, names) : undefined
        if (reason === undefined) return []
        const at = item.values.length > 1 ? [...item.at, index] : item.at
        return [faultAt(parsed.document, at, `${at.join('.')}: "${String(value)}" ${reason}`)]
      })
    }),
  )
}

function findReason(
  { field }: DetectionItem,
  value: string,
  listed: ReadonlyMap<string, string>,
  names: ReadonlySet<string>,
): string | undefined {
  if (NAME_FIELDS.has(field) && names.has(value.trim().toLowerCase())) {
    return 'is an organisation of the list: ask for the fact, not for one name'
  }
  const host = HOST.exec(value.trim())?.[1]?.toLowerCase()
  if (host === undefined) return undefined
  const list = listed.get(host)
  if (HOST_FIELDS.has(field)) return `is a host: hosts stand in lists (${list ?? 'a new one'})`
  if (TEXT_FIELDS.has(field) && list !== undefined) {
    return `stands in ${list}: ask link.category or the list`
  }
  return undefined
}

function indexHosts({ values, organisations }: Lists): Map<string, string> {
  const hosts = new Map<string, string>()
  for (const { domains } of organisations) {
    for (const domain of domains) hosts.set(domain, 'organisations')
  }
  for (const [list, entries] of Object.entries(values)) {
    for (const entry of entries) hosts.set(entry, list)
  }
  return hosts
}

function indexNames({ organisations }: Lists): Set<string> {
  return new Set(
    organisations.flatMap(({ name, aliases = [] }) =>
      [name, ...aliases].map((text) => text.toLowerCase()),
    ),
  )
}
