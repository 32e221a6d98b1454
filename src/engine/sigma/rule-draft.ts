import type { CorrelationRule, DetectionRule, Lists } from '../rule-set.ts'
import type { ItemTable } from './item-table.ts'
import type { Node } from './node.ts'

/** A signal whose detection was read without a fault. */
export interface DraftSignal {
  readonly meta: DetectionRule
  readonly condition: Node
  readonly exemptions: readonly Exemption[]
}

/** What an exception adds to the condition of a signal. */
export interface Exemption {
  /** The exception's id. */
  readonly filter: string
  readonly condition: Node
}

/** A rule set that was read, before it is laid out to be matched. */
export interface RuleDraft {
  readonly version: string
  readonly signals: readonly DraftSignal[]
  /** Those without a fault. */
  readonly stories: readonly CorrelationRule[]
  readonly lists: Lists
  readonly table: ItemTable
}
