import type { Stage } from './verdict.ts'

/**
 * A rule set as data: what `src/packs` makes from the YAML files, what a rule pack carries and what
 * `compileRuleSet` (sigma/compile.ts) turns into matchers. Plain JSON, no code.
 */
export interface RuleSetData {
  /** Format of this structure; raised when an older engine could not read it. */
  readonly format: 1
  /** Content hash of the rules: memory made under another version is re-read with care. */
  readonly version: string
  readonly signals: readonly DetectionRule[]
  readonly stories: readonly CorrelationRule[]
  readonly exceptions: readonly FilterRule[]
  readonly lists: Lists
  /**
   * What `storeRuleSet` (sigma/compile.ts) made of these rules: opened in place of them, which takes
   * no compiling. Bytes that are damaged or of another version are passed over.
   */
  readonly stored?: Uint8Array
  /** What readers are told in other languages; a rule set without it speaks English. */
  readonly texts?: ReaderTexts
}

/** Sentences of rules in other languages. */
export interface ReaderTexts {
  /** As the rules have them. */
  readonly english: readonly string[]
  /** By locale (`de`, `pt_BR`), in the order of `english`; empty where there is no translation. */
  readonly translations: Readonly<Record<string, readonly string[]>>
}

/** What the user chose for single rules, by id. */
export interface RuleChoices {
  /** Rules that are switched off. */
  readonly disabled?: ReadonlySet<string>
  /** Levels in place of the rules' own. */
  readonly levels?: ReadonlyMap<string, SigmaLevel>
}

/** All that is chosen for a rule set when it is opened. */
export interface EngineChoices extends RuleChoices {
  /** Organisations beside those of the lists, which they complete where they share a name or a domain. */
  readonly organisations?: readonly Organisation[]
}

export type SigmaLevel = 'informational' | 'low' | 'medium' | 'high' | 'critical'

/** One text, or a text for each locale (`en` is always there). */
export type LocalText = string | Readonly<Record<string, string>>

/** What every rule file carries beside its logic. */
export interface RuleMeta {
  /** UUID; for a foreign rule without one, derived from its name. */
  readonly id: string
  /** File name without `.yml`. */
  readonly name: string
  readonly title: string
  readonly level: SigmaLevel
  readonly stage?: Stage
  readonly status?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly references?: readonly string[]
  readonly falsepositives?: readonly string[]
  readonly headline?: LocalText
  readonly explain?: LocalText
  readonly innocent?: LocalText
  readonly advice?: LocalText
  readonly languages?: readonly string[]
}

/** A Sigma detection rule: `detection` exactly as the YAML has it, checked when compiled. */
export interface DetectionRule extends RuleMeta {
  readonly detection: Readonly<Record<string, unknown>>
}

export type CorrelationType = 'event_count' | 'value_count' | 'temporal' | 'temporal_ordered'

/** A Sigma correlation rule. */
export interface CorrelationRule extends RuleMeta {
  readonly type: CorrelationType
  /** Names or ids of signals or of other stories. */
  readonly rules: readonly string[]
  /** Event fields, or names from `aliases`; `thread` and `sender.key` are the usual ones. */
  readonly groupBy: readonly string[]
  /** Milliseconds. */
  readonly timespan: number
  readonly condition?: CountCondition
  readonly aliases?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Whether the referred rules also count as findings of their own. */
  readonly generate?: boolean
}

export interface CountCondition {
  readonly field?: string
  readonly gt?: number
  readonly gte?: number
  readonly lt?: number
  readonly lte?: number
  readonly eq?: number
  readonly neq?: number
}

/** A Sigma filter: an exemption, ANDed to each rule that it names. */
export interface FilterRule extends RuleMeta {
  /** Names or ids of signals. */
  readonly rules: readonly string[]
  /** The filter's selections and its `condition`. */
  readonly detection: Readonly<Record<string, unknown>>
}

/** Lists that facts and `|expand` placeholders use; see rules/README.md for each file. */
export interface Lists {
  readonly organisations: readonly Organisation[]
  /** Value lists by name: `freemail_hosts`, `ats_hosts`, … lower case, hosts without `www.`. */
  readonly values: Readonly<Record<string, readonly string[]>>
  /** File kinds by extension, without the dot, and by MIME type; lower case. */
  readonly fileKinds: Readonly<Record<string, FileKind>>
}

export const FILE_KINDS = [
  'executable',
  'installer',
  'script',
  'shortcut',
  'disk-image',
  'archive',
  'macro-document',
  'document',
  'spreadsheet',
  'presentation',
  'pdf',
  'image',
  'audio',
  'video',
  'html',
  'calendar',
  'mail',
  'source-code',
  'remote-access',
  'data',
] as const
export type FileKind = (typeof FILE_KINDS)[number]

/** An organisation that attackers may claim to be, with the domains it really uses. */
export interface Organisation {
  readonly name: string
  /** Other names in use, as people write them. */
  readonly aliases?: readonly string[]
  /** Official registrable domains, lower case. */
  readonly domains: readonly string[]
  readonly sector: string
  /** Where the domains were taken from. */
  readonly source: string
  /** A name that is also an everyday word (`Shell`, `Apple`): claimed only next to hiring words or in the sender's own fields. */
  readonly ambiguous?: boolean
}
