import type { CompiledSignal } from './compile.ts'
import { isIndexed, type Item, type ItemTable, WORDS_FIELD } from './item-table.ts'
import { findTriggers } from './node.ts'
import { type Phrase, PhraseIndex } from './phrase-index.ts'

/** What all signals of a rule set share: their items and the index over their phrases. */
export interface Matcher {
  readonly items: readonly Item[]
  readonly fields: readonly string[]
  readonly index: PhraseIndex
  readonly phrases: readonly Phrase[]
  /** Position of `words` in `fields`, -1 where no rule asks for it. */
  readonly wordsField: number
  /** Items that hold, or can hold, when a phrase is found. */
  readonly itemsOfPhrase: readonly (readonly number[])[]
  /** Signals that can't hit unless one of their items is found by the index. */
  readonly signalsOfItem: ReadonlyMap<number, readonly number[]>
  /** All other signals: tried on every event. */
  readonly alwaysTried: readonly number[]
}

export function buildMatcher(table: ItemTable, signals: readonly CompiledSignal[]): Matcher {
  const itemsOfPhrase: number[][] = table.phrases.map(() => [])
  for (const [number, { test }] of table.items.entries()) {
    if (test.kind !== 'phrases' && test.kind !== 'guarded') continue
    for (const phrase of test.phrases) itemsOfPhrase[phrase]?.push(number)
  }
  return {
    items: table.items,
    fields: table.fields,
    index: new PhraseIndex(table.phrases),
    phrases: table.phrases,
    wordsField: table.fields.indexOf(WORDS_FIELD),
    itemsOfPhrase,
    ...fileSignals(table, signals),
  }
}

function fileSignals(
  table: ItemTable,
  signals: readonly CompiledSignal[],
): Pick<Matcher, 'signalsOfItem' | 'alwaysTried'> {
  const signalsOfItem = new Map<number, number[]>()
  const alwaysTried: number[] = []
  for (const [number, signal] of signals.entries()) {
    const triggers = findTriggers(signal.condition, (item) => isIndexed(table.items[item]))
    if (triggers === undefined) alwaysTried.push(number)
    for (const item of triggers ?? []) {
      const filed = signalsOfItem.get(item)
      if (filed === undefined) signalsOfItem.set(item, [number])
      else filed.push(number)
    }
  }
  return { signalsOfItem, alwaysTried }
}
