import type { RuleSetData } from '../engine/rule-set.ts'

/** A rule set of which only the stored form is at hand: enough to judge with. */
export class StoredRules implements RuleSetData {
  readonly format = 1
  readonly version: string
  readonly stored: Uint8Array<ArrayBuffer>

  /** `stored` must be sound and of `version`: there is nothing else to compile the rules from. */
  constructor(version: string, stored: Uint8Array<ArrayBuffer>) {
    this.version = version
    this.stored = stored
  }

  get signals(): RuleSetData['signals'] {
    return refuse()
  }

  get stories(): RuleSetData['stories'] {
    return refuse()
  }

  get exceptions(): RuleSetData['exceptions'] {
    return refuse()
  }

  get lists(): RuleSetData['lists'] {
    return refuse()
  }
}

function refuse(): never {
  throw new TypeError('only the stored form of these rules is at hand')
}
