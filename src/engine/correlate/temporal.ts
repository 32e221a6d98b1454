import type { CompiledStory } from '../sigma/compile.ts'
import { meetsCondition } from '../sigma/count-condition.ts'
import type { MemberHit } from './member-hit.ts'
import { isSameThread, isVisibleTo, isWithin, type PlacedEntry } from './order.ts'
import { keepDistinct } from './overlap.ts'
import type { SignalHit } from './resolved-entry.ts'
import type { Timeline } from './timeline.ts'

/** A group by these holds one value for a whole message, whatever it hits. */
const MESSAGE_GROUPS = new Set(['thread', 'sender.key'])

/** Whether a story asks for signals side by side, grouped by thread or sender: nearly all do. */
export function isPlainTemporal({ meta, members }: CompiledStory): boolean {
  return (
    meta.type === 'temporal' &&
    members.every(({ kind }) => kind === 'signal') &&
    meta.groupBy.every((name) => MESSAGE_GROUPS.has(name))
  )
}

/**
 * Tells plain temporal stories without going through the whole conversation: of each member only
 * the last message that hits it counts, and that is nearly always close by.
 */
export class TemporalTeller {
  readonly #timeline: Timeline
  readonly #distinct = new Map<CompiledStory, Map<number, readonly MemberHit[]>>()

  constructor(timeline: Timeline) {
    this.#timeline = timeline
  }

  /** The last hit of each member, in the order in which the members were first hit. */
  tell(story: CompiledStory, at: PlacedEntry): readonly MemberHit[] | undefined {
    const own = this.#membersOn(story, at, true)
    if (own.length === 0 || !this.#addsSomething(story, at, own)) return undefined
    const kept = keepDistinct(own)
    const found = story.members.flatMap((_, member): MemberHit[] => {
      const hit = kept.find((other) => other.member === member)
      const last = hit ?? this.#search(story, at, member, true)
      return last === undefined ? [] : [last]
    })
    if (!meetsCondition(found.length, story.meta.condition, story.members.length)) return undefined
    return found.length < 2 ? found : this.#orderByFirst(story, at, found)
  }

  #orderByFirst(
    story: CompiledStory,
    at: PlacedEntry,
    found: readonly MemberHit[],
  ): readonly MemberHit[] {
    return found
      .map((hit) => ({
        hit,
        first: this.#search(story, at, hit.member, false)?.at.place ?? Infinity,
      }))
      .sort((a, b) => (a.first === b.first ? a.hit.member - b.hit.member : a.first - b.first))
      .map(({ hit }) => hit)
  }

  /**
   * A fact that holds for every message of a conversation (who writes, where) adds nothing by itself:
   * without this, one lure would flag each harmless message after it.
   */
  #addsSomething(story: CompiledStory, at: PlacedEntry, own: readonly MemberHit[]): boolean {
    if (own.some(({ spans }) => spans.length > 0)) return true
    return !story.members.some(({ index }) =>
      this.#timeline.placesOf(index, true).some((place) => {
        const other = this.#timeline.placed[place]
        if (other === undefined || !counts(story, other, at)) return false
        const hit = this.#hitOn(other, index, isSameThread(other, at))
        return hit !== undefined && hit.spans.length > 0
      }),
    )
  }

  /** The first or last earlier hit of a member that counts for the story on `at`. */
  #search(
    story: CompiledStory,
    at: PlacedEntry,
    member: number,
    isBackward: boolean,
  ): MemberHit | undefined {
    const places = this.#timeline.placesOf(story.members[member]?.index ?? -1)
    const end = this.#countUntil(places, at)
    for (let step = 0; step < end; step += 1) {
      const other = this.#timeline.placed[places[isBackward ? end - 1 - step : step] ?? -1]
      if (other === undefined || !counts(story, other, at)) continue
      const hits = this.#distinctOn(story, other, isSameThread(other, at))
      const hit = hits.find((candidate) => candidate.member === member)
      if (hit !== undefined) return hit
    }
    return undefined
  }

  /** How many of the places, which stand in order of time, are not later than `at`. */
  #countUntil(places: readonly number[], at: PlacedEntry): number {
    let low = 0
    let high = places.length
    while (low < high) {
      const middle = (low + high) >> 1
      const time = this.#timeline.placed[places[middle] ?? -1]?.time ?? Infinity
      if (time <= at.time) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Members on a message of which no two saw the same thing. */
  #distinctOn(story: CompiledStory, at: PlacedEntry, isNear: boolean): readonly MemberHit[] {
    let known = this.#distinct.get(story)
    if (known === undefined)
      this.#distinct.set(story, (known = new Map<number, readonly MemberHit[]>()))
    const key = at.place * 2 + (isNear ? 1 : 0)
    let kept = known.get(key)
    if (kept === undefined)
      known.set(key, (kept = keepDistinct(this.#membersOn(story, at, isNear))))
    return kept
  }

  /** `isNear`: as seen from its own thread. */
  #membersOn({ members }: CompiledStory, at: PlacedEntry, isNear: boolean): MemberHit[] {
    const message = at.entry.key
    return members.flatMap(({ index }, member): MemberHit[] => {
      const hit = this.#hitOn(at, index, isNear)
      return hit === undefined ? [] : [{ member, at, message, spans: hit.spans, signals: [hit] }]
    })
  }

  #hitOn(at: PlacedEntry, signal: number, isNear: boolean): SignalHit | undefined {
    return isNear
      ? this.#timeline.hitOn(at, signal)
      : this.#timeline.plainHitsOf(at).find((hit) => hit.signal === signal)
  }
}

/** Whether what a message hits counts for the story on `at`. */
function counts({ meta }: CompiledStory, other: PlacedEntry, at: PlacedEntry): boolean {
  return (
    other.entry.outgoing !== true &&
    isVisibleTo(other, at) &&
    isWithin(other, at, meta.timespan) &&
    meta.groupBy.every((name) => isSameGroup(name, other, at))
  )
}

function isSameGroup(name: string, other: PlacedEntry, at: PlacedEntry): boolean {
  if (name === 'thread') return isSameThread(other, at)
  const { senderKey } = at.entry
  return senderKey !== undefined && other.entry.senderKey === senderKey
}
