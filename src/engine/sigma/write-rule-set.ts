import { mapSteps, type Steps } from '../steps.ts'
import { CUT_VERSION } from '../text/character-classes.ts'
import { findNamedSignals } from './named-signals.ts'
import { type DraftItem, FOUND_BY_FIELD, FOUND_BY_SIGNALS, NEVER_FOUND } from './item-table.ts'
import { fileLiterals } from './literal-index.ts'
import { writeCondition } from './node-code.ts'
import { type Node, findTriggers } from './node.ts'
import { filePhrases } from './phrase-index.ts'
import type { DraftSignal, RuleDraft } from './rule-draft.ts'
import { SectionWriter } from './sections.ts'
import { printTest } from './stored-test.ts'
import { fileTexts } from './text-directory.ts'

/**
 * Of the stored form. Raise it with every change of what is written, of the hash of a word or of how
 * rules are compiled: what an older version stored is compiled again then.
 */
const STORED_VERSION = 7
export const STORED_FORMAT = STORED_VERSION * 1000 + CUT_VERSION

/** Lays a rule set out as bytes that `openRuleSet` reads in place; sections stand in its order. */
export function* writeRuleSet(draft: RuleDraft): Steps<Uint8Array<ArrayBuffer>> {
  const writer = new SectionWriter()
  const { version, lists, stories, table } = draft
  const head = { version, fields: table.fields }
  yield* writer.writeTexts([head, lists, stories].map((part) => JSON.stringify(part)))
  yield* writeItems(draft, writer)
  yield* writePhrases(draft, writer)
  yield* writeLiterals(draft, writer)
  yield* writeSignals(draft, writer)
  return writer.finish(STORED_FORMAT)
}

function* writeItems({ table, signals }: RuleDraft, writer: SectionWriter): Steps<void> {
  const { items } = table
  writer.addNumbers(items.map(({ way }) => way))
  writer.addNumbers(items.map(({ cost }) => cost))
  writer.addLists(items.map(({ fields }) => fields))
  yield* writer.writeTexts(yield* mapSteps(items, ({ test }) => printTest(test)))
  const triggers = yield* mapSteps(signals, ({ condition }) => listTriggers(condition, items))
  const filed = invert(triggers, items.length, (list) => list ?? [])
  writer.addLists(filed)
  writer.addNumbers(numbersWhere(triggers, (list) => list === undefined))
  // Only of items that signals wait for, by field.
  const isAwaited = (item: DraftItem, number: number, way: number): boolean =>
    item.way === way && (filed[number]?.length ?? 0) > 0
  const fields = table.fields.map((_, field) => field)
  writer.addLists(
    yield* mapSteps(fields, (field) =>
      numbersWhere(
        items,
        (item, number) => isAwaited(item, number, FOUND_BY_FIELD) && item.fields.includes(field),
      ),
    ),
  )
  writer.addNumbers(
    numbersWhere(items, (item, number) => isAwaited(item, number, FOUND_BY_SIGNALS)),
  )
}

/** Items of which one holds wherever the condition does; undefined where none can be found. */
function listTriggers(condition: Node, items: readonly DraftItem[]): readonly number[] | undefined {
  const triggers = findTriggers(condition, (item) => {
    const way = items[item]?.way
    return way === NEVER_FOUND ? undefined : way
  })
  return triggers?.items
}

function numbersWhere<T>(
  entries: readonly T[],
  fits: (entry: T, number: number) => boolean,
): number[] {
  return entries.flatMap((entry, number) => (fits(entry, number) ? [number] : []))
}

function* writePhrases({ table }: RuleDraft, writer: SectionWriter): Steps<void> {
  const { pairs, words, stems } = yield* filePhrases(table.phrases)
  writer.addUnits(table.phrases.map((phrase) => phrase.words.join(' ')))
  yield
  writer.addNumbers(pairs)
  writer.addNumbers(words)
  writer.addNumbers(stems)
  writer.addLists(invert(table.items, table.phrases.length, ({ phrases }) => phrases))
}

function* writeLiterals({ table }: RuleDraft, writer: SectionWriter): Steps<void> {
  const { long, short } = fileLiterals(table.literals)
  const { items } = table
  const searched = new Set(
    items
      .filter(({ literals, isScanned }) => isScanned || literals.length > 0)
      .flatMap(({ fields }) => fields),
  )
  writer.addNumbers([...searched])
  writer.addUnits(table.literals)
  writer.addNumbers(long)
  writer.addNumbers(short)
  yield
  writer.addLists(invert(items, table.literals.length, ({ literals }) => literals))
  yield
  writer.addLists(invert(items, table.literals.length, ({ deciding }) => deciding))
  writer.addNumbers(numbersWhere(items, ({ isScanned }) => isScanned))
}

function* writeSignals({ signals }: RuleDraft, writer: SectionWriter): Steps<void> {
  yield* writer.writeTexts(signals.map(({ meta }) => meta.id))
  yield* writer.writeTexts(signals.map(({ meta }) => meta.name))
  yield* writer.writeTexts(yield* mapSteps(signals, printMeta))
  const filters = [...new Set(signals.flatMap(({ exemptions }) => exemptions.map((e) => e.filter)))]
  writer.addLists(yield* mapSteps(signals, (signal) => writeNumbered(signal, filters)))
  yield* writer.writeTexts(filters)
  writer.addNumbers(fileTexts(signals.map(({ meta }) => meta.id)))
  yield
  writer.addNumbers(fileTexts(signals.map(({ meta }) => meta.name)))
}

function writeNumbered(
  { condition, exemptions }: DraftSignal,
  filters: readonly string[],
): readonly number[] {
  const numbered = exemptions.map(({ filter, condition }) => {
    return { filter: filters.indexOf(filter), condition }
  })
  return writeCondition(condition, numbered)
}

/** What a verdict says of the rule; its detection is in the condition. */
function printMeta({ meta }: DraftSignal): string {
  const named = findNamedSignals(meta)
  // What is undefined is left out.
  const rest = { ...meta, id: undefined, name: undefined, detection: undefined }
  return JSON.stringify(named.length === 0 ? rest : { ...rest, named })
}

/** For each of `count` targets the positions of the entries that list it. */
function invert<T>(
  entries: readonly T[],
  count: number,
  listOf: (entry: T) => readonly number[],
): number[][] {
  const found = Array.from({ length: count }, (): number[] => [])
  entries.forEach((entry, position) => {
    for (const target of listOf(entry)) found[target]?.push(position)
  })
  return found
}
