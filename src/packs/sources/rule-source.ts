import type { RuleSetData } from '../../engine/rule-set.ts'
import type { SiteDefinition } from '../../sites/definition.ts'
import type { PackFile } from '../pack-file.ts'
import type { FileFault } from '../read-yaml.ts'

/** Rules of one origin beside the built-in ones, as data. */
export interface RuleSource {
  /** Prefix of its rules' ids; no `/`. */
  readonly id: string
  readonly documents: PackFile['documents']
  /** Of a source with limited trust no rule warns louder than medium. */
  readonly trust: 'full' | 'limited'
  /** Whether its exceptions, lists and sites may change what other sources brought. */
  readonly mayChangeOthers: boolean
}

/** What stands already when a source is added: the built-in rules and sources of higher rank. */
export interface RuleBase {
  readonly data: RuleSetData
  readonly sites: readonly SiteDefinition[]
}

/** A fault in a source's file. */
export interface SourceFault extends FileFault {
  readonly source: string
}
