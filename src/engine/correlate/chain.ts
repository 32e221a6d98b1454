import type { Span } from '../conversation.ts'
import { isVisibleTo } from './order.ts'
import type { MemberHit } from './member-hit.ts'

/** Sender before subject before text before links and attachments: the order in which a reader meets them. */
const FIELD_ORDER = ['sender', 'recipient', 'subject', 'text', 'quoted', 'hidden', 'links']

interface Occurrence {
  readonly hit: MemberHit
  /** Undefined for a fact without evidence: it fits anywhere in its message. */
  readonly span: Span | undefined
}

/**
 * The longest run of hits whose members and times both rise and that ends on the message with
 * `lastKey`. Within one message the evidence gives the order.
 */
export function findLongestChain(hits: readonly MemberHit[], lastKey: string): MemberHit[] {
  const occurrences = hits.flatMap((hit) => spread(hit)).sort((a, b) => a.hit.member - b.hit.member)
  const chains: MemberHit[][] = []
  let longest: MemberHit[] = []
  for (const [index, occurrence] of occurrences.entries()) {
    let best: MemberHit[] = []
    for (let earlier = 0; earlier < index; earlier++) {
      const chain = chains[earlier] ?? []
      const previous = occurrences[earlier]
      if (previous !== undefined && chain.length > best.length && canFollow(previous, occurrence)) {
        best = chain
      }
    }
    const chain = [...best, occurrence.hit]
    chains.push(chain)
    if (occurrence.hit.message === lastKey && chain.length > longest.length) longest = chain
  }
  return longest
}

function spread(hit: MemberHit): Occurrence[] {
  if (hit.spans.length === 0) return [{ hit, span: undefined }]
  return hit.spans.map((span) => ({ hit, span }))
}

function canFollow(a: Occurrence, b: Occurrence): boolean {
  if (a.hit.member >= b.hit.member) return false
  if (a.hit.message !== b.hit.message) return isVisibleTo(a.hit.at, b.hit.at)
  if (a.span === undefined || b.span === undefined) return true
  const byField = fieldRank(a.span.field) - fieldRank(b.span.field)
  return byField < 0 || (byField === 0 && a.span.end <= b.span.start)
}

function fieldRank(path: string): number {
  const rank = FIELD_ORDER.indexOf(path.split('.')[0] ?? '')
  return rank === -1 ? FIELD_ORDER.length : rank
}
