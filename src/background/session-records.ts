import * as v from 'valibot'
import type { MemoryEntry } from '../engine/conversation.ts'
import { flaggedEntrySchema, type FlaggedEntry } from '../platform/schema/views.ts'
import { readStored, removeStored, writeStored } from '../platform/storage.ts'
import { findExcessEntries, findExcessFlagged } from './excess.ts'
import { MapRecords, type RecordSnapshot } from './map-records.ts'
import { storedEntrySchema } from './record-schema.ts'
import type {
  ConversationKeys,
  PruneLimits,
  RecordChange,
  RecordCount,
  Records,
} from './records.ts'

const KEY = 'private-records'

const snapshotSchema: v.GenericSchema<unknown, { entries: unknown[]; flagged: unknown[] }> =
  v.object({ entries: v.array(v.unknown()), flagged: v.array(v.unknown()) })

/** Records of private windows: in the browser's session storage, which never reaches the disk. */
export class SessionRecords implements Records {
  #dropped = 0

  async loadEntries(keys: ConversationKeys): Promise<MemoryEntry[]> {
    return (await this.#load()).loadEntries(keys)
  }

  commit(change: RecordChange, now: number): Promise<void> {
    return this.#change((records) => records.commit(change, now))
  }

  async listFlagged(): Promise<FlaggedEntry[]> {
    return (await this.#load()).listFlagged()
  }

  async getFlagged(keys: readonly string[]): Promise<FlaggedEntry[]> {
    return (await this.#load()).getFlagged(keys)
  }

  async getEntries(keys: readonly string[]): Promise<MemoryEntry[]> {
    return (await this.#load()).getEntries(keys)
  }

  async listEntries(after: string, limit: number): Promise<MemoryEntry[]> {
    return (await this.#load()).listEntries(after, limit)
  }

  forget(keys: readonly string[]): Promise<MemoryEntry[]> {
    return this.#change((records) => records.forget(keys))
  }

  clear(): Promise<void> {
    return removeStored('session', [KEY])
  }

  prune(limits: PruneLimits): Promise<void> {
    return this.#change((records) => records.prune(limits))
  }

  async count(): Promise<RecordCount> {
    return { ...(await (await this.#load()).count()), dropped: this.#dropped }
  }

  async #load(): Promise<MapRecords> {
    const drop = (): void => {
      this.#dropped++
    }
    const stored = await readStored('session', KEY, snapshotSchema, drop)
    if (stored === undefined) return new MapRecords()
    return new MapRecords({
      entries: parseEach(stored.entries, storedEntrySchema, drop),
      flagged: parseEach(stored.flagged, flaggedEntrySchema, drop),
    })
  }

  async #change<T>(change: (records: MapRecords) => Promise<T>): Promise<T> {
    const records = await this.#load()
    const answer = await change(records)
    await save(records.snapshot())
    return answer
  }
}

/** Where the session's quota is used up, the older half goes until the rest fits. */
async function save(snapshot: RecordSnapshot): Promise<void> {
  const isEmpty = snapshot.entries.length + snapshot.flagged.length === 0
  if (isEmpty) return removeStored('session', [KEY])
  try {
    await writeStored('session', KEY, snapshot)
  } catch {
    const { entries, flagged } = snapshot
    const old = new Set<unknown>([
      ...findExcessEntries(entries, Math.floor(entries.length / 2)),
      ...findExcessFlagged(flagged, Math.floor(flagged.length / 2)),
    ])
    await save({
      entries: entries.filter((entry) => !old.has(entry)),
      flagged: flagged.filter((entry) => !old.has(entry)),
    })
  }
}

function parseEach<T>(
  items: readonly unknown[],
  schema: v.GenericSchema<unknown, T>,
  onCorrupt: () => void,
): T[] {
  return items.flatMap((item) => {
    const result = v.safeParse(schema, item)
    if (result.success) return [result.output]
    onCorrupt()
    return []
  })
}
