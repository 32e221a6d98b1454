import * as v from 'valibot'
import { parsesAsPattern } from '../match-pattern.ts'
import { settingsSchema } from './views.ts'
import { parseSourceUrl } from '../source-url.ts'

/** Settings that a policy can give and lock. */
export const POLICY_SETTINGS = [
  'retentionDays',
  'notify',
  'disabledRules',
  'ruleLevels',
  'quietSites',
] as const
export type PolicySetting = (typeof POLICY_SETTINGS)[number]

const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'] as const
const MAX_LINE = 200

/** Letters, digits and inner hyphens between dots, at least two labels; international ones as shown. */
const DOMAIN = /^(?!-)[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+$/u
const LOCAL_PART = /^[^\s@"<>(),:;[\]\\]+$/u
/** Control characters, and those that turn or hide text. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

const line = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'is empty'),
  v.maxLength(MAX_LINE, `is longer than ${MAX_LINE} characters`),
  v.check((text) => !INVISIBLE.test(text), 'holds invisible characters'),
)
const domain = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.check(isDomain, 'is no domain such as "example.com"'),
)
const address = v.pipe(
  v.string(),
  v.trim(),
  v.toLowerCase(),
  v.check(isAddress, 'is no whole address such as "jobs@example.com"'),
)
const pattern = v.pipe(
  v.string(),
  v.check(parsesAsPattern, 'is no match pattern such as "https://mail.example.com/*"'),
)
const updateUrl = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const address = parseSourceUrl(dataset.value)
    if ('url' in address) return address.url
    addIssue({ message: 'is no https address without user, password and query' })
    return NEVER
  }),
)
const fingerprint = v.pipe(
  v.string(),
  v.transform((text) => text.replace(/[\s:]/g, '').toLowerCase()),
  v.regex(/^[0-9a-f]{64}$/, 'is no SHA-256 fingerprint of 64 hex digits'),
)

const properName = v.pipe(line, v.minLength(2, 'is too short'))

/** Who manages this browser; shown where the policy shows. */
export const organisationSchema = v.object({
  name: properName,
  /** Where lures are reported: an address, a web page, a phone number. */
  contact: v.exactOptional(line),
  /** Its own domains: mail that imitates them is told. */
  domains: v.exactOptional(v.pipe(v.array(domain), v.readonly())),
  /** Other names that people know it by. */
  aliases: v.exactOptional(v.pipe(v.array(properName), v.readonly())),
  /** Its name is an everyday word too: claimed only beside words of hiring or in a sender's name. */
  ambiguous: v.exactOptional(v.boolean()),
})
export type PolicyOrganisation = v.InferOutput<typeof organisationSchema>

export const policySourceSchema = v.object({
  url: updateUrl,
  /** SHA-256 of the first root, as `pack keys` and the settings show it. */
  fingerprint,
  name: v.exactOptional(line),
  trust: v.exactOptional(v.picklist(['full', 'limited'], 'is neither "full" nor "limited"')),
  mayChangeOthers: v.exactOptional(v.boolean()),
  automatic: v.exactOptional(v.boolean()),
})
export type PolicySource = v.InferOutput<typeof policySourceSchema>

/** A sender, or all of a domain's (not of its subdomains), whose messages are no lures. */
export const allowedSenderSchema = v.pipe(
  v.object({
    address: v.exactOptional(address),
    domain: v.exactOptional(domain),
    /** Also where the page tells no DMARC result; mail that fails it never counts. */
    withoutAuthentication: v.exactOptional(v.boolean()),
    /** What they send is opened without a question, too. */
    openWithoutAsking: v.exactOptional(v.boolean()),
  }),
  v.check(
    (entry) => (entry.address === undefined) !== (entry.domain === undefined),
    'needs either "address" or "domain"',
  ),
)
export type AllowedSender = v.InferOutput<typeof allowedSenderSchema>

export const policySettingsSchema = v.object({
  retentionDays: v.exactOptional(settingsSchema.entries.retentionDays),
  notify: v.exactOptional(settingsSchema.entries.notify),
  /** Ids of rules that are off. */
  disabledRules: v.exactOptional(v.array(line)),
  /** Levels by id of the rule. */
  ruleLevels: v.exactOptional(v.record(v.string(), v.picklist(LEVELS, 'is no level'))),
  /** Ids of sites, or match patterns, whose warnings are shown in badge and popup only. */
  quietSites: v.exactOptional(v.array(line)),
})
export type PolicySettings = v.InferOutput<typeof policySettingsSchema>

export const policySitesSchema = v.object({
  /** Match patterns to read on, where the browser allows the host. */
  on: v.exactOptional(v.array(pattern)),
  /** Ids of sites, or match patterns, that are not read. */
  off: v.exactOptional(v.array(line)),
})

/** What an organisation sets for the browsers that it manages: the content of `storage.managed`. */
export const policySchema = v.object({
  organisation: v.exactOptional(organisationSchema),
  sources: v.exactOptional(v.array(policySourceSchema)),
  usersMayAddSources: v.exactOptional(v.boolean()),
  usersMayWriteRules: v.exactOptional(v.boolean()),
  settings: v.exactOptional(policySettingsSchema),
  locked: v.exactOptional(v.array(v.picklist(POLICY_SETTINGS, 'is no setting that can be locked'))),
  allowedSenders: v.exactOptional(v.array(allowedSenderSchema)),
  sites: v.exactOptional(policySitesSchema),
  welcomePage: v.exactOptional(v.boolean()),
})
export type Policy = v.InferOutput<typeof policySchema>

/** Entries that a list of the policy may have; more are left out and named. */
export const POLICY_LIMIT = 5_000

export function isDomain(text: string): boolean {
  return text.length <= 253 && DOMAIN.test(text)
}

export function isAddress(text: string): boolean {
  const [local = '', host = '', ...more] = text.split('@')
  return more.length === 0 && local.length <= 64 && LOCAL_PART.test(local) && isDomain(host)
}
