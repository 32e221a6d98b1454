import type { CompiledRuleSet, CompiledStory } from '../sigma/compile.ts'
import { findLongestChain } from './chain.ts'
import { meetsCondition } from '../sigma/count-condition.ts'
import { isSameThread, isWithin, type PlacedEntry } from './order.ts'
import { keepDistinct } from './overlap.ts'
import type { MemberHit } from './member-hit.ts'
import { findStories } from './story-index.ts'
import { isPlainTemporal, TemporalTeller } from './temporal.ts'
import type { Timeline } from './timeline.ts'

/** A story that fires on a message. */
export interface StoryHit {
  /** Index into `ruleSet.stories`. */
  readonly story: number
  /** The hits that make it up, the message's own among them. */
  readonly parts: readonly MemberHit[]
}

/** Decides which stories fire on which messages of one conversation. */
export class StoryTeller {
  readonly #ruleSet: CompiledRuleSet
  readonly #timeline: Timeline
  readonly #told = new Map<string, readonly StoryHit[]>()
  readonly #temporal: TemporalTeller

  constructor(ruleSet: CompiledRuleSet, timeline: Timeline) {
    this.#ruleSet = ruleSet
    this.#timeline = timeline
    this.#temporal = new TemporalTeller(timeline)
  }

  /** Stories to which the message adds a hit; none for the user's own. */
  storiesOn(at: PlacedEntry): readonly StoryHit[] {
    const known = this.#told.get(at.entry.key)
    if (known !== undefined) return known
    const fired: StoryHit[] = []
    // Published before it is complete: a story refers only to stories compiled before it.
    this.#told.set(at.entry.key, fired)
    const hits = at.entry.outgoing === true ? [] : this.#timeline.hitsOf(at)
    if (hits.length === 0) return fired
    const signals = hits.map(({ signal }) => signal)
    for (const index of findStories(this.#ruleSet, signals)) {
      const story = this.#ruleSet.stories[index]
      const parts = story && this.#tell(story, at)
      if (parts !== undefined) fired.push({ story: index, parts })
    }
    return fired
  }

  #tell(story: CompiledStory, at: PlacedEntry): readonly MemberHit[] | undefined {
    if (isPlainTemporal(story)) return this.#temporal.tell(story, at)
    const own = this.#membersOn(story, at, at)
    if (own.length === 0) return undefined
    const { meta } = story
    const earlier = this.#timeline
      .before(at)
      .filter((other) => other.entry.outgoing !== true && isWithin(other, at, meta.timespan))
      .flatMap((other) => this.#membersOn(story, other, at))
    for (const group of groupHits(story, [...earlier, ...own], own)) {
      if (!addsSomething(group, at)) continue
      const parts = satisfy(story, group, at)
      if (parts !== undefined) return parts
    }
    return undefined
  }

  /** Members that hold on `at`, as seen from `from`. */
  #membersOn(story: CompiledStory, at: PlacedEntry, from: PlacedEntry): MemberHit[] {
    const message = at.entry.key
    const isNear = message === from.entry.key || isSameThread(at, from)
    const hits = isNear ? this.#timeline.hitsOf(at) : this.#timeline.plainHitsOf(at)
    return story.members.flatMap((member, position): MemberHit[] => {
      if (member.kind === 'signal') {
        const hit = hits.find(({ signal }) => signal === member.index)
        return hit === undefined
          ? []
          : [{ member: position, at, message, spans: hit.spans, signals: [hit] }]
      }
      const told = isNear && this.storiesOn(at).find(({ story: index }) => index === member.index)
      if (told === false || told === undefined) return []
      const signals = told.parts
        .filter((part) => part.message === message)
        .flatMap((part) => part.signals)
      const spans = signals.flatMap((signal) => signal.spans)
      return [{ member: position, at, message, spans, signals }]
    })
  }
}

/**
 * A fact that holds for every message of a conversation (who writes, where) adds nothing by itself:
 * without this, one lure would flag each harmless message after it.
 */
function addsSomething(group: readonly MemberHit[], at: PlacedEntry): boolean {
  const seen = group.filter((hit) => hit.spans.length > 0)
  return seen.length === 0 || seen.some((hit) => hit.message === at.entry.key)
}

/** Hits by what the story groups by; only groups in which the message takes part. */
function groupHits(
  story: CompiledStory,
  hits: readonly MemberHit[],
  own: readonly MemberHit[],
): MemberHit[][] {
  const groups = new Map<string, MemberHit[]>()
  for (const hit of own) for (const key of groupKeys(story, hit)) groups.set(key, [])
  for (const hit of hits) for (const key of groupKeys(story, hit)) groups.get(key)?.push(hit)
  return [...groups.values()]
}

function groupKeys(story: CompiledStory, hit: MemberHit): string[] {
  let keys = ['']
  for (const name of story.meta.groupBy) {
    const values = groupValues(story, hit, name)
    keys = keys.flatMap((key) => values.map((value) => `${key}\n${value}`))
  }
  return keys
}

function groupValues(story: CompiledStory, hit: MemberHit, name: string): readonly string[] {
  const { entry } = hit.at
  const alone = `alone ${entry.key}`
  if (name === 'thread') return [entry.thread ?? alone]
  if (name === 'sender.key') return [entry.senderKey ?? alone]
  const member = story.meta.rules[hit.member] ?? ''
  const field = story.meta.aliases?.[name]?.[member] ?? name
  return entry.values?.[field] ?? [alone]
}

function satisfy(
  story: CompiledStory,
  hits: readonly MemberHit[],
  at: PlacedEntry,
): MemberHit[] | undefined {
  const { meta, members } = story
  if (meta.type === 'temporal_ordered') {
    const chain = findLongestChain(hits, at.entry.key)
    const isTold = meetsCondition(chain.length, meta.condition, members.length)
    return isTold && chain.length > 0 ? chain : undefined
  }
  const distinct = distinctHits(hits)
  const parts = meta.type === 'temporal' ? latestOfEachMember(distinct) : distinct
  const count = meta.type === 'value_count' ? countValues(story, distinct) : parts.length
  return meetsCondition(count, meta.condition, members.length) ? parts : undefined
}

/** Hits of which no two saw the same thing in one message. */
function distinctHits(hits: readonly MemberHit[]): MemberHit[] {
  const byMessage = new Map<string, MemberHit[]>()
  for (const hit of hits) {
    const sameMessage = byMessage.get(hit.message)
    if (sameMessage === undefined) byMessage.set(hit.message, [hit])
    else sameMessage.push(hit)
  }
  return [...byMessage.values()].flatMap((sameMessage) => keepDistinct(sameMessage))
}

function latestOfEachMember(hits: readonly MemberHit[]): MemberHit[] {
  const latest = new Map<number, MemberHit>()
  for (const hit of hits) latest.set(hit.member, hit)
  return [...latest.values()]
}

function countValues(story: CompiledStory, hits: readonly MemberHit[]): number {
  const field = story.meta.condition?.field ?? ''
  return new Set(hits.flatMap((hit) => groupValuesOf(hit, field))).size
}

function groupValuesOf(hit: MemberHit, field: string): readonly string[] {
  const { entry } = hit.at
  if (field === 'sender.key') return entry.senderKey === undefined ? [] : [entry.senderKey]
  if (field === 'thread') return entry.thread === undefined ? [] : [entry.thread]
  return entry.values?.[field] ?? []
}
