import type { Span } from '../conversation.ts'
import type { EvidenceHolder } from './overlap.ts'
import type { PlacedEntry } from './order.ts'

/** A member of a story that holds on a message. */
export interface MemberHit extends EvidenceHolder {
  /** Index into the story's `rules`. */
  readonly member: number
  readonly at: PlacedEntry
  /** Signals behind it, with their evidence: one for a signal, several for a story. */
  readonly signals: readonly { readonly signal: number; readonly spans: readonly Span[] }[]
}
