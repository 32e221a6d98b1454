import type { EventValue, Scalar } from '../event.ts'
import type { Message } from '../message.ts'
import { findClaims, type Claim } from './organisation-claims.ts'
import { hostOfAddress, splitHost } from './domain.ts'
import { findImitation, isOfficialHost } from './imitation.ts'
import type { CompiledLists } from './lists.ts'
import type { MessageWords } from './message-words.ts'
import { derive, plain, type FactTable } from './values.ts'

/** Sites that vouch for who wrote: a message there can't carry another's name as its sender. */
const VOUCHING_SITES = new Set(['linkedin'])
const ADDRESS = /[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/u

/** The facts of the sender (see rules/README.md). */
export function senderFacts(
  message: Message,
  lists: CompiledLists,
  words: MessageWords,
): FactTable {
  const { sender } = message
  const email = sender?.email
  const host = email === undefined ? undefined : hostOfAddress(email)
  let claims: readonly Claim[] | undefined
  const readClaims = (): readonly Claim[] => (claims ??= findClaims(message, lists, words))
  const ofAddress = (value: Scalar | undefined): readonly EventValue[] =>
    email === undefined || host === undefined || value === undefined
      ? []
      : [derive(value, 'sender.email', email.length)]
  const imitates = host === undefined ? undefined : () => findImitation(host, lists)
  return {
    'sender.key': () => plain((sender?.profileUrl ?? email)?.toLowerCase()),
    'sender.host': () => ofAddress(host),
    'sender.domain': () => ofAddress(domainOf(host)),
    'sender.freemail': () => ofAddress(host && lists.hasHost('freemail_hosts', host)),
    'sender.disposable': () => ofAddress(host && lists.hasHost('disposable_hosts', host)),
    'sender.official': () => ofAddress(host && isOfficialHost(host, lists)),
    'sender.imitates': () => ofAddress(imitates?.()?.organisation),
    'sender.imitates_how': () => ofAddress(imitates?.()?.how),
    'sender.claims': () => readClaims().map(toValue),
    'sender.claim_mismatch': () => findMismatches(message, host, readClaims(), lists).map(toValue),
    'sender.authenticated': () => plain(isAuthenticated(message)),
    'sender.reply_to_domain': () => replyFacts(message, () => domainOf(replyHost(message))),
    'sender.reply_to_elsewhere': () => replyFacts(message, () => isReplyElsewhere(message, host)),
    'sender.reply_to_freemail': () =>
      replyFacts(message, () => isFreeMail(replyHost(message), lists)),
    'sender.name_address': () => findNameAddress(message),
  }
}

function domainOf(host: string | undefined): string | undefined {
  return host === undefined ? undefined : (splitHost(host)?.domain ?? host)
}

function toValue({ organisation, path, start, end }: Claim): EventValue {
  return { value: organisation, path, range: [start, end] }
}

function isAuthenticated({ authentication, site }: Message): boolean {
  return authentication?.dmarc === 'pass' || (site !== undefined && VOUCHING_SITES.has(site))
}

function replyHost({ sender }: Message): string | undefined {
  return sender?.replyTo === undefined ? undefined : hostOfAddress(sender.replyTo)
}

function replyFacts(message: Message, pick: () => Scalar | undefined): readonly EventValue[] {
  const replyTo = message.sender?.replyTo
  const value = replyTo === undefined ? undefined : pick()
  return replyTo === undefined || value === undefined
    ? []
    : [derive(value, 'sender.replyTo', replyTo.length)]
}

function isReplyElsewhere(message: Message, host: string | undefined): boolean | undefined {
  const other = domainOf(replyHost(message))
  return host === undefined || other === undefined ? undefined : other !== domainOf(host)
}

function isFreeMail(host: string | undefined, lists: CompiledLists): boolean | undefined {
  return host === undefined ? undefined : lists.hasHost('freemail_hosts', host)
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

function findMismatches(
  message: Message,
  host: string | undefined,
  claims: readonly Claim[],
  lists: CompiledLists,
): readonly Claim[] {
  const isMail = message.channel === 'email' || message.channel === undefined
  if (host === undefined || !isMail) return []
  if (AGENT_LISTS.some((list) => lists.hasHost(list, host))) return []
  return claims.filter(({ domains }) => !domains.some((domain) => isUnder(host, domain)))
}

function isUnder(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}
