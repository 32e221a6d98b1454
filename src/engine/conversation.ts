/**
 * What is remembered of a conversation: hits, times and ids, never a text.
 * The caller stores it; the engine reads it and returns it changed.
 */
export interface Conversation {
  readonly entries: readonly MemoryEntry[]
}

/** One message that was judged. */
export interface MemoryEntry {
  /** Key of the message: `site|account|id`. */
  readonly key: string
  readonly id: string
  /** `site|account|threadId`, where the message has a thread. */
  readonly thread?: string
  /** Profile URL, else address, lower case; absent for the user's own messages. */
  readonly senderKey?: string
  /** Milliseconds since 1970. */
  readonly sentAt?: number
  /** Reading order within the conversation. */
  readonly seq: number
  readonly outgoing?: true
  /** Version of the rule set under which it was judged. */
  readonly ruleSet: string
  readonly hits: readonly MemoryHit[]
  /** Rules whose result also depends on the rest of the conversation. */
  readonly pending: readonly PendingRule[]
  /** Values of the fields that correlation rules group or count by. */
  readonly values?: Readonly<Record<string, string>>
  /** Hashes of text blocks that were judged, so that a quotation is not judged twice. */
  readonly blocks?: readonly number[]
}

export interface MemoryHit {
  /** UUID of the signal. */
  readonly rule: string
  readonly spans: readonly Span[]
}

/** Evidence without its text. */
export interface Span {
  readonly field: string
  readonly start: number
  readonly end: number
}

/** A rule that reads `thread.*` fields: its other selections, already decided. */
export interface PendingRule {
  readonly rule: string
  /** Truth of each selection item that does not depend on the conversation, in compiled order. */
  readonly decided: string
  readonly spans: readonly Span[]
}

export const EMPTY_CONVERSATION: Conversation = { entries: [] }
