import type { MemoryEntry, MemoryHit, PendingRule, Span } from '../conversation.ts'
import type { CompiledRuleSet } from '../sigma/compile.ts'

/** A signal that holds on a message. */
export interface SignalHit {
  /** Index into `ruleSet.signals`. */
  readonly signal: number
  readonly spans: readonly Span[]
}

/** A signal that waits for the conversation. */
export interface OpenSignal {
  readonly signal: number
  readonly pending: PendingRule
}

/** What one message says by itself, its rules looked up. */
export interface Reading {
  readonly hits: readonly SignalHit[]
  readonly open: readonly OpenSignal[]
  /** Names of the signals hit. */
  readonly names: readonly string[]
  /** The names as one text, to tell whether two messages hit the same. */
  readonly nameKey: string
}

export interface ResolvedEntry {
  readonly plain: Reading
  /** What holds instead while the quoted text was not judged in this conversation before. */
  readonly withQuote: Reading | undefined
}

// Entries and rule sets never change, and every message of a conversation asks for all before it.
const resolved = new WeakMap<CompiledRuleSet, WeakMap<MemoryEntry, ResolvedEntry>>()

/** Looks up an entry's rules; those that the rule set does not hold are left out. */
export function resolveEntry(entry: MemoryEntry, ruleSet: CompiledRuleSet): ResolvedEntry {
  let entries = resolved.get(ruleSet)
  if (entries === undefined) resolved.set(ruleSet, (entries = new WeakMap()))
  let found = entries.get(entry)
  if (found === undefined) entries.set(entry, (found = resolve(entry, ruleSet)))
  return found
}

function resolve(entry: MemoryEntry, ruleSet: CompiledRuleSet): ResolvedEntry {
  const { withQuote } = entry
  // What waits under other rules can't be decided by these.
  const isCurrent = entry.ruleSet === ruleSet.version
  const read = (hits: readonly MemoryHit[], pending: readonly PendingRule[]): Reading =>
    readRules(hits, isCurrent ? pending : [], ruleSet)
  return {
    plain: read(entry.hits, entry.pending),
    withQuote: withQuote && read(withQuote.hits, withQuote.pending),
  }
}

function readRules(
  hits: readonly MemoryHit[],
  pending: readonly PendingRule[],
  { signals, signalIndexById }: CompiledRuleSet,
): Reading {
  const found = hits.flatMap(({ rule, spans }): SignalHit[] => {
    const signal = signalIndexById.get(rule)
    return signal === undefined ? [] : [{ signal, spans }]
  })
  const names = found.flatMap(({ signal }) => signals[signal]?.meta.name ?? [])
  return {
    hits: found,
    open: pending.flatMap((rule): OpenSignal[] => {
      const signal = signalIndexById.get(rule.rule)
      return signal === undefined ? [] : [{ signal, pending: rule }]
    }),
    names,
    nameKey: names.join(' '),
  }
}
