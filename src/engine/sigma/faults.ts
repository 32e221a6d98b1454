/** Where in a rule something is wrong: `['detection', 'selection', 'words|contain']`. */
export type RulePath = readonly (string | number)[]

/** A rule that can't be used, and why. Everything else still compiles. */
export interface RuleFault {
  /** Name of the rule; empty where the whole rule set is meant. */
  readonly rule: string
  readonly path: RulePath
  readonly reason: string
}

/** Thrown while one part of a rule is compiled; `compileRuleSet` turns it into a RuleFault. */
export class SigmaError extends Error {
  override readonly name = 'SigmaError'
  readonly path: RulePath

  constructor(path: RulePath, reason: string) {
    super(reason)
    this.path = path
  }
}

/** Collects the faults of one rule, so that its author sees all of them at once. */
export class FaultList {
  readonly found: RuleFault[] = []
  readonly #rule: string

  constructor(rule: string) {
    this.#rule = rule
  }

  add(path: RulePath, reason: string): void {
    this.found.push({ rule: this.#rule, path, reason })
  }

  /** Runs `work`; a SigmaError becomes a fault and gives undefined. */
  collect<T>(work: () => T): T | undefined {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof SigmaError)) throw error
      this.add(error.path, error.message)
      return undefined
    }
  }
}
