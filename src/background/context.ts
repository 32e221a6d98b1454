import type { Queue } from './queue.ts'
import type { RecentMessages } from './recent-messages.ts'
import type { Records } from './records.ts'
import type { RuleBook } from './rule-book.ts'
import type { BuiltInRules, RuleStore } from './rule-store.ts'
import type { SiteAccess } from './site-access.ts'
import type { SourceUpdater } from './sources/source-updater.ts'
import type { TabStates } from './tab-states.ts'

/** Where messages are remembered. */
export interface Memory {
  readonly records: Records
  readonly recent: RecentMessages
}

/** What went wrong since the background started. */
export interface Counters {
  /** Messages that were judged but could not be remembered. */
  unsaved: number
}

/** What the background's parts work with. */
export interface Context {
  /** Rules and sites as data; a piece of work asks once and keeps what it got. */
  readonly rules: RuleStore
  readonly ruleBook: RuleBook
  readonly builtIn: BuiltInRules
  readonly sources: SourceUpdater
  /** On disk; never of a private window. */
  readonly normal: Memory
  /** Of private windows, in memory only. */
  readonly private: Memory
  readonly tabs: TabStates
  readonly access: SiteAccess
  /** Everything that changes records or tabs runs in here. */
  readonly queue: Queue
  readonly counters: Counters
  /** Packaged file of the warning panel. */
  readonly panelPath: string
  /** Packaged file that describes a page's structure. */
  readonly outlinePath: string
  /** Milliseconds since 1970. */
  readonly now: () => number
}

export function memoryFor(context: Context, isPrivate: boolean): Memory {
  return isPrivate ? context.private : context.normal
}
