import type { Judge, PrepareJudge } from './judge-port.ts'
import { loadSettings } from './settings-store.ts'

/** The rules in use: compiled when first asked for, and anew when others are switched off. */
export class RuleBook {
  #key: string | undefined
  #prepared: ReturnType<PrepareJudge> | undefined

  constructor(readonly prepare: PrepareJudge) {}

  async getJudge(): Promise<Judge> {
    return (await this.#get()).judge
  }

  /** Rules that could not be compiled, each with the reason. */
  async listFaults(): Promise<readonly string[]> {
    return (await this.#get()).faults
  }

  async #get(): Promise<ReturnType<PrepareJudge>> {
    const { disabledRules } = await loadSettings()
    const key = [...disabledRules].sort().join(' ')
    if (this.#prepared === undefined || this.#key !== key) {
      this.#prepared = this.prepare(new Set(disabledRules))
      this.#key = key
    }
    return this.#prepared
  }
}
