import type { ReaderTexts, RuleSetData } from '../engine/rule-set.ts'
import type { SiteDefinition } from '../sites/definition.ts'
import type { ActiveRules, RuleSource } from './active-rules.ts'

/** What ships with the program. */
export interface BuiltInRules {
  readonly rules: RuleSetData
  readonly sites: readonly SiteDefinition[]
  readonly loadTexts: () => ReaderTexts | undefined
}

/** All sources of rules, and the rules in use that are compiled from them. */
export class RuleStore implements RuleSource {
  readonly #floor: ActiveRules

  constructor(builtIn: BuiltInRules) {
    this.#floor = makeFloor(builtIn)
  }

  load(): Promise<ActiveRules> {
    return Promise.resolve(this.#floor)
  }
}

function makeFloor({ rules, sites, loadTexts }: BuiltInRules): ActiveRules {
  const { version } = rules
  const readData = (): Promise<RuleSetData> => Promise.resolve(rules)
  return { version, engine: rules, sites, loadTexts, readData, faults: [] }
}
