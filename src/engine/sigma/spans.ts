import type { Span } from '../conversation.ts'
import type { EventValue, WordsView } from '../event.ts'
import type { EventRun, PhraseHit } from './event-run.ts'
import { locateMade } from '../text/mapped-text.ts'
import { WordList } from '../text/word-list.ts'
import type { Range } from './prepared-value.ts'

const MAX_SPANS = 8

/** Where in the message the item was seen. */
export function locateItem(run: EventRun, number: number): readonly Span[] {
  const item = run.itemAt(number)
  const { test } = item
  if (test.kind === 'phrases') {
    return keepSpans(run.hitsOf(number).map((hit) => locatePhrase(hit, run.countWords(hit.phrase))))
  }
  return run.valuesHolding(number).flatMap((value) => {
    const hasTest = test.kind === 'value' || test.kind === 'guarded'
    const { source } = value
    const view = source.words
    if (hasTest && test.test.locateWords !== undefined && view !== undefined) {
      const stretches = test.test.locateWords(value.words)
      return keepSpans(
        stretches.map(({ first, last }) => spanOfWords(source, view, first, last - 1)),
      )
    }
    const ranges = hasTest ? test.test.locate(value, run.placesOf(number, value)) : []
    if (ranges.length === 0) return keepSpans([locateWhole(value.source)])
    return keepSpans(ranges.map((range) => locateRange(value.source, range)))
  })
}

function keepSpans(spans: readonly (Span | undefined)[]): readonly Span[] {
  return spans.filter((span) => span !== undefined).filter(({ start, end }) => start < end)
}

function locatePhrase({ value, first }: PhraseHit, count: number): Span | undefined {
  const { source } = value
  if (source.words !== undefined) return spanOfWords(source, source.words, first, first + count - 1)
  const words = value.text.split(' ').slice(1)
  const start = 1 + words.slice(0, first).reduce((length, word) => length + word.length + 1, 0)
  const length = words.slice(first, first + count).join(' ').length
  return locateRange(source, [start, start + length])
}

function locateWhole(value: EventValue): Span | undefined {
  const { words, path, range, made } = value
  if (words !== undefined) return spanOfWords(value, words, 0, words.words.length - 1)
  if (path === undefined) return undefined
  if (made !== undefined) return { field: path, start: 0, end: made.to.at(-1) ?? 0 }
  if (range !== undefined) return { field: path, start: range[0], end: range[1] }
  // A number or a flag is not the text that stands at its path.
  if (typeof value.value !== 'string') return undefined
  return { field: path, start: 0, end: value.value.length }
}

function locateRange(value: EventValue, [start, end]: Range): Span | undefined {
  const { words, path, range, made } = value
  if (words !== undefined) return locateInWords(value, words, start, end)
  if (path === undefined || range !== undefined) return locateWhole(value)
  if (made !== undefined) {
    const [from, to] = locateMade(made, start, end)
    return { field: path, start: from, end: to }
  }
  return { field: path, start, end }
}

/** The words that a part of the joined text touches. */
function locateInWords(
  value: EventValue,
  view: WordsView,
  start: number,
  end: number,
): Span | undefined {
  let first = -1
  let last = -1
  let from = 1
  for (let i = 0; i < view.words.length && from < end; i += 1) {
    const to = from + (view.words[i]?.length ?? 0)
    if (to > start) {
      if (first < 0) first = i
      last = i
    }
    from = to + 1
  }
  return first < 0 ? undefined : spanOfWords(value, view, first, last)
}

function spanOfWords(
  { path }: EventValue,
  view: WordsView,
  first: number,
  last: number,
): Span | undefined {
  // A list of words tells places one by one.
  const isList = view instanceof WordList && last < view.count
  const start = isList ? view.startAt(first) : view.starts[first]
  const end = isList ? view.endAt(last) : view.ends[last]
  if (path === undefined || start === undefined || end === undefined) return undefined
  return { field: path, start, end }
}

// In the order in which a reader meets them.
const PATH_ORDER = ['sender', 'subject', 'text', 'quoted', 'hidden', 'links', 'attachments']

/** Drops spans that lie within others; what is left comes in the message's order. */
export function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort(compareSpans)
  const kept: Span[] = []
  for (const span of sorted) {
    const last = kept.at(-1)
    if (last?.field === span.field && span.end <= last.end) continue
    kept.push(span)
  }
  return kept.slice(0, MAX_SPANS)
}

function compareSpans(a: Span, b: Span): number {
  return (
    rankOf(a.field) - rankOf(b.field) ||
    comparePaths(a.field, b.field) ||
    a.start - b.start ||
    b.end - a.end
  )
}

function rankOf(path: string): number {
  const rank = PATH_ORDER.indexOf(path.split('.', 1)[0] ?? '')
  return rank < 0 ? PATH_ORDER.length : rank
}

/** `links.2.text` stands before `links.10.text`. */
function comparePaths(a: string, b: string): number {
  if (a === b) return 0
  const index = Number(a.split('.')[1]) - Number(b.split('.')[1])
  if (index !== 0 && !Number.isNaN(index)) return index
  return a < b ? -1 : 1
}
