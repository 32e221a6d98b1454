import {
  ALONE,
  APOSTROPHE,
  DIGIT,
  LETTER,
  MARK,
  SEPARATOR,
  SIGN,
  classOf,
  classifyPoint,
  isApostrophe,
  isExtender,
  isInvisible,
} from './character-classes.ts'
import type { WordSink } from './word-sink.ts'

/**
 * Cuts a stretch that holds characters which NFKC changes, marks, invisible characters or surrogates,
 * from `start` to the next plain separator, and answers where that is. It works on clusters (a
 * character with what may melt into it), so that every word keeps its place in the original text.
 */
export function cutComplexChunk(text: string, start: number, sink: WordSink): number {
  const builder = new WordBuilder(sink)
  // A mark after a separator may melt into it (`=` and a stroke give one sign).
  let at = start > 0 && isExtender(text.charAt(start)) ? start - 1 : start
  let cluster = ''
  let clusterStart = at
  let clusterEnd = at
  while (at < text.length && (at <= start || classOf(text.charCodeAt(at)) !== SEPARATOR)) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    const next = at + character.length
    if (!isInvisible(character)) {
      if (cluster !== '' && !isExtender(character)) {
        addCluster(builder, cluster, clusterStart, clusterEnd)
        cluster = ''
      }
      if (cluster === '') clusterStart = at
      cluster += character
      clusterEnd = next
    }
    at = next
  }
  addCluster(builder, cluster, clusterStart, clusterEnd)
  builder.finish()
  return at
}

interface ClassifiedCharacter {
  readonly character: string
  readonly kind: number
}

/** Clusters seen lately: a text has few different ones. */
const clusters = new Map<string, readonly ClassifiedCharacter[]>()
const MAX_CLUSTERS = 2048
const MAX_CACHED_LENGTH = 8

function addCluster(builder: WordBuilder, cluster: string, start: number, end: number): void {
  if (cluster === '') return
  for (const { character, kind } of classifyCluster(cluster)) {
    builder.take(character, kind, start, end)
  }
}

function classifyCluster(cluster: string): readonly ClassifiedCharacter[] {
  const known = clusters.get(cluster)
  if (known !== undefined) return known
  const normal = isApostrophe(cluster) ? cluster : cluster.normalize('NFKC')
  const found = Array.from(normal)
    .filter((character) => !isInvisible(character))
    .map((character) => ({ character, kind: classifyPoint(character) }))
  if (cluster.length <= MAX_CACHED_LENGTH) {
    if (clusters.size >= MAX_CLUSTERS) clusters.clear()
    clusters.set(cluster, found)
  }
  return found
}

/** Puts classified characters together to words. */
class WordBuilder {
  private word = ''
  private start = 0
  private end = 0
  private before = SEPARATOR
  private isApostropheOpen = false
  private readonly sink: WordSink

  constructor(sink: WordSink) {
    this.sink = sink
  }

  take(character: string, kind: number, start: number, end: number): void {
    if (kind === APOSTROPHE && this.canTakeApostrophe()) {
      this.isApostropheOpen = true
      return
    }
    if (!this.canAppend(character, kind)) this.finish()
    if (kind === SEPARATOR || kind === APOSTROPHE) return
    if (kind === SIGN && this.word === '') return
    if (this.word === '') this.start = start
    this.word += character
    this.end = end
    this.isApostropheOpen = false
    if (kind !== MARK || this.before === SEPARATOR || this.before === SIGN) this.before = kind
  }

  finish(): void {
    if (this.word !== '') this.sink.add(toLower(this.word), this.start, this.end)
    this.word = ''
    this.before = SEPARATOR
    this.isApostropheOpen = false
  }

  private canTakeApostrophe(): boolean {
    return (
      !this.isApostropheOpen &&
      (this.before === LETTER || this.before === DIGIT || this.before === MARK)
    )
  }

  private canAppend(character: string, kind: number): boolean {
    if (kind === MARK) return !this.isApostropheOpen
    if (kind === SIGN) {
      return !this.isApostropheOpen && (this.before === LETTER || this.before === SIGN)
    }
    if (kind !== LETTER && kind !== DIGIT) return false
    return this.before !== ALONE && !(this.isApostropheOpen && isExtender(character))
  }
}

function toLower(word: string): string {
  if (!word.includes('\u0130')) return word.toLowerCase()
  return word.replaceAll('\u0130', 'i').normalize('NFKC').toLowerCase()
}
