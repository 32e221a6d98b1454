import { gatherConversation, messageKey, threadKey } from '../engine/conversation.ts'
import { judge, type CompiledEngine } from '../engine/judge.ts'
import type { Message } from '../engine/message.ts'
import type { UnreadPart, Verdict } from '../engine/verdict.ts'
import { ThreadMemory } from './thread-memory.ts'

export interface ReadMessage {
  readonly message: Message
  readonly unread?: readonly UnreadPart[]
}

/** Judges messages of one run; remembers their conversations, across all inputs. */
export class Court {
  readonly #engine: CompiledEngine
  readonly #memory = new ThreadMemory()
  readonly #messages = new Map<string, Message>()
  readonly #ids = new Map<string, string>()
  #cpuMicroseconds = 0

  constructor(engine: CompiledEngine) {
    this.#engine = engine
  }

  /** Milliseconds of processor time that judging took so far. */
  get cpuMs(): number {
    return this.#cpuMicroseconds / 1000
  }

  /** Judges a batch in order of time; the verdicts come back in the order of the batch. */
  judgeAll(batch: readonly ReadMessage[]): Verdict[] {
    return this.#measure(() => {
      const distinct = batch.map(({ message }) => this.#makeDistinct(message))
      const verdicts = new Map<string, Verdict>()
      for (const message of orderByTime(distinct)) {
        const { verdict, changes } = this.#judgeOne(message)
        verdicts.set(messageKey(message), verdict)
        for (const change of changes) verdicts.set(change.key, change.verdict)
      }
      return batch.map(({ message, unread }, index): Verdict => {
        const verdict = verdicts.get(messageKey(distinct[index] ?? message))
        return this.#restore(verdict ?? { id: message.id, level: 'none', findings: [] }, unread)
      })
    })
  }

  /** Judges the next message of a stream, knowing only those before it. */
  judgeNext({ message, unread }: ReadMessage): Verdict {
    return this.#measure(() => {
      return this.#restore(this.#judgeOne(this.#makeDistinct(message)).verdict, unread)
    })
  }

  #judgeOne(message: Message): {
    verdict: Verdict
    changes: readonly { key: string; verdict: Verdict }[]
  } {
    const key = messageKey(message)
    this.#messages.set(key, message)
    const { verdicts, changes, conversation } = judge({
      message,
      engine: this.#engine,
      conversation: gatherConversation(message, this.#memory),
      lookup: (other) => this.#messages.get(other),
    })
    this.#memory.remember(conversation, key)
    return { verdict: verdicts[0] ?? { id: message.id, level: 'none', findings: [] }, changes }
  }

  /** Two files may use one id for different messages: neither may overwrite the other's memory. */
  #makeDistinct(message: Message): Message {
    let distinct = message
    for (let count = 2; this.#isTaken(distinct, message); count += 1) {
      distinct = { ...message, id: `${message.id}\u0000${count}` }
    }
    if (distinct !== message) this.#ids.set(distinct.id, message.id)
    this.#messages.set(messageKey(distinct), distinct)
    return distinct
  }

  #isTaken(candidate: Message, message: Message): boolean {
    const known = this.#messages.get(messageKey(candidate))
    return known !== undefined && !isSameMessage({ ...known, id: message.id }, message)
  }

  #restore(verdict: Verdict, unread: readonly UnreadPart[] | undefined): Verdict {
    const findings = verdict.findings.map((finding) => {
      const related = finding.related?.map((hit) => ({ ...hit, id: this.#originalId(hit.id) }))
      return related === undefined ? finding : { ...finding, related }
    })
    const all = [...(verdict.unread ?? []), ...(unread ?? [])]
    const restored = { ...verdict, id: this.#originalId(verdict.id), findings }
    return all.length === 0 ? restored : { ...restored, unread: all }
  }

  #originalId(id: string): string {
    return this.#ids.get(id) ?? id
  }

  #measure<T>(work: () => T): T {
    const before = process.cpuUsage()
    const result = work()
    const { user, system } = process.cpuUsage(before)
    this.#cpuMicroseconds += user + system
    return result
  }
}

function isSameMessage(a: Message, b: Message): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/**
 * Oldest first, so that no verdict has to be written twice. A message without a time stays behind
 * the one before it in its thread.
 */
function orderByTime(messages: readonly Message[]): Message[] {
  const lastOfThread = new Map<string, number>()
  const timed = messages.map((message) => {
    const thread = threadKey(message) ?? messageKey(message)
    const sentAt = message.sentAt === undefined ? undefined : Date.parse(message.sentAt)
    const time = sentAt ?? lastOfThread.get(thread) ?? -Infinity
    lastOfThread.set(thread, time)
    return { message, time }
  })
  return timed
    .sort((a, b) => (a.time === b.time ? 0 : a.time - b.time))
    .map(({ message }) => message)
}
