import type { RuleMeta, SigmaLevel } from '../rule-set.ts'
import { type ConditionPlan, planCondition } from './condition-plan.ts'
import { FOUND_BY_INDEX, isContextItem } from './item-table.ts'
import type { Matcher } from './matcher.ts'
import { readNode } from './node-code.ts'
import { type Node, findTriggers, listItems, orderByCost } from './node.ts'
import type { NumberLists } from './number-lists.ts'
import { UNGUARDED_COST } from './regex-test.ts'
import type { StoredTexts } from './sections.ts'

/** What is stored of all signals. */
export interface SignalSections {
  readonly ids: StoredTexts
  readonly names: StoredTexts
  readonly metas: StoredTexts
  readonly conditions: NumberLists
  readonly matcher: Matcher
  /** Numbers of exceptions that are switched off. */
  readonly withoutFilters: ReadonlySet<number>
  /** Levels that the user chose, by id. */
  readonly levels: ReadonlyMap<string, SigmaLevel>
}

/** What a verdict needs to know of a rule, and what speaks for it. */
export interface SignalMeta extends RuleMeta {
  /** Signals that it names in `message.signals`. */
  readonly named?: readonly string[]
}

interface SignalParts {
  meta: SignalMeta
  condition: Node
  plan: ConditionPlan
  decidable: readonly number[]
}

/** A signal ready to match; each part is read when it is first asked for. */
export class CompiledSignal {
  readonly #sections: SignalSections
  readonly #number: number
  /** One field for all of it: there are many signals, of which few are ever asked. */
  #read: Partial<SignalParts> | undefined

  constructor(sections: SignalSections, number: number) {
    this.#sections = sections
    this.#number = number
  }

  get meta(): SignalMeta {
    return (this.#parts.meta ??= this.#readMeta())
  }

  /** Cheap questions stand first. */
  get condition(): Node {
    const { matcher } = this.#sections
    this.#parts.condition ??= orderByCost(this.#readCondition(), (item) => matcher.costOf(item))
    return this.#parts.condition
  }

  /** The same, laid out to be answered fast. */
  get plan(): ConditionPlan {
    return (this.#parts.plan ??= planCondition(this.condition))
  }

  /** Whether its condition asks about the rest of the conversation. */
  get readsContext(): boolean {
    const { matcher } = this.#sections
    return [...listItems(this.condition)].some((item) => isContextItem(matcher.wayOf(item)))
  }

  /** Items that the message alone decides, in the order of `PendingRule.decided`. */
  get decidable(): readonly number[] {
    const { matcher } = this.#sections
    // As the rule is written, exceptions that are off included: the order outlives this version of
    // the program and what the user chose.
    const { conditions } = this.#sections
    this.#parts.decidable ??= [...listItems(readNode(conditions.get(this.#number)))].filter(
      (item) => !isContextItem(matcher.wayOf(item)),
    )
    return this.#parts.decidable
  }

  /**
   * What it costs where it does not hit: `index`: nothing, it waits for an index; `search`: a few plain
   * questions; `regex`: a regular expression without a required literal runs on each text.
   */
  get cost(): 'index' | 'search' | 'regex' {
    const { matcher } = this.#sections
    const wayOf = (item: number): number | undefined =>
      matcher.wayOf(item) === FOUND_BY_INDEX ? FOUND_BY_INDEX : undefined
    if (findTriggers(this.condition, wayOf) !== undefined) return 'index'
    const costs = [...listItems(this.condition)].map((item) => matcher.costOf(item))
    return costs.includes(UNGUARDED_COST) ? 'regex' : 'search'
  }

  /** Whether one item, which the index decides, is all of the condition. */
  get isOnePhraseItem(): boolean {
    const { conditions, matcher } = this.#sections
    const item = conditions.valueAt(conditions.startOf(this.#number))
    return item >= 0 && matcher.isDecidedByPhrases(item)
  }

  get #parts(): Partial<SignalParts> {
    return (this.#read ??= {})
  }

  #readCondition(): Node {
    const { conditions, withoutFilters } = this.#sections
    return readNode(conditions.get(this.#number), withoutFilters)
  }

  #readMeta(): SignalMeta {
    const { ids, names, metas, levels } = this.#sections
    const rest: unknown = JSON.parse(metas.get(this.#number))
    if (!isMeta(rest)) throw new TypeError(`the stored rules hold no rule ${this.#number}`)
    const id = ids.get(this.#number)
    return { ...rest, id, name: names.get(this.#number), level: levels.get(id) ?? rest.level }
  }
}

/** The checksum of the stored rules says that the rest is as it was written. */
function isMeta(value: unknown): value is SignalMeta {
  return typeof value === 'object' && value !== null && 'title' in value && 'level' in value
}
