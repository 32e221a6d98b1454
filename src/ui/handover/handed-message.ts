import type { Level, Stage } from '../../engine/verdict.ts'
import type { FlaggedEntry, MessageView } from '../../platform/schema/views.ts'

/** A finding as it is handed over: what was seen, never where in the user's own mail it stood. */
export interface HandedFinding {
  /** UUID of the rule. */
  readonly rule: string
  readonly name: string
  readonly title: string
  readonly level: Level
  readonly stage: Stage
  readonly explain: string
  readonly evidence: readonly { readonly field: string; readonly text: string }[]
  readonly tags: readonly string[]
}

/** One message of a conversation: hits and time, no text. */
export interface HandedMoment {
  /** ISO 8601; absent where the page told no time. */
  readonly sentAt?: string
  readonly isOwn: boolean
  readonly signs: readonly { readonly title: string; readonly stage: Stage | null }[]
}

/** A flagged message as it leaves: everything in it was redacted as the user chose. */
export interface HandedMessage {
  readonly site: string
  readonly siteName: string
  readonly channel?: NonNullable<MessageView['channel']>
  readonly sender: string
  /** Address or profile. */
  readonly address: string
  readonly subject: string
  /** Beginning of the text, as much as was kept. */
  readonly excerpt: string
  readonly hosts: readonly string[]
  readonly attachments: readonly string[]
  /** ISO 8601, as the page or header told it. */
  readonly sentAt?: string
  /** ISO 8601. */
  readonly flaggedAt: string
  readonly state: FlaggedEntry['state']
  readonly level: Level
  readonly headline: string
  readonly findings: readonly HandedFinding[]
  /** Version of the rules. */
  readonly ruleSet?: string
  /** Page on which it was read, and its id there: only where the user wants them out. */
  readonly page?: string
  readonly id?: string
  /** The user's own words: only where they want them out. */
  readonly note?: string
  readonly moments: readonly HandedMoment[]
}

/** What is handed over, with what was left out of it. */
export interface HandOverContent {
  readonly messages: readonly HandedMessage[]
  readonly choice: RedactionChoice
  /** ISO 8601. */
  readonly createdAt: string
  /** Version of the extension. */
  readonly version: string
}

export interface RedactionChoice {
  /** Names and addresses of the user that are replaced wherever they stand. */
  readonly ownWords: readonly string[]
  readonly hidesOwn: boolean
  readonly withExcerpt: boolean
  readonly withNote: boolean
  readonly withOwnMessages: boolean
  readonly withPage: boolean
}

export const DEFAULT_REDACTION: RedactionChoice = {
  ownWords: [],
  hidesOwn: true,
  withExcerpt: true,
  withNote: false,
  withOwnMessages: false,
  withPage: false,
}
