import * as v from 'valibot'
import { HEALTH, troubleSchema } from './health.ts'
import { levelSchema, stageSchema, verdictSchema } from './verdict.ts'

/** What the popup shows of one message, flagged or not. */
export const messageViewSchema = v.object({
  /** `site|account|id`. */
  key: v.string(),
  site: v.string(),
  sender: v.string(),
  /** Address or profile. */
  address: v.string(),
  subject: v.string(),
  excerpt: v.string(),
  /** Hosts of its links, unwrapped. */
  hosts: v.array(v.string()),
  attachments: v.array(v.string()),
  outgoing: v.boolean(),
  sentAt: v.exactOptional(v.string()),
  verdict: verdictSchema,
  dismissed: v.boolean(),
  /** As the site definition or the file says; absent of what was kept before it was noted. */
  channel: v.exactOptional(v.picklist(['social', 'email', 'chat'])),
  /** The user, as the page or header names them: what a hand-over leaves out. */
  recipient: v.exactOptional(
    v.object({ name: v.exactOptional(v.string()), email: v.exactOptional(v.string()) }),
  ),
  /** DMARC's result, where the page or the mail's header tells it. */
  dmarc: v.exactOptional(v.picklist(['pass', 'fail', 'none'])),
  /** What it brings is opened without a question: the user said so of its sender. */
  allowed: v.exactOptional(v.literal(true)),
})
export type MessageView = v.InferOutput<typeof messageViewSchema>

export const REVIEW_STATES = ['new', 'watching', 'safe', 'reported'] as const

/** A rule as a change of a verdict names it. */
const namedRuleSchema = v.object({ rule: v.string(), title: v.string() })

/** How a verdict differs from the one before it, made by other rules. */
export const verdictChangeSchema = v.object({
  /** Milliseconds since 1970. */
  at: v.number(),
  /** Level before. */
  from: levelSchema,
  also: v.array(namedRuleSchema),
  gone: v.array(namedRuleSchema),
})
export type VerdictChange = v.InferOutput<typeof verdictChangeSchema>

/** One entry of the review inbox. */
export const flaggedEntrySchema = v.object({
  key: v.string(),
  state: v.picklist(REVIEW_STATES),
  /** Milliseconds since 1970: when it was flagged. */
  flaggedAt: v.number(),
  /** Page on which it was read. */
  url: v.string(),
  view: messageViewSchema,
  /** The user's own words. */
  note: v.exactOptional(v.string()),
  /** Rules that made the verdict: version, and a hash of those switched off. */
  ruleSet: v.exactOptional(v.string()),
  /** Milliseconds since 1970: when the verdict was made. */
  judgedAt: v.exactOptional(v.number()),
  /** What other rules changed in the verdict last. */
  changed: v.exactOptional(verdictChangeSchema),
  /** Safe because its sender is trusted, not by a decision on the message itself. */
  viaSender: v.exactOptional(v.literal(true)),
})
export type FlaggedEntry = v.InferOutput<typeof flaggedEntrySchema>

/** What the user decided on a sender. */
export const knownSenderSchema = v.object({
  /** Id of the site's definition, and address or profile in lower case. */
  site: v.string(),
  address: v.string(),
  /** None of their messages is a lure. */
  trusted: v.boolean(),
  /** What they send is opened without a question; warnings stay. */
  allowed: v.boolean(),
  /** Their mail passed DMARC when the user decided: mail that does not is not theirs. */
  authenticated: v.boolean(),
})
export type KnownSender = v.InferOutput<typeof knownSenderSchema>

/** What the user decided on a message and its sender; a new decision is undone with the one before. */
export const decisionSchema = v.object({
  state: v.picklist(REVIEW_STATES),
  trusted: v.boolean(),
  allowed: v.boolean(),
})
export type Decision = v.InferOutput<typeof decisionSchema>

/** What the popup knows of a tab. */
export const tabViewSchema = v.object({
  host: v.string(),
  /** Name of the site definition, where one reads this page. */
  siteName: v.exactOptional(v.string()),
  /** `unknown`: no site that Lurewatch can read; `unprotected`: a known kind of site without access. */
  status: v.picklist([...HEALTH, 'unknown', 'unprotected']),
  /** Match pattern to ask for with `permissions.request` when `unprotected`. */
  origin: v.exactOptional(v.string()),
  /** Match patterns to ask for with it: the site's mails stand in frames of several hosts. */
  also: v.exactOptional(v.array(v.string())),
  messages: v.array(messageViewSchema),
  privateWindow: v.boolean(),
  /** Messages of this page that were refused as malformed or too large. */
  refused: v.exactOptional(v.number()),
  /** Id of the site definition that reads this page. */
  siteId: v.exactOptional(v.string()),
  /** Warnings of this site are shown here and in the badge only. */
  quiet: v.exactOptional(v.literal(true)),
  /** Why the page is `unreadable`. */
  trouble: v.exactOptional(troubleSchema),
  /** Milliseconds since 1970: when messages of this site were last read. */
  lastRead: v.exactOptional(v.number()),
  /** The user's organisation does not want it read; the status is `unknown`. */
  switchedOff: v.exactOptional(v.literal(true)),
})
export type TabView = v.InferOutput<typeof tabViewSchema>

export const sigmaLevelSchema = v.picklist(['informational', 'low', 'medium', 'high', 'critical'])

export const ruleViewSchema = v.object({
  id: v.string(),
  name: v.string(),
  title: v.string(),
  description: v.string(),
  kind: v.picklist(['signal', 'story', 'exception']),
  stage: v.string(),
  /** The rule's own. */
  level: v.string(),
  /** Chosen by the user in its place. */
  levelHere: v.exactOptional(sigmaLevelSchema),
  status: v.string(),
  falsepositives: v.array(v.string()),
  tags: v.array(v.string()),
  /** As the rule names them: ISO 639-1. */
  languages: v.array(v.string()),
  /** `built-in`, `own`, or the id of the source that it came with. */
  source: v.string(),
  enabled: v.boolean(),
})
export type RuleView = v.InferOutput<typeof ruleViewSchema>

export const siteViewSchema = v.object({
  id: v.string(),
  name: v.string(),
  /** Match pattern. */
  origin: v.string(),
  builtIn: v.boolean(),
  granted: v.boolean(),
  registered: v.boolean(),
  /** Its warnings are shown in badge and popup only. */
  quiet: v.exactOptional(v.literal(true)),
  /** The user's organisation wants it read, or not read. */
  managed: v.exactOptional(v.picklist(['on', 'off'])),
})
export type SiteView = v.InferOutput<typeof siteViewSchema>

export const settingsSchema = v.object({
  /** Days that flagged messages are kept. */
  retentionDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)),
  /** UUIDs of rules switched off. */
  disabledRules: v.array(v.string()),
  /** Levels that the user chose in place of the rules' own, by id. */
  ruleLevels: v.record(v.string(), sigmaLevelSchema),
  /** Whether new messages with high or critical lure signs are told of, where they are out of sight. */
  notify: v.boolean(),
})
export type Settings = v.InferOutput<typeof settingsSchema>

/** How many entries went for want of room, and when last (milliseconds since 1970). */
export const lossSchema = v.object({ count: v.number(), at: v.number() })
export type Loss = v.InferOutput<typeof lossSchema>

/** What is kept on this machine. */
export const storageStatusSchema = v.object({
  flagged: v.number(),
  /** Messages of which hits and times are remembered. */
  remembered: v.number(),
  /** Records that could not be read back and were dropped since the background started. */
  dropped: v.number(),
  /** Messages that were judged but could not be remembered, for want of space, since then. */
  unsaved: v.number(),
  /** Rules that could not be compiled, with the reason. */
  ruleFaults: v.array(v.string()),
  /** Bytes on disk and what the browser allows, where it tells. */
  usedBytes: v.exactOptional(v.number()),
  quotaBytes: v.exactOptional(v.number()),
  /** Entries of the inbox that made room for newer ones and that the user was not told of yet. */
  lost: v.exactOptional(lossSchema),
})
export type StorageStatus = v.InferOutput<typeof storageStatusSchema>

/** What a page needs to show one warning. */
export const warningSchema = v.object({
  key: v.string(),
  verdict: verdictSchema,
  headline: v.string(),
  site: v.exactOptional(v.string()),
  /** Address or profile of the sender; absent where nothing tells them apart. */
  sender: v.exactOptional(v.string()),
  dmarc: v.exactOptional(v.string()),
  allowed: v.exactOptional(v.literal(true)),
  hosts: v.exactOptional(v.array(v.string())),
  attachments: v.exactOptional(v.array(v.string())),
  /** Version of the rules that were asked. */
  ruleSet: v.exactOptional(v.string()),
  /** Whom the reader's organisation wants told; `link`: only where the contact is one that may be opened. */
  report: v.exactOptional(
    v.object({ name: v.string(), contact: v.string(), link: v.exactOptional(v.string()) }),
  ),
})
export type Warning = v.InferOutput<typeof warningSchema>

export { levelSchema, stageSchema }
export { HEALTH, healthSchema, type Health } from './health.ts'
