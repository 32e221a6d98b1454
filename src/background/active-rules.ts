import type { ReaderTexts, RuleSetData } from '../engine/rule-set.ts'
import type { SiteDefinition } from '../sites/definition.ts'

/** A document of a source that was left out, or a part of it, and why. */
export interface SourceFault {
  /** Id of the source. */
  readonly source: string
  readonly path: string
  /** From 1. */
  readonly line: number
  readonly message: string
}

/** All rules and sites in use, from every source: one whole that never changes. */
export interface ActiveRules {
  /** Another one for other rules or sites; that of the built-in rules where there is nothing else. */
  readonly version: string
  /** For the engine: opened without parsing where its stored form is sound. */
  readonly engine: RuleSetData
  readonly sites: readonly SiteDefinition[]
  readonly loadTexts: () => ReaderTexts | undefined
  /** The rules as data, parsed on demand. */
  readonly readData: () => Promise<RuleSetData>
  readonly faults: readonly SourceFault[]
}

/** Where the rules in use come from. */
export interface RuleSource {
  /** Keep what this gives for the whole of a piece of work: the next call may give other rules. */
  load(): Promise<ActiveRules>
}
