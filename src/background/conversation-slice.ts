import {
  senderKey,
  threadKey,
  type ConversationIndex,
  type MemoryEntry,
} from '../engine/conversation.ts'
import type { Message } from '../engine/message.ts'
import type { ConversationKeys, Records } from './records.ts'

/** Further threads and senders that one batch may pull in: a bound on hostile fan-out. */
const MAX_RELATED = 100

/** The part of the memory that one batch of messages can touch. */
export class ConversationSlice implements ConversationIndex {
  readonly #entries = new Map<string, MemoryEntry>()
  readonly #threads = new Map<string, Set<string>>()
  readonly #senders = new Map<string, Set<string>>()
  readonly #changed = new Set<string>()

  byThread(thread: string): readonly MemoryEntry[] {
    return this.#pick(this.#threads.get(thread))
  }

  bySender(sender: string): readonly MemoryEntry[] {
    return this.#pick(this.#senders.get(sender))
  }

  /** As read from the records. */
  load(entries: readonly MemoryEntry[]): void {
    for (const entry of entries) this.#put(entry)
  }

  /** As judged: what differs from what is known counts as changed. */
  update(entries: readonly MemoryEntry[]): void {
    for (const entry of entries) {
      if (this.#entries.get(entry.key) === entry) continue
      this.#put(entry)
      this.#changed.add(entry.key)
    }
  }

  listChanged(): MemoryEntry[] {
    return [...this.#pick(this.#changed)]
  }

  #put(entry: MemoryEntry): void {
    this.#entries.set(entry.key, entry)
    addTo(this.#threads, entry.thread, entry.key)
    addTo(this.#senders, entry.senderKey, entry.key)
  }

  #pick(keys: ReadonlySet<string> = new Set()): readonly MemoryEntry[] {
    return [...keys].flatMap((key) => this.#entries.get(key) ?? [])
  }
}

/** Loads the threads and senders of the messages, and those that these lead to. */
export async function loadSlice(
  records: Records,
  messages: readonly Message[],
): Promise<ConversationSlice> {
  const slice = new ConversationSlice()
  const own = {
    threads: distinct(messages.map(threadKey)),
    senders: distinct(messages.map(senderKey)),
  }
  const direct = await records.loadEntries(own)
  slice.load(direct)
  slice.load(await records.loadEntries(findRelated(direct, own)))
  return slice
}

function findRelated(entries: readonly MemoryEntry[], known: ConversationKeys): ConversationKeys {
  const further = (keys: readonly (string | undefined)[], old: readonly string[]): string[] =>
    distinct(keys)
      .filter((key) => !old.includes(key))
      .slice(-MAX_RELATED)
  return {
    threads: further(
      entries.map(({ thread }) => thread),
      known.threads,
    ),
    senders: further(
      entries.map((entry) => entry.senderKey),
      known.senders,
    ),
  }
}

function addTo(index: Map<string, Set<string>>, name: string | undefined, key: string): void {
  if (name === undefined) return
  const keys = index.get(name) ?? new Set()
  index.set(name, keys.add(key))
}

function distinct(keys: readonly (string | undefined)[]): string[] {
  return [...new Set(keys)].filter((key) => key !== undefined)
}
