import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb'
import * as v from 'valibot'
import { DatabaseHandle, abortQuietly } from './database-handle.ts'
import type { MemoryEntry } from '../engine/conversation.ts'
import { flaggedEntrySchema, type FlaggedEntry } from '../platform/schema/views.ts'
import { findExcessEntries, findExcessFlagged, sortNewestFirst } from './excess.ts'
import { storeEntry, storedEntrySchema, type StoredEntry } from './record-schema.ts'
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

const NAME = 'lurewatch'
const VERSION = 1
/** Total bounds are looked at after so many writes: counting a store is not free. */
const WRITES_BETWEEN_BOUNDS = 500
/** Of all records, what stays when the disk is full: the oldest make room. */
const SHARE_WHEN_FULL = 0.8

/** What lies in the stores is unknown until parsed. */
interface Schema extends DBSchema {
  memory: {
    key: string
    value: unknown
    indexes: { thread: string; senderKey: string; writtenAt: number }
  }
  flagged: { key: string; value: unknown }
}
type StoreName = 'memory' | 'flagged'
type Write = IDBPTransaction<Schema, StoreName[], 'readwrite'>

/** Records on disk. */
export class IdbRecords implements Records {
  /** Told how many entries of the inbox had to make room for newer ones. */
  readonly #onLoss: (count: number) => Promise<void>
  readonly #database = new DatabaseHandle<Schema>(NAME, VERSION, createStores)
  #dropped = 0
  #writes = 0
  /** The inbox as last read: nobody else writes it, and ten thousand entries take long to parse. */
  #inbox: Promise<readonly FlaggedEntry[]> | undefined

  constructor(onLoss: (count: number) => Promise<void> = () => Promise.resolve()) {
    this.#onLoss = onLoss
  }

  async loadEntries({ threads, senders }: ConversationKeys): Promise<MemoryEntry[]> {
    const { store } = (await this.#database.open()).transaction('memory')
    const found = await Promise.all([
      ...threads.map((thread) => store.index('thread').getAll(thread)),
      ...senders.map((sender) => store.index('senderKey').getAll(sender)),
    ])
    const entries = new Map<string, MemoryEntry>()
    for (const { key, entry } of await this.#parseEntries(found.flat())) entries.set(key, entry)
    return [...entries.values()]
  }

  async commit(change: RecordChange, now: number): Promise<void> {
    try {
      await this.#write(change, now)
    } catch (error) {
      if (!isQuotaError(error)) throw error
      await this.#bound(SHARE_WHEN_FULL)
      await this.#write(change, now)
    }
    this.#writes += change.entries.length
    if (this.#writes < WRITES_BETWEEN_BOUNDS) return
    this.#writes = 0
    await this.#bound(1)
  }

  async listFlagged(): Promise<FlaggedEntry[]> {
    this.#inbox ??= this.#readInbox().catch((error: unknown) => {
      this.#inbox = undefined
      throw error
    })
    return [...(await this.#inbox)]
  }

  async getFlagged(keys: readonly string[]): Promise<FlaggedEntry[]> {
    const { store } = (await this.#database.open()).transaction('flagged')
    const found = await Promise.all(keys.map((key) => store.get(key)))
    return this.#parseFlagged(found.filter((value) => value !== undefined))
  }

  async getEntries(keys: readonly string[]): Promise<MemoryEntry[]> {
    const { store } = (await this.#database.open()).transaction('memory')
    const found = await Promise.all(keys.map((key) => store.get(key)))
    const stored = await this.#parseEntries(found.filter((value) => value !== undefined))
    return stored.map(({ entry }) => entry)
  }

  async listEntries(after: string, limit: number): Promise<MemoryEntry[]> {
    const { store } = (await this.#database.open()).transaction('memory')
    const found = await store.getAll(IDBKeyRange.lowerBound(after, true), limit)
    return (await this.#parseEntries(found)).map(({ entry }) => entry)
  }

  async forget(keys: readonly string[]): Promise<MemoryEntry[]> {
    const tx = await this.#begin()
    const memory = tx.objectStore('memory')
    const found = Promise.all(keys.map((key) => memory.get(key)))
    const dropped = keys.flatMap((key) => [
      memory.delete(key),
      tx.objectStore('flagged').delete(key),
    ])
    const [stored] = await Promise.all([found, ...dropped, tx.done])
    return stored.filter(isStoredEntry).map(({ entry }) => entry)
  }

  async clear(): Promise<void> {
    const tx = await this.#begin()
    await Promise.all([
      tx.objectStore('memory').clear(),
      tx.objectStore('flagged').clear(),
      tx.done,
    ])
  }

  async prune({ flaggedBefore, rememberedBefore }: PruneLimits): Promise<void> {
    const expired = (await this.listFlagged()).filter(({ flaggedAt }) => flaggedAt < flaggedBefore)
    const db = await this.#database.open()
    const range = IDBKeyRange.upperBound(rememberedBefore, true)
    const old = await db.getAllKeysFromIndex('memory', 'writtenAt', range)
    await this.#delete('memory', old)
    await this.#delete(
      'flagged',
      expired.map(({ key }) => key),
    )
    await this.#bound(1)
  }

  async count(): Promise<RecordCount> {
    const db = await this.#database.open()
    const [flagged, remembered] = await Promise.all([db.count('flagged'), db.count('memory')])
    return { flagged, remembered, dropped: this.#dropped }
  }

  /** One transaction: a fault in any record undoes all of them. */
  async #write(change: RecordChange, now: number): Promise<void> {
    const tx = await this.#begin(change.flagged.length + change.unflagged.length > 0)
    const done = tx.done.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    try {
      await putChange(tx, change, now)
    } catch (error) {
      abortQuietly(tx)
      const reason = await done
      if (isQuotaError(reason)) throw reason
      throw error
    }
    const reason = await done
    if (reason instanceof Error) throw reason
  }

  async #readInbox(): Promise<readonly FlaggedEntry[]> {
    const found = await (await this.#database.open()).getAll('flagged')
    return sortNewestFirst(await this.#parseFlagged(found))
  }

  /** Keeps the newest of each store, `share` of what is allowed. */
  async #bound(share: number): Promise<void> {
    const { flagged, remembered } = await this.count()
    const maxEntries = Math.floor(Math.min(MAX_REMEMBERED, remembered) * share)
    const maxFlagged = Math.floor(Math.min(MAX_FLAGGED, flagged) * share)
    const db = await this.#database.open()
    if (remembered > maxEntries) {
      const keys = await db.getAllKeysFromIndex(
        'memory',
        'writtenAt',
        null,
        remembered - maxEntries,
      )
      await this.#delete('memory', keys)
    }
    if (flagged > maxFlagged) {
      const excess = findExcessFlagged(await this.listFlagged(), maxFlagged)
      await this.#delete(
        'flagged',
        excess.map(({ key }) => key),
      )
      await this.#onLoss(excess.length)
    }
  }

  async #delete(name: StoreName, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return
    const tx = (await this.#database.open()).transaction(name, 'readwrite')
    if (name === 'flagged') this.#inbox = undefined
    await Promise.all([...keys.map((key) => tx.store.delete(key)), tx.done])
  }

  #parseEntries(found: readonly unknown[]): Promise<StoredEntry[]> {
    return this.#parse('memory', storedEntrySchema, found)
  }

  #parseFlagged(found: readonly unknown[]): Promise<FlaggedEntry[]> {
    return this.#parse('flagged', flaggedEntrySchema, found)
  }

  /** What does not parse is deleted and counted; everything else goes on. */
  async #parse<T>(
    name: StoreName,
    schema: v.GenericSchema<unknown, T>,
    found: readonly unknown[],
  ): Promise<T[]> {
    const good: T[] = []
    const bad = new Set<string>()
    for (const value of found) {
      const result = v.safeParse(schema, value)
      if (result.success) good.push(result.output)
      else bad.add(keyOf(value))
    }
    this.#dropped += bad.size
    await this.#delete(name, [...bad])
    return good
  }

  /**
   * A change of the inbox drops what was read of it, once the transaction stands in line: whoever
   * reads from then on waits for it.
   */
  async #begin(changesInbox = true): Promise<Write> {
    const tx = (await this.#database.open()).transaction(['memory', 'flagged'], 'readwrite')
    if (changesInbox) this.#inbox = undefined
    return tx
  }
}

function createStores(db: IDBPDatabase<Schema>): void {
  const memory = db.createObjectStore('memory', { keyPath: 'key' })
  for (const name of ['thread', 'senderKey', 'writtenAt'] as const) memory.createIndex(name, name)
  db.createObjectStore('flagged', { keyPath: 'key' })
}

function isQuotaError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'QuotaExceededError'
}

async function putChange(
  tx: Write,
  { entries, flagged, unflagged }: RecordChange,
  now: number,
): Promise<void> {
  const memory = tx.objectStore('memory')
  const inbox = tx.objectStore('flagged')
  for (const entry of entries) await memory.put(storeEntry(entry, now))
  for (const entry of flagged) await inbox.put(entry)
  for (const key of unflagged) await inbox.delete(key)
  await boundConversations(tx, entries)
}

/** Of each thread and sender that was written to, the oldest entries beyond the bound go. */
async function boundConversations(tx: Write, entries: readonly MemoryEntry[]): Promise<void> {
  const memory = tx.objectStore('memory')
  const bound = async (name: 'thread' | 'senderKey', key: string): Promise<void> => {
    if ((await memory.index(name).count(key)) <= MAX_CONVERSATION) return
    const stored = (await memory.index(name).getAll(key)).filter(isStoredEntry)
    for (const { key: old } of findExcessEntries(stored, MAX_CONVERSATION)) await memory.delete(old)
  }
  for (const thread of distinct(entries.map((entry) => entry.thread))) await bound('thread', thread)
  for (const sender of distinct(entries.map(({ senderKey }) => senderKey))) {
    await bound('senderKey', sender)
  }
}

function isStoredEntry(value: unknown): value is StoredEntry {
  return v.is(storedEntrySchema, value)
}

function distinct(keys: readonly (string | undefined)[]): string[] {
  return [...new Set(keys)].filter((key) => key !== undefined)
}

/** The store's key path is `key`, so a stored value always has one. */
function keyOf(value: unknown): string {
  const parsed = v.safeParse(v.object({ key: v.string() }), value)
  return parsed.success ? parsed.output.key : ''
}
