import type { CompiledRuleSet } from '../sigma/compile.ts'
import { isVisibleTo, type PlacedEntry } from './order.ts'
import { resolveEntry, type Reading } from './resolved-entry.ts'

/** Names of signals in the order in which a thread first hits them. */
interface NameLog {
  readonly names: string[]
  readonly known: Set<string>
  /** How many names the first so many messages have. */
  readonly counts: number[]
}

/**
 * What each message of one thread knows of those before it. Nearly always that is all that stands
 * before it in order, so one list serves all: only messages sent at once see each other.
 */
export class ThreadLog {
  readonly #ruleSet: CompiledRuleSet
  readonly #placed: readonly PlacedEntry[]
  readonly #positions = new Map<number, number>()
  /** Where a block of text stands first. */
  #blocks: Map<number, number> | undefined
  #all: NameLog | undefined
  #outgoing: NameLog | undefined

  /** The messages of the thread, in order. */
  constructor(placed: readonly PlacedEntry[], ruleSet: CompiledRuleSet) {
    this.#placed = placed
    this.#ruleSet = ruleSet
    for (const [position, { place }] of placed.entries()) this.#positions.set(place, position)
  }

  /** The messages that `at` may know, in order. */
  before(at: PlacedEntry): readonly PlacedEntry[] {
    return this.#hasTwin(at)
      ? this.#placed.filter((other) => isVisibleTo(other, at))
      : this.#placed.slice(0, this.#positionOf(at))
  }

  countBefore(at: PlacedEntry): number {
    return this.#hasTwin(at) ? this.before(at).length : this.#positionOf(at)
  }

  lastBefore(at: PlacedEntry): PlacedEntry | undefined {
    return this.#hasTwin(at) ? this.before(at).at(-1) : this.#placed[this.#positionOf(at) - 1]
  }

  /** The message with its quotation, unless that text was judged in this thread before. */
  read(at: PlacedEntry): Reading {
    const { plain, withQuote } = resolveEntry(at.entry, this.#ruleSet)
    if (withQuote === undefined) return plain
    const quoted = at.entry.withQuote?.blocks ?? []
    return quoted.every((block) => this.#isKnown(block, at)) ? plain : withQuote
  }

  /** Names of signals hit by the messages before `at`, each once. */
  namesBefore(at: PlacedEntry): readonly string[] {
    if (this.#hasTwin(at)) return this.#collect(this.before(at))
    return takeNames((this.#all ??= this.#log(this.#placed)), this.#positionOf(at))
  }

  /** The same of the user's own messages. */
  ownNamesBefore(at: PlacedEntry): readonly string[] {
    if (this.#hasTwin(at)) {
      return this.#collect(this.before(at).filter(({ entry }) => entry.outgoing === true))
    }
    this.#outgoing ??= this.#log(this.#placed, true)
    return takeNames(this.#outgoing, this.#positionOf(at))
  }

  /** Two messages of the thread with the same key know the same names, all and the user's own. */
  keyBefore(at: PlacedEntry): string {
    if (this.#hasTwin(at)) {
      return `${this.namesBefore(at).join(' ')}\n${this.ownNamesBefore(at).join(' ')}`
    }
    const position = this.#positionOf(at)
    this.#all ??= this.#log(this.#placed)
    this.#outgoing ??= this.#log(this.#placed, true)
    return `${this.#all.counts[position] ?? 0} ${this.#outgoing.counts[position] ?? 0}`
  }

  #positionOf(at: PlacedEntry): number {
    return this.#positions.get(at.place) ?? 0
  }

  /** Whether another message of the thread was sent at the same time: what it sees is no beginning. */
  #hasTwin(at: PlacedEntry): boolean {
    if (at.entry.sentAt === undefined) return false
    const position = this.#positionOf(at)
    return (
      this.#placed[position - 1]?.time === at.time || this.#placed[position + 1]?.time === at.time
    )
  }

  #isKnown(block: number, at: PlacedEntry): boolean {
    if (this.#hasTwin(at)) {
      return this.before(at).some(({ entry }) => entry.blocks?.includes(block) === true)
    }
    const first = (this.#blocks ??= this.#fileBlocks()).get(block)
    return first !== undefined && first < this.#positionOf(at)
  }

  #fileBlocks(): Map<number, number> {
    const blocks = new Map<number, number>()
    for (const [position, { entry }] of this.#placed.entries()) {
      for (const block of entry.blocks ?? []) if (!blocks.has(block)) blocks.set(block, position)
    }
    return blocks
  }

  #collect(placed: readonly PlacedEntry[]): string[] {
    return [...new Set(placed.flatMap((at) => this.read(at).names))]
  }

  #log(placed: readonly PlacedEntry[], isOutgoingOnly = false): NameLog {
    const log: NameLog = { names: [], known: new Set(), counts: [] }
    for (const at of placed) {
      log.counts.push(log.names.length)
      if (isOutgoingOnly && at.entry.outgoing !== true) continue
      for (const name of this.read(at).names) {
        if (log.known.has(name)) continue
        log.known.add(name)
        log.names.push(name)
      }
    }
    return log
  }
}

function takeNames({ names, counts }: NameLog, position: number): readonly string[] {
  const count = counts[position] ?? names.length
  return count === names.length ? names : names.slice(0, count)
}
