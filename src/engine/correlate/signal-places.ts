import type { CompiledRuleSet } from '../sigma/compile.ts'
import type { PlacedEntry } from './order.ts'
import { resolveEntry, type Reading } from './resolved-entry.ts'

/** Which messages of a conversation hit a signal, or may. */
export class SignalPlaces {
  readonly #ruleSet: CompiledRuleSet
  readonly #all = new Map<number, number[]>()
  readonly #evident = new Map<number, number[]>()

  constructor(placed: readonly PlacedEntry[], ruleSet: CompiledRuleSet) {
    this.#ruleSet = ruleSet
    for (const { entry, place } of placed) {
      const { plain, withQuote } = resolveEntry(entry, ruleSet)
      this.#file(plain, place)
      if (withQuote !== undefined) this.#file(withQuote, place)
    }
  }

  /** Places in order; `hasEvidence`: only where the hit would have something to show. */
  list(signal: number, hasEvidence: boolean): readonly number[] {
    return (hasEvidence ? this.#evident : this.#all).get(signal) ?? []
  }

  #file({ hits, open }: Reading, place: number): void {
    for (const { signal, spans } of hits) this.#add(signal, place, spans.length > 0)
    for (const { signal, pending } of open) {
      // It borrows the evidence of the signals that it names.
      const mayShow =
        pending.spans.length > 0 || this.#ruleSet.signals[signal]?.meta.named !== undefined
      this.#add(signal, place, mayShow)
    }
  }

  #add(signal: number, place: number, mayShow: boolean): void {
    push(this.#all, signal, place)
    if (mayShow) push(this.#evident, signal, place)
  }
}

function push(places: Map<number, number[]>, signal: number, place: number): void {
  const filed = places.get(signal)
  if (filed === undefined) places.set(signal, [place])
  else if (filed.at(-1) !== place) filed.push(place)
}
