import type { Conversation, ConversationIndex, MemoryEntry } from '../engine/conversation.ts'

/** As in the extension: older messages of an endless thread no longer count. */
const MAX_CONVERSATION = 300

/** Conversation memory of one run, in the working memory only. */
export class ThreadMemory implements ConversationIndex {
  readonly #entries = new Map<string, MemoryEntry>()
  readonly #byThread = new Map<string, Set<string>>()
  readonly #bySender = new Map<string, Set<string>>()

  byThread(thread: string): readonly MemoryEntry[] {
    return this.#take(this.#byThread.get(thread))
  }

  bySender(sender: string): readonly MemoryEntry[] {
    return this.#take(this.#bySender.get(sender))
  }

  /** Keeps the entry of the message just judged; the others of the conversation are unchanged. */
  remember(conversation: Conversation, key: string): void {
    const entry = conversation.entries.find((other) => other.key === key)
    if (entry === undefined) return
    this.#entries.set(key, entry)
    addTo(this.#byThread, entry.thread, key)
    addTo(this.#bySender, entry.senderKey, key)
  }

  #take(keys: ReadonlySet<string> | undefined): MemoryEntry[] {
    return [...(keys ?? [])].flatMap((key) => this.#entries.get(key) ?? [])
  }
}

function addTo(index: Map<string, Set<string>>, group: string | undefined, key: string): void {
  if (group === undefined) return
  const keys = index.get(group)
  if (keys === undefined) index.set(group, new Set([key]))
  else {
    keys.add(key)
    const [oldest] = keys
    if (keys.size > MAX_CONVERSATION && oldest !== undefined) keys.delete(oldest)
  }
}
