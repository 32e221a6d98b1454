import type { ParsedRule } from '../parse-rule.ts'
import type { RuleExamples } from '../example.ts'

/** A breach of a house rule inside one document. */
export interface Breach {
  readonly at: readonly (string | number)[]
  readonly message: string
}

/** What a check of one rule may know. */
export interface RuleUnderCheck {
  readonly parsed: ParsedRule
  readonly examples: RuleExamples | undefined
}

export type HouseRule = (rule: RuleUnderCheck) => readonly Breach[]

export function breach(at: string | readonly (string | number)[], message: string): Breach {
  const path = typeof at === 'string' ? [at] : at
  return { at: path, message: path.length === 0 ? message : `${path.join('.')}: ${message}` }
}
