import type { MemoryEntry, Span } from '../conversation.ts'
import type { CompiledRuleSet } from '../sigma/compile.ts'
import { OpenSignals, type SignalContext } from './open-signals.ts'
import { isVisibleTo, placeEntries, type PlacedEntry } from './order.ts'
import { SignalPlaces } from './signal-places.ts'
import { resolveEntry, type OpenSignal, type Reading, type SignalHit } from './resolved-entry.ts'
import { ThreadLog } from './thread-log.ts'

export type { SignalHit } from './resolved-entry.ts'

/**
 * A conversation laid out in order, answering what each message knew when it came. Everything is
 * worked out when it is first asked for: a long conversation is laid out again for every message.
 */
export class Timeline {
  readonly #ruleSet: CompiledRuleSet
  readonly #placed: readonly PlacedEntry[]
  readonly #byKey = new Map<string, PlacedEntry>()
  readonly #logs = new Map<string, ThreadLog>()
  readonly #openSignals: OpenSignals
  readonly #contexts = new Map<number, SignalContext>()
  /** By message, then by signal; null where an open signal does not hold. */
  readonly #decided = new Map<number, Map<number, SignalHit | null>>()
  readonly #hits = new Map<number, readonly SignalHit[]>()
  #threads: Map<string, PlacedEntry[]> | undefined
  #places: SignalPlaces | undefined

  constructor(entries: readonly MemoryEntry[], ruleSet: CompiledRuleSet) {
    this.#ruleSet = ruleSet
    this.#placed = placeEntries(entries)
    this.#openSignals = new OpenSignals(ruleSet)
    for (const placed of this.#placed) this.#byKey.set(placed.entry.key, placed)
  }

  get placed(): readonly PlacedEntry[] {
    return this.#placed
  }

  find(key: string): PlacedEntry | undefined {
    return this.#byKey.get(key)
  }

  /** Messages that a verdict on `at` may know, in order. */
  before(at: PlacedEntry): readonly PlacedEntry[] {
    return this.#placed.filter((other) => isVisibleTo(other, at))
  }

  /** Messages whose verdict may depend on `at`. */
  after(at: PlacedEntry): PlacedEntry[] {
    return this.#placed.filter((other) => isVisibleTo(at, other))
  }

  /** All signals that hold on a message, those that read the conversation included. */
  hitsOf(at: PlacedEntry): readonly SignalHit[] {
    const known = this.#hits.get(at.place)
    if (known !== undefined) return known
    const { hits, open } = this.#read(at)
    const decided = open.flatMap((signal) => this.#decide(signal, at, hits) ?? [])
    const found = decided.length === 0 ? hits : [...hits, ...decided]
    this.#hits.set(at.place, found)
    return found
  }

  /** The signal on the message as seen from its own thread, where it holds. */
  hitOn(at: PlacedEntry, signal: number): SignalHit | undefined {
    const { hits, open } = this.#read(at)
    const hit = hits.find((other) => other.signal === signal)
    if (hit !== undefined) return hit
    const waiting = open.find((other) => other.signal === signal)
    return waiting && (this.#decide(waiting, at, hits) ?? undefined)
  }

  /**
   * Signals that hold on a message by itself. Seen from another thread that is all that counts of
   * it: what its own conversation adds would make verdicts depend on threads without end.
   */
  plainHitsOf(at: PlacedEntry): readonly SignalHit[] {
    return resolveEntry(at.entry, this.#ruleSet).plain.hits
  }

  /** Places of the messages that hit a signal or may, in order; only those with evidence for it. */
  placesOf(signal: number, hasEvidence = false): readonly number[] {
    this.#places ??= new SignalPlaces(this.#placed, this.#ruleSet)
    return this.#places.list(signal, hasEvidence)
  }

  #read(at: PlacedEntry): Reading {
    const { plain, withQuote } = resolveEntry(at.entry, this.#ruleSet)
    return withQuote === undefined ? plain : this.#logOf(at).read(at)
  }

  #decide(open: OpenSignal, at: PlacedEntry, own: readonly SignalHit[]): SignalHit | null {
    let decided = this.#decided.get(at.place)
    if (decided === undefined)
      this.#decided.set(at.place, (decided = new Map<number, SignalHit | null>()))
    let hit = decided.get(open.signal)
    if (hit === undefined) {
      const isHeld = this.#openSignals.holds(open, this.#contextOf(at))
      hit = isHeld ? { signal: open.signal, spans: this.#borrow(open, own) } : null
      decided.set(open.signal, hit)
    }
    return hit
  }

  /** Evidence of an open signal, with that of the message's own signals on which it builds. */
  #borrow({ signal, pending }: OpenSignal, own: readonly SignalHit[]): readonly Span[] {
    const { signals } = this.#ruleSet
    const compiled = signals[signal]
    if (compiled === undefined) return pending.spans
    const named = new Set(compiled.meta.named)
    const borrowed = own
      .filter((hit) => named.has(signals[hit.signal]?.meta.name ?? ''))
      .flatMap((hit) => hit.spans)
    return [...pending.spans, ...borrowed]
  }

  #contextOf(at: PlacedEntry): SignalContext {
    let context = this.#contexts.get(at.place)
    if (context === undefined) {
      const reading = this.#read(at)
      const log = this.#logOf(at)
      context = { at, log, reading, isKnownSender: () => this.#isKnownSender(at) }
      this.#contexts.set(at.place, context)
    }
    return context
  }

  #isKnownSender(at: PlacedEntry): boolean {
    const { senderKey } = at.entry
    if (senderKey === undefined) return false
    return this.#placed.some(
      (other) => other.entry.senderKey === senderKey && isVisibleTo(other, at),
    )
  }

  /** The log of the message's thread; without one it stands alone. */
  #logOf(at: PlacedEntry): ThreadLog {
    const { thread } = at.entry
    if (thread === undefined) return new ThreadLog([at], this.#ruleSet)
    let log = this.#logs.get(thread)
    if (log === undefined) {
      log = new ThreadLog((this.#threads ??= this.#fileThreads()).get(thread) ?? [], this.#ruleSet)
      this.#logs.set(thread, log)
    }
    return log
  }

  #fileThreads(): Map<string, PlacedEntry[]> {
    const threads = new Map<string, PlacedEntry[]>()
    for (const placed of this.#placed) {
      const { thread } = placed.entry
      if (thread === undefined) continue
      const filed = threads.get(thread)
      if (filed === undefined) threads.set(thread, [placed])
      else filed.push(placed)
    }
    return threads
  }
}
