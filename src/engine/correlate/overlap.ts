import type { Span } from '../conversation.ts'

/** A rule that holds on a message, with its evidence there. */
export interface EvidenceHolder {
  /** Key of the message. */
  readonly message: string
  readonly spans: readonly Span[]
}

/**
 * Whether two rules saw the same thing: on one message, with no evidence of its own on one side.
 * Rules that only share a part, each with a further place of its own, stay two observations.
 */
export function isSameObservation(a: EvidenceHolder, b: EvidenceHolder): boolean {
  if (a.message !== b.message || a.spans.length === 0 || b.spans.length === 0) return false
  return isCovered(a.spans, b.spans) || isCovered(b.spans, a.spans)
}

function isCovered(spans: readonly Span[], by: readonly Span[]): boolean {
  return spans.every((span) => by.some((other) => intersects(span, other)))
}

function intersects(a: Span, b: Span): boolean {
  return a.field === b.field && a.start < b.end && b.start < a.end
}

/** As many of `holders` as are pairwise different observations, first come first kept. */
export function keepDistinct<T extends EvidenceHolder>(holders: readonly T[]): T[] {
  const conflicts = (holder: T): number =>
    holders.filter((other) => other !== holder && isSameObservation(holder, other)).length
  const ranked = holders
    .map((holder, position) => ({ holder, position, conflicts: conflicts(holder) }))
    .sort((a, b) => a.conflicts - b.conflicts || a.position - b.position)
  const kept: { holder: T; position: number }[] = []
  for (const candidate of ranked) {
    const isNew = kept.every(({ holder }) => !isSameObservation(holder, candidate.holder))
    if (isNew) kept.push(candidate)
  }
  return kept.sort((a, b) => a.position - b.position).map(({ holder }) => holder)
}
