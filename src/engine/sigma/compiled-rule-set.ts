import type { Lists } from '../rule-set.ts'
import type { CompiledSignal } from './compiled-signal.ts'
import type { Matcher } from './matcher.ts'
import type { CompiledStory } from './stories.ts'

/** A rule set ready to match. It never changes and holds no state of any message. */
export interface CompiledRuleSet {
  readonly version: string
  /** All signals, those that are switched off included. */
  readonly signals: readonly CompiledSignal[]
  /** Positions in `signals` of those that are switched off. */
  readonly disabled: ReadonlySet<number>
  /** A story stands behind the stories that it refers to. */
  readonly stories: readonly CompiledStory[]
  readonly lists: Lists
  /** Positions in `signals` by UUID, without those that are switched off. */
  readonly signalIndexById: SignalDirectory
  /** The same by name. */
  readonly signalIndexByName: SignalDirectory
  readonly matcher: Matcher
}

export type SignalDirectory = Pick<ReadonlyMap<string, number>, 'get'>
