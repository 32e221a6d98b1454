import * as v from 'valibot'
import type { MemoryEntry } from '../engine/conversation.ts'

const spans = v.array(v.object({ field: v.string(), start: v.number(), end: v.number() }))
const hits = v.array(v.object({ rule: v.string(), spans }))
const pending = v.array(v.object({ rule: v.string(), decided: v.string(), spans }))
const blocks = v.array(v.number())

export const memoryEntrySchema: v.GenericSchema<unknown, MemoryEntry> = v.object({
  key: v.string(),
  id: v.string(),
  thread: v.exactOptional(v.string()),
  senderKey: v.exactOptional(v.string()),
  sentAt: v.exactOptional(v.number()),
  seq: v.number(),
  outgoing: v.exactOptional(v.literal(true)),
  ruleSet: v.string(),
  hits,
  pending,
  withQuote: v.exactOptional(v.object({ blocks, hits, pending })),
  values: v.exactOptional(v.record(v.string(), v.array(v.string()))),
  blocks: v.exactOptional(blocks),
})

/** A memory entry as stored: its keys stand outside, so that it can be found and aged. */
export interface StoredEntry {
  readonly key: string
  readonly thread?: string
  readonly senderKey?: string
  /** Milliseconds since 1970: when it was written last. */
  readonly writtenAt: number
  readonly entry: MemoryEntry
}

export const storedEntrySchema: v.GenericSchema<unknown, StoredEntry> = v.object({
  key: v.string(),
  thread: v.exactOptional(v.string()),
  senderKey: v.exactOptional(v.string()),
  writtenAt: v.number(),
  entry: memoryEntrySchema,
})

export function storeEntry(entry: MemoryEntry, now: number): StoredEntry {
  const { key, thread, senderKey } = entry
  return {
    key,
    ...(thread === undefined ? {} : { thread }),
    ...(senderKey === undefined ? {} : { senderKey }),
    writtenAt: now,
    entry,
  }
}
