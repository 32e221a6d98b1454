import { loadPolicy } from '../platform/managed.ts'
import type { ActiveRules, RuleSource } from './active-rules.ts'
import type { Judge, PrepareJudge } from './judge-port.ts'
import { nameRuleSet } from './name-rule-set.ts'
import { listOwnOrganisations } from './policy.ts'
import { loadSettings } from './settings-store.ts'

/** Rules and what the user chose for them, as one: what a piece of work keeps to its end. */
export interface RulesInUse {
  readonly rules: ActiveRules
  readonly judge: Judge
  /** As `FlaggedEntry.ruleSet` names them. */
  readonly name: string
  /** Rules that could not be compiled, each with the reason. */
  readonly faults: readonly string[]
}

/** The rules in use: made ready when first asked for, and anew when rules or choices are others. */
export class RuleBook {
  readonly #source: RuleSource
  readonly #prepare: PrepareJudge
  #inUse: RulesInUse | undefined

  constructor(source: RuleSource, prepare: PrepareJudge) {
    this.#source = source
    this.#prepare = prepare
  }

  async get(): Promise<RulesInUse> {
    const [rules, settings, policy] = await Promise.all([
      this.#source.load(),
      loadSettings(),
      loadPolicy(),
    ])
    const organisations = listOwnOrganisations(policy)
    const { disabledRules, ruleLevels } = settings
    const name = nameRuleSet(rules.version, settings, organisations)
    if (this.#inUse?.rules !== rules || this.#inUse.name !== name) {
      const choices = {
        disabled: new Set(disabledRules),
        levels: new Map(Object.entries(ruleLevels)),
        organisations,
      }
      this.#inUse = { rules, name, ...this.#prepare(rules, choices) }
    }
    return this.#inUse
  }
}
