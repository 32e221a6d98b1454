import type { MemoryEntry } from '../engine/conversation.ts'
import type { FlaggedEntry } from '../platform/schema/views.ts'

/** What judging one batch of messages changes: all of it is written, or nothing. */
export interface RecordChange {
  readonly entries: readonly MemoryEntry[]
  readonly flagged: readonly FlaggedEntry[]
  /** Keys of flagged messages that are flagged no more. */
  readonly unflagged: readonly string[]
}

/** Keys by which earlier messages are found. */
export interface ConversationKeys {
  readonly threads: readonly string[]
  readonly senders: readonly string[]
}

export interface PruneLimits {
  /** Milliseconds since 1970: flagged messages from before go. */
  readonly flaggedBefore: number
  /** Milliseconds since 1970: memory last written before goes. */
  readonly rememberedBefore: number
}

/** The conversation memory and the review inbox, on disk or in memory. */
export interface Records {
  /** Entries of the threads and of the senders, the newest of each. */
  loadEntries(keys: ConversationKeys): Promise<MemoryEntry[]>
  /** `now`: milliseconds since 1970. */
  commit(change: RecordChange, now: number): Promise<void>
  /** Newest first. */
  listFlagged(): Promise<FlaggedEntry[]>
  getFlagged(keys: readonly string[]): Promise<FlaggedEntry[]>
  getEntries(keys: readonly string[]): Promise<MemoryEntry[]>
  /** Memory in the order of its keys, from behind one of them; at most `limit`. */
  listEntries(after: string, limit: number): Promise<MemoryEntry[]>
  /** Drops all that is kept of these messages, or nothing, and answers their memory. */
  forget(keys: readonly string[]): Promise<MemoryEntry[]>
  clear(): Promise<void>
  prune(limits: PruneLimits): Promise<void>
  count(): Promise<RecordCount>
}

export interface RecordCount {
  readonly flagged: number
  readonly remembered: number
  /** Records that did not parse and were dropped since the background started. */
  readonly dropped: number
}

/** Messages remembered in all, and of one thread or sender. */
export const MAX_REMEMBERED = 20_000
export const MAX_CONVERSATION = 300
/** Entries of the review inbox. */
export const MAX_FLAGGED = 10_000
