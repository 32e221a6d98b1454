import type { Message } from './message.ts'

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
  /** What holds instead while the quoted text was not judged in this conversation before. */
  readonly withQuote?: QuoteReading
  /** Values of the fields that correlation rules group or count by. */
  readonly values?: Readonly<Record<string, readonly string[]>>
  /** Hashes of the text's blocks, so that a quotation of it is not judged again. */
  readonly blocks?: readonly number[]
}

/** The same message read together with the earlier mail that it quotes. */
export interface QuoteReading {
  /** Hashes of the quoted blocks. */
  readonly blocks: readonly number[]
  readonly hits: readonly MemoryHit[]
  readonly pending: readonly PendingRule[]
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

/** Identity of a message in memory and inbox: `site|account|id`. */
export function messageKey(message: Message): string {
  return scopedKey(message, message.id)
}

/** Identity of its conversation; undefined for a message that stands alone. */
export function threadKey(message: Message): string | undefined {
  return message.threadId === undefined ? undefined : scopedKey(message, message.threadId)
}

/** Who wrote it: profile URL, else address; undefined for the user's own messages. */
export function senderKey(message: Message): string | undefined {
  if (message.direction === 'outgoing') return undefined
  const key = message.sender?.profileUrl ?? message.sender?.email
  return key === undefined || key === '' ? undefined : key.toLowerCase()
}

function scopedKey(message: Message, id: string): string {
  return `${message.site ?? ''}|${message.account ?? ''}|${id}`
}

/** Where entries are looked up; both lists may come in any order. */
export interface ConversationIndex {
  byThread(thread: string): readonly MemoryEntry[]
  bySender(sender: string): readonly MemoryEntry[]
}

/**
 * All that a verdict on `message`, and on the messages it may change, can depend on: its thread and
 * its sender's messages, with the senders of the one and the threads of the other.
 */
export function gatherConversation(message: Message, index: ConversationIndex): Conversation {
  const thread = threadKey(message)
  const sender = senderKey(message)
  const inThread = thread === undefined ? [] : index.byThread(thread)
  const bySender = sender === undefined ? [] : index.bySender(sender)
  const entries = new Map<string, MemoryEntry>()
  const add = (found: readonly MemoryEntry[]): void => {
    for (const entry of found) entries.set(entry.key, entry)
  }
  add(inThread)
  add(bySender)
  for (const other of distinct(
    inThread.map((entry) => entry.senderKey),
    sender,
  )) {
    add(index.bySender(other))
  }
  for (const other of distinct(
    bySender.map((entry) => entry.thread),
    thread,
  )) {
    add(index.byThread(other))
  }
  return { entries: [...entries.values()] }
}

function distinct(keys: readonly (string | undefined)[], except: string | undefined): Set<string> {
  const found = new Set<string>()
  for (const key of keys) if (key !== undefined && key !== except) found.add(key)
  return found
}
