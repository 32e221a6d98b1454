import {
  gatherConversation,
  messageKey,
  threadKey,
  type Conversation,
} from '../engine/conversation.ts'
import { judge, type CompiledEngine } from '../engine/judge.ts'
import type { Message } from '../engine/message.ts'
import type { UnreadPart, Verdict } from '../engine/verdict.ts'
import { listHits } from '../packs/list-hits.ts'
import { ThreadMemory } from './thread-memory.ts'

export interface ReadMessage {
  readonly message: Message
  readonly unread?: readonly UnreadPart[]
}

export interface CourtOptions {
  /** Whether verdicts name all signals that hold, also those that no reader is told of. */
  readonly withSignals?: boolean
}

/** A verdict as the command line prints it. */
export type PrintedVerdict = Verdict & { readonly signals?: readonly string[] }

/** Judges messages of one run; remembers their conversations, across all inputs. */
export class Court {
  readonly #engine: CompiledEngine
  readonly #options: CourtOptions
  readonly #memory = new ThreadMemory()
  readonly #messages = new Map<string, Message>()
  readonly #ids = new Map<string, string>()
  #cpuMicroseconds = 0

  constructor(engine: CompiledEngine, options: CourtOptions = {}) {
    this.#engine = engine
    this.#options = options
  }

  /** Milliseconds of processor time that judging took so far. */
  get cpuMs(): number {
    return this.#cpuMicroseconds / 1000
  }

  /** Judges a batch in order of time; the verdicts come back in the order of the batch. */
  judgeAll(batch: readonly ReadMessage[]): PrintedVerdict[] {
    return this.#measure(() => {
      const distinct = batch.map(({ message }) => this.#makeDistinct(message))
      const verdicts = new Map<string, PrintedVerdict>()
      for (const message of orderByTime(distinct)) {
        const { verdict, changes } = this.#judgeOne(message)
        verdicts.set(messageKey(message), verdict)
        for (const change of changes) verdicts.set(change.key, change.verdict)
      }
      return batch.map(({ message, unread }, index): PrintedVerdict => {
        const verdict = verdicts.get(messageKey(distinct[index] ?? message))
        return this.#restore(verdict ?? { id: message.id, level: 'none', findings: [] }, unread)
      })
    })
  }

  /** Judges the next message of a stream, knowing only those before it. */
  judgeNext({ message, unread }: ReadMessage): PrintedVerdict {
    return this.#measure(() => {
      return this.#restore(this.#judgeOne(this.#makeDistinct(message)).verdict, unread)
    })
  }

  #judgeOne(message: Message): {
    verdict: PrintedVerdict
    changes: readonly { key: string; verdict: PrintedVerdict }[]
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
    const verdict = verdicts[0] ?? { id: message.id, level: 'none', findings: [] }
    const addSignals = (of: Verdict, ofKey: string): PrintedVerdict =>
      this.#options.withSignals === true
        ? { ...of, signals: nameSignals(conversation, ofKey, this.#engine) }
        : of
    return {
      verdict: addSignals(verdict, key),
      changes: changes.map((change) => ({
        key: change.key,
        verdict: addSignals(change.verdict, change.key),
      })),
    }
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

  #restore(verdict: PrintedVerdict, unread: readonly UnreadPart[] | undefined): PrintedVerdict {
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

function nameSignals(conversation: Conversation, key: string, engine: CompiledEngine): string[] {
  return listHits(conversation, key, engine).signals.map(({ name }) => name)
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
