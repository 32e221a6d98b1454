import type { MemoryEntry, MemoryHit, PendingRule, Span } from '../conversation.ts'
import { NO_VALUES, type Event, type EventValue, type Scalar } from '../event.ts'
import type { CompiledRuleSet } from '../sigma/compile.ts'
import { openContext } from '../sigma/match.ts'
import { isVisibleTo, placeEntries, type PlacedEntry } from './order.ts'

/** A signal that holds on a message, its context known. */
export interface SignalHit {
  /** Index into `ruleSet.signals`. */
  readonly signal: number
  readonly spans: readonly Span[]
}

interface Reading {
  readonly hits: readonly MemoryHit[]
  readonly pending: readonly PendingRule[]
}

/** A conversation laid out in order, answering what each message knew when it came. */
export class Timeline {
  readonly #ruleSet: CompiledRuleSet
  readonly #placed: readonly PlacedEntry[]
  readonly #byKey = new Map<string, PlacedEntry>()
  readonly #before = new Map<string, readonly PlacedEntry[]>()
  readonly #hits = new Map<string, readonly SignalHit[]>()
  /** Every message asks for the names of all before it: a long thread would read them again and again. */
  readonly #names = new Map<string, readonly string[]>()

  constructor(entries: readonly MemoryEntry[], ruleSet: CompiledRuleSet) {
    this.#ruleSet = ruleSet
    this.#placed = placeEntries(entries)
    for (const placed of this.#placed) this.#byKey.set(placed.entry.key, placed)
  }

  find(key: string): PlacedEntry | undefined {
    return this.#byKey.get(key)
  }

  /** Messages that a verdict on `at` may know, in order. */
  before(at: PlacedEntry): readonly PlacedEntry[] {
    const known = this.#before.get(at.entry.key)
    if (known !== undefined) return known
    const before = this.#placed.filter((other) => isVisibleTo(other, at))
    this.#before.set(at.entry.key, before)
    return before
  }

  /** Messages whose verdict may depend on `at`. */
  after(at: PlacedEntry): PlacedEntry[] {
    return this.#placed.filter((other) => isVisibleTo(at, other))
  }

  /** All signals that hold on a message, those that read the conversation included. */
  hitsOf(at: PlacedEntry): readonly SignalHit[] {
    const known = this.#hits.get(at.entry.key)
    if (known !== undefined) return known
    const { hits, pending } = this.#read(at)
    const found = hits.flatMap((hit) => this.#resolve(hit.rule, hit.spans))
    if (pending.length > 0 && at.entry.ruleSet === this.#ruleSet.version) {
      const own = [...found]
      const holds = openContext(this.#ruleSet, this.#contextOf(at, own))
      for (const rule of pending) {
        if (holds(rule)) {
          found.push(...this.#resolve(rule.rule, [...rule.spans, ...this.#borrow(rule, own)]))
        }
      }
    }
    this.#hits.set(at.entry.key, found)
    return found
  }

  /**
   * Signals that hold on a message by itself. Seen from another thread that is all that counts of
   * it: what its own conversation adds would make verdicts depend on threads without end.
   */
  plainHitsOf(at: PlacedEntry): readonly SignalHit[] {
    return at.entry.hits.flatMap((hit) => this.#resolve(hit.rule, hit.spans))
  }

  #resolve(rule: string, spans: readonly Span[]): SignalHit[] {
    const signal = this.#ruleSet.signalIndexById.get(rule)
    return signal === undefined ? [] : [{ signal, spans }]
  }

  /** Evidence of the message's own signals that the rule builds on. */
  #borrow(rule: PendingRule, own: readonly SignalHit[]): Span[] {
    const { signals, signalIndexById } = this.#ruleSet
    const signal = signals[signalIndexById.get(rule.rule) ?? -1]
    if (signal === undefined) return []
    const named = new Set(signal.meta.named)
    return own
      .filter((hit) => named.has(signals[hit.signal]?.meta.name ?? ''))
      .flatMap((hit) => hit.spans)
  }

  /** The message with its quotation, unless that text was judged in this thread before. */
  #read(at: PlacedEntry): Reading {
    const { entry } = at
    if (entry.withQuote === undefined) return entry
    const judged = new Set(this.#threadBefore(at).flatMap((other) => other.entry.blocks ?? []))
    const isJudged = entry.withQuote.blocks.every((block) => judged.has(block))
    return isJudged ? entry : entry.withQuote
  }

  #threadBefore(at: PlacedEntry): PlacedEntry[] {
    const { thread } = at.entry
    if (thread === undefined) return []
    return this.before(at).filter((other) => other.entry.thread === thread)
  }

  #namesOf(at: PlacedEntry): readonly string[] {
    const known = this.#names.get(at.entry.key)
    if (known !== undefined) return known
    const names = this.#read(at).hits.flatMap((hit) => {
      const index = this.#ruleSet.signalIndexById.get(hit.rule)
      const signal = index === undefined ? undefined : this.#ruleSet.signals[index]
      return signal === undefined ? [] : [signal.meta.name]
    })
    this.#names.set(at.entry.key, names)
    return names
  }

  #contextOf(at: PlacedEntry, own: readonly SignalHit[]): Event {
    const names = own.flatMap((hit) => this.#ruleSet.signals[hit.signal]?.meta.name ?? [])
    const earlier = lazy(() => this.#threadBefore(at))
    const outgoing = lazy(() => earlier().filter((other) => other.entry.outgoing === true))
    const fields: Record<string, () => readonly Scalar[]> = {
      'message.signals': () => names,
      'thread.signals': () => [...this.#collectNames(earlier()), ...names],
      'thread.own_signals': () => this.#collectNames(outgoing()),
      'thread.first_contact': () => [earlier().length === 0 && !this.#isKnownSender(at)],
      'thread.replied': () => [outgoing().length > 0],
      'thread.last_direction': () => directionOf(earlier().at(-1)),
      'thread.position': () => [earlier().length + 1],
      'thread.minutes_since_last': () => minutesSince(earlier().at(-1), at),
    }
    return { get: (field) => toValues(fields[field]?.()) }
  }

  #collectNames(messages: readonly PlacedEntry[]): string[] {
    return [...new Set(messages.flatMap((message) => this.#namesOf(message)))]
  }

  #isKnownSender(at: PlacedEntry): boolean {
    const { senderKey } = at.entry
    if (senderKey === undefined) return false
    return this.before(at).some((other) => other.entry.senderKey === senderKey)
  }
}

function lazy<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined
  return () => (known ??= { value: compute() }).value
}

function toValues(values: readonly Scalar[] | undefined): readonly EventValue[] {
  return values === undefined ? NO_VALUES : values.map((value) => ({ value }))
}

function directionOf(last: PlacedEntry | undefined): string[] {
  if (last === undefined) return []
  return [last.entry.outgoing === true ? 'outgoing' : 'incoming']
}

function minutesSince(last: PlacedEntry | undefined, at: PlacedEntry): number[] {
  if (last?.entry.sentAt === undefined || at.entry.sentAt === undefined) return []
  return [Math.round((at.entry.sentAt - last.entry.sentAt) / 60_000)]
}
