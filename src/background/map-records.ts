import type { MemoryEntry } from '../engine/conversation.ts'
import type { FlaggedEntry } from '../platform/schema/views.ts'
import { findExcessEntries, findExcessFlagged, sortNewestFirst } from './excess.ts'
import { storeEntry, type StoredEntry } from './record-schema.ts'
import {
  MAX_CONVERSATION,
  MAX_FLAGGED,
  MAX_REMEMBERED,
  type ConversationKeys,
  type PruneLimits,
  type RecordChange,
  type RecordCount,
  type Records,
} from './records.ts'

/** All records as plain data. */
export interface RecordSnapshot {
  readonly entries: readonly StoredEntry[]
  readonly flagged: readonly FlaggedEntry[]
}

/** Records in memory: for private windows, and wherever nothing may lie on disk. */
export class MapRecords implements Records {
  readonly #entries = new Map<string, StoredEntry>()
  readonly #flagged = new Map<string, FlaggedEntry>()

  constructor(snapshot: RecordSnapshot = { entries: [], flagged: [] }) {
    for (const stored of snapshot.entries) this.#entries.set(stored.key, stored)
    for (const entry of snapshot.flagged) this.#flagged.set(entry.key, entry)
  }

  snapshot(): RecordSnapshot {
    return { entries: [...this.#entries.values()], flagged: [...this.#flagged.values()] }
  }

  loadEntries({ threads, senders }: ConversationKeys): Promise<MemoryEntry[]> {
    const isAsked = ({ thread, senderKey }: StoredEntry): boolean =>
      (thread !== undefined && threads.includes(thread)) ||
      (senderKey !== undefined && senders.includes(senderKey))
    const found = [...this.#entries.values()].filter(isAsked)
    return Promise.resolve(found.map(({ entry }) => entry))
  }

  commit({ entries, flagged, unflagged }: RecordChange, now: number): Promise<void> {
    for (const entry of entries) this.#entries.set(entry.key, storeEntry(entry, now))
    for (const entry of entries) this.#boundConversation(entry)
    for (const entry of flagged) this.#flagged.set(entry.key, entry)
    for (const key of unflagged) this.#flagged.delete(key)
    this.#boundTotal()
    return Promise.resolve()
  }

  listFlagged(): Promise<FlaggedEntry[]> {
    return Promise.resolve(sortNewestFirst([...this.#flagged.values()]))
  }

  getFlagged(keys: readonly string[]): Promise<FlaggedEntry[]> {
    return Promise.resolve(keys.flatMap((key) => this.#flagged.get(key) ?? []))
  }

  getEntries(keys: readonly string[]): Promise<MemoryEntry[]> {
    return Promise.resolve(keys.flatMap((key) => this.#entries.get(key)?.entry ?? []))
  }

  listEntries(after: string, limit: number): Promise<MemoryEntry[]> {
    const keys = [...this.#entries.keys()].filter((key) => key > after).sort()
    return this.getEntries(keys.slice(0, limit))
  }

  async forget(keys: readonly string[]): Promise<MemoryEntry[]> {
    const known = await this.getEntries(keys)
    for (const key of keys) {
      this.#entries.delete(key)
      this.#flagged.delete(key)
    }
    return known
  }

  clear(): Promise<void> {
    this.#entries.clear()
    this.#flagged.clear()
    return Promise.resolve()
  }

  prune({ flaggedBefore, rememberedBefore }: PruneLimits): Promise<void> {
    for (const { key, flaggedAt } of [...this.#flagged.values()]) {
      if (flaggedAt < flaggedBefore) this.#flagged.delete(key)
    }
    for (const { key, writtenAt } of [...this.#entries.values()]) {
      if (writtenAt < rememberedBefore) this.#entries.delete(key)
    }
    this.#boundTotal()
    return Promise.resolve()
  }

  count(): Promise<RecordCount> {
    const remembered = this.#entries.size
    return Promise.resolve({ flagged: this.#flagged.size, remembered, dropped: 0 })
  }

  #boundConversation({ thread, senderKey }: MemoryEntry): void {
    const all = [...this.#entries.values()]
    const groups = [
      thread === undefined ? [] : all.filter((stored) => stored.thread === thread),
      senderKey === undefined ? [] : all.filter((stored) => stored.senderKey === senderKey),
    ]
    for (const group of groups) this.#drop(findExcessEntries(group, MAX_CONVERSATION))
  }

  #boundTotal(): void {
    this.#drop(findExcessEntries([...this.#entries.values()], MAX_REMEMBERED))
    for (const { key } of findExcessFlagged([...this.#flagged.values()], MAX_FLAGGED)) {
      this.#flagged.delete(key)
    }
  }

  #drop(excess: readonly StoredEntry[]): void {
    for (const { key } of excess) this.#entries.delete(key)
  }
}
