import { NO_VALUES, type EventValue, type Scalar } from '../event.ts'
import type { Message } from '../message.ts'
import { hostOfAddress } from './domain.ts'
import type { FactSource } from './fact-source.ts'
import { lookAtHost, type HostFacts } from './host-facts.ts'
import type { CompiledLists } from './lists.ts'
import type { Claim } from './organisation-claims.ts'
import { derive, plain, type FactTable } from './values.ts'

/** Sites that vouch for who wrote: a message there can't carry another's name as its sender. */
const VOUCHING_SITES = new Set(['linkedin'])
const ADDRESS = /[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/u

/** A value that the sender's address has by its host. */
function ofAddress(
  pick: (host: HostFacts, lists: CompiledLists) => Scalar | undefined,
): FactTable[string] {
  return ({ message, senderHost, lists }) => {
    const email = message.sender?.email
    if (email === undefined || senderHost === undefined) return NO_VALUES
    const value = pick(senderHost, lists)
    return value === undefined ? NO_VALUES : [derive(value, 'sender.email', email.length)]
  }
}

/** The facts of the sender (see rules/README.md). */
export const senderFacts: FactTable = {
  'sender.key': ({ message: { sender } }) =>
    plain((sender?.profileUrl ?? sender?.email)?.toLowerCase()),
  'sender.host': ofAddress(({ host }) => host),
  'sender.domain': ofAddress(({ domain }) => domain),
  'sender.freemail': ofAddress(({ host }, lists) => lists.hasHost('freemail_hosts', host)),
  'sender.disposable': ofAddress(({ host }, lists) => lists.hasHost('disposable_hosts', host)),
  'sender.official': ofAddress(({ isOfficial }) => isOfficial),
  'sender.imitates': ofAddress(({ imitation }) => imitation?.organisation),
  'sender.imitates_how': ofAddress(({ imitation }) => imitation?.how),
  'sender.claims': ({ claims }) => claims.map(toValue),
  'sender.claim_mismatch': (source) => findMismatches(source).map(toValue),
  'sender.authenticated': ({ message }) => plain(isAuthenticated(message)),
  'sender.reply_to_domain': ofReplyTo(({ domain }) => domain),
  'sender.reply_to_elsewhere': ofReplyTo(({ domain }, { senderHost }) =>
    senderHost === undefined ? undefined : domain !== senderHost.domain,
  ),
  'sender.reply_to_freemail': ofReplyTo(({ host }, { lists }) =>
    lists.hasHost('freemail_hosts', host),
  ),
  'sender.name_address': ({ message }) => findNameAddress(message),
}

/** A value that the address for replies has by its host. */
function ofReplyTo(
  pick: (host: HostFacts, source: FactSource) => Scalar | undefined,
): FactTable[string] {
  return (source) => {
    const replyTo = source.message.sender?.replyTo
    const host = replyTo === undefined ? undefined : hostOfAddress(replyTo)
    if (replyTo === undefined || host === undefined) return NO_VALUES
    const value = pick(lookAtHost(host, source.lists), source)
    return value === undefined ? NO_VALUES : [derive(value, 'sender.replyTo', replyTo.length)]
  }
}

function toValue({ organisation, path, start, end }: Claim): EventValue {
  return { value: organisation, path, range: [start, end] }
}

function isAuthenticated({ authentication, site }: Message): boolean {
  return authentication?.dmarc === 'pass' || (site !== undefined && VOUCHING_SITES.has(site))
}

function findNameAddress({ sender }: Message): readonly EventValue[] {
  const match = sender?.name === undefined ? null : ADDRESS.exec(sender.name)
  if (match === null || match[0].toLowerCase() === sender?.email?.toLowerCase()) return []
  const range: readonly [number, number] = [match.index, match.index + match[0].length]
  return [{ value: match[0].toLowerCase(), path: 'sender.name', range }]
}

/** Lists of hosts from which others write in an employer's name. */
const AGENT_LISTS = [
  'relay_hosts',
  'ats_hosts',
  'assessment_hosts',
  'scheduling_hosts',
  'job_board_hosts',
  'staffing_hosts',
]

function findMismatches(source: FactSource): readonly Claim[] {
  const { message, senderHost, lists } = source
  const isMail = message.channel === 'email' || message.channel === undefined
  if (senderHost === undefined || !isMail) return []
  const { host } = senderHost
  if (AGENT_LISTS.some((list) => lists.hasHost(list, host))) return []
  return source.claims.filter(({ domains }) => !domains.some((domain) => isUnder(host, domain)))
}

function isUnder(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}
