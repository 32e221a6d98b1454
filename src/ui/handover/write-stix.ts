import type { HandedMessage, HandOverContent } from './handed-message.ts'
import { makeNameUuid, makeObservable, TLP_AMBER, type StixObject } from './stix-objects.ts'
import { isMail } from './write-mail.ts'

const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u
/** What is more adventurous is told as an account's name: a program may stumble over it. */
const ADDRESS = /^[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,253}\.[\p{L}]{2,63}$/u
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/u
const TECHNIQUE = /^attack\.(t\d{4}(?:\.\d{3})?)$/iu

/** What every object of a bundle has. */
interface Common {
  readonly spec_version: '2.1'
  readonly created: string
  readonly modified: string
  readonly created_by_ref: string
  readonly object_marking_refs: readonly string[]
}

/**
 * The hand-over as a STIX 2.1 bundle: what was observed, with a note on what the rules saw in it. No
 * indicators: hosts of a lure are often honest services, and a sender's address may be forged.
 * `makeUuid`: a random UUID at each call.
 */
export async function writeStix(content: HandOverContent, makeUuid: () => string): Promise<string> {
  const { createdAt, version, messages } = content
  const identity = {
    type: 'identity',
    spec_version: '2.1',
    id: `identity--${await makeNameUuid('lurewatch')}`,
    created: createdAt,
    modified: createdAt,
    name: `Lurewatch ${version}`,
    identity_class: 'system',
    description: 'Browser extension; a person chose and redacted what is in this bundle.',
  }
  const common: Common = {
    spec_version: '2.1',
    created: createdAt,
    modified: createdAt,
    created_by_ref: identity.id,
    object_marking_refs: [TLP_AMBER.id],
  }
  const parts: StixObject[] = []
  for (const message of messages) parts.push(...(await describeMessage(message, common, makeUuid)))
  const objects = dropRepeated(parts)
  const grouping = {
    type: 'grouping',
    id: `grouping--${makeUuid()}`,
    ...common,
    name: 'Messages flagged as recruiter-style lures',
    context: 'suspicious-activity',
    object_refs: objects.map(({ id }) => id),
  }
  const bundle = {
    type: 'bundle',
    id: `bundle--${makeUuid()}`,
    objects: [identity, TLP_AMBER, ...objects, ...(objects.length === 0 ? [] : [grouping])],
  }
  return `${JSON.stringify(bundle, null, 2)}\n`
}

async function describeMessage(
  message: HandedMessage,
  common: Common,
  makeUuid: () => string,
): Promise<StixObject[]> {
  const observables = await observe(message)
  const time = readTime(message)
  const seen = {
    type: 'observed-data',
    id: `observed-data--${makeUuid()}`,
    ...common,
    first_observed: time,
    last_observed: time,
    number_observed: 1,
    object_refs: observables.map(({ id }) => id),
  }
  const note = {
    type: 'note',
    id: `note--${makeUuid()}`,
    ...common,
    abstract: message.headline === '' ? `Flagged: ${message.level}` : message.headline,
    content: writeNote(message),
    object_refs: [seen.id],
  }
  const patterns = await listPatterns(message, common)
  const links = patterns.map((pattern) => ({
    type: 'relationship',
    id: `relationship--${makeUuid()}`,
    ...common,
    relationship_type: 'related-to',
    source_ref: seen.id,
    target_ref: pattern.id,
  }))
  return [...observables, seen, note, ...patterns, ...links]
}

/** At least one object: what was observed is never empty. */
async function observe(message: HandedMessage): Promise<StixObject[]> {
  const { sender, address, subject, hosts, attachments, site, sentAt } = message
  const name = sender === '' ? {} : { display_name: sender }
  const isAddress = ADDRESS.test(address)
  const account = [address, sender, 'unknown'].find((part) => part !== '')
  const from = isAddress
    ? await makeObservable('email-addr', { value: address }, name)
    : await makeObservable(
        'user-account',
        { account_type: site || 'unknown', user_id: account },
        name,
      )
  const mail = isMail(message)
    ? [
        await makeObservable(
          'email-message',
          { ...(isAddress ? { from_ref: from.id } : {}), ...(subject === '' ? {} : { subject }) },
          { is_multipart: false, ...(isTime(sentAt) ? { date: toTimestamp(sentAt) } : {}) },
        ),
      ]
    : []
  const profile = isWebAddress(address) ? [await makeObservable('url', { value: address })] : []
  const domains = hosts.filter((host) => DOMAIN.test(host) && !IPV4.test(host))
  const numbers = hosts.filter((host) => IPV4.test(host))
  return [
    from,
    ...mail,
    ...profile,
    ...(await Promise.all(domains.map((value) => makeObservable('domain-name', { value })))),
    ...(await Promise.all(numbers.map((value) => makeObservable('ipv4-addr', { value })))),
    ...(await Promise.all(attachments.map((file) => makeObservable('file', { name: file })))),
  ]
}

function writeNote({ siteName, level, excerpt, findings, moments, note }: HandedMessage): string {
  const lines = [
    `Read on ${siteName}; level ${level}.`,
    ...(excerpt === '' ? [] : [`Beginning of the text: ${excerpt}`]),
    ...findings.map(
      ({ title, stage, explain, name, evidence }) =>
        `- ${title} [${stage}; rule ${name}]: ${explain}${evidence
          .map(({ text }) => ` “${text}”`)
          .join('')}`,
    ),
    ...moments.map(
      ({ sentAt = 'time unknown', isOwn, signs }) =>
        `- ${sentAt} ${isOwn ? 'user' : 'sender'}: ${signs.map(({ title }) => title).join('; ') || 'no sign'}`,
    ),
    ...(note === undefined ? [] : [`The user's own note: ${note}`]),
  ]
  return lines.join('\n')
}

async function listPatterns({ findings }: HandedMessage, common: Common): Promise<StixObject[]> {
  const ids = findings.flatMap(({ tags }) =>
    tags.flatMap((tag) => TECHNIQUE.exec(tag)?.[1]?.toUpperCase() ?? []),
  )
  return Promise.all(
    [...new Set(ids)].map(async (technique) => ({
      type: 'attack-pattern',
      id: `attack-pattern--${await makeNameUuid(`attack ${technique}`)}`,
      ...common,
      name: technique,
      external_references: [
        {
          source_name: 'mitre-attack',
          external_id: technique,
          url: `https://attack.mitre.org/techniques/${technique.replace('.', '/')}`,
        },
      ],
    })),
  )
}

function isWebAddress(address: string): boolean {
  return URL.canParse(address) && ['https:', 'http:'].includes(new URL(address).protocol)
}

function readTime({ sentAt, flaggedAt }: HandedMessage): string {
  return toTimestamp(isTime(sentAt) ? sentAt : flaggedAt)
}

function isTime(time: string | undefined): time is string {
  return time !== undefined && !Number.isNaN(Date.parse(time))
}

function toTimestamp(time: string): string {
  return new Date(time).toISOString()
}

function dropRepeated(objects: readonly StixObject[]): StixObject[] {
  return [...new Map(objects.map((object) => [object.id, object])).values()]
}
