import type { PendingRule, Span } from '../conversation.ts'
import type { Event } from '../event.ts'
import type { CompiledRuleSet } from './compiled-rule-set.ts'
import type { CompiledSignal } from './compiled-signal.ts'
import { type AnswerSource, FALSE, OPEN, TRUE, answerPlan } from './condition-plan.ts'
import { EventRun } from './event-run.ts'
import { FOUND_BY_SIGNALS } from './item-table.ts'
import { evaluate, type Truth, visitSupport } from './node.ts'
import { locateItem, mergeSpans } from './spans.ts'

export interface SignalMatch {
  /** Position in the rule set's `signals`. */
  readonly signal: number
  /** `pending`: the rest of the conversation decides, through `decidePending`. */
  readonly state: 'hit' | 'pending'
  /** What speaks for the rule, in the message's order. */
  readonly spans: readonly Span[]
  /** Of a pending signal: the answers of its `decidable` items, as `PendingRule.decided` keeps them. */
  readonly decided?: string
}

/** Tries all signals on what the message alone says; matches come in the order of the signals. */
export function matchSignals(ruleSet: CompiledRuleSet, event: Event): SignalMatch[] {
  return new Search(ruleSet, event).findMatches()
}

/** One event on its way to the signals that it hits. */
class Search {
  readonly #ruleSet: CompiledRuleSet
  readonly #run: EventRun
  /** Signals that were tried, with what came of it. */
  readonly #tried = new Map<number, SignalMatch | undefined>()

  constructor(ruleSet: CompiledRuleSet, event: Event) {
    this.#ruleSet = ruleSet
    this.#run = new EventRun(ruleSet.matcher, event)
  }

  findMatches(): SignalMatch[] {
    const { matcher } = this.#ruleSet
    this.#run.searchTexts()
    for (const item of this.#run.found) this.#tryFiled(item)
    this.#askFields()
    for (const signal of matcher.alwaysTried) this.#try(signal)
    const matches = this.#listMatches()
    return matches.length > 0 && matcher.itemsOfSignals.length > 0
      ? this.#addFollowing(matches)
      : matches.sort(compareSignals)
  }

  #listMatches(): SignalMatch[] {
    const matches: SignalMatch[] = []
    for (const match of this.#tried.values()) if (match !== undefined) matches.push(match)
    return matches
  }

  /** Tries the signals that wait for an item. */
  #tryFiled(item: number): void {
    const { signalsOfItem } = this.#ruleSet.matcher
    const end = signalsOfItem.endOf(item)
    for (let place = signalsOfItem.startOf(item); place < end; place += 1) {
      this.#try(signalsOfItem.valueAt(place))
    }
  }

  /**
   * Tries the signals that wait for a value of a field which no index covers. A field may be dear to
   * compute: it is asked for only where one of its signals can still hit.
   */
  #askFields(): void {
    const { fields, itemsOfField } = this.#ruleSet.matcher
    for (let field = 0; field < fields.length; field += 1) {
      const end = itemsOfField.endOf(field)
      for (let place = itemsOfField.startOf(field); place < end; place += 1) {
        const item = itemsOfField.valueAt(place)
        if (this.#isAwaited(item) && this.#run.holds(item)) this.#tryFiled(item)
      }
    }
  }

  #isAwaited(item: number): boolean {
    const { signalsOfItem } = this.#ruleSet.matcher
    const end = signalsOfItem.endOf(item)
    for (let place = signalsOfItem.startOf(item); place < end; place += 1) {
      if (this.#mayHit(signalsOfItem.valueAt(place))) return true
    }
    return false
  }

  /** False for a signal that was tried, or that what the indexes found rules out. */
  #mayHit(number: number): boolean {
    if (this.#tried.has(number) || this.#ruleSet.disabled.has(number)) return false
    const signal = this.#ruleSet.signals[number]
    if (signal !== undefined && answerPlan(signal.plan, this.#run, false) !== FALSE) return true
    this.#tried.set(number, undefined)
    return false
  }

  #try(number: number): void {
    if (this.#tried.has(number) || this.#ruleSet.disabled.has(number)) return
    const signal = this.#ruleSet.signals[number]
    this.#tried.set(number, signal && this.#match(number, signal))
  }

  #match(number: number, signal: CompiledSignal): SignalMatch | undefined {
    const run = this.#run
    if (signal.isOnePhraseItem) return new Match(number, signal, run, false)
    // Most are ruled out by what the indexes did not find, before anything dear is asked.
    if (answerPlan(signal.plan, run, false) === FALSE) return undefined
    const answer = answerPlan(signal.plan, run, true)
    return answer === FALSE ? undefined : new Match(number, signal, run, answer === OPEN)
  }

  /**
   * Adds signals that ask for those which the message hits. Leaves out pending ones that ask for a
   * signal which it does not hit: few messages then have to be decided again when their
   * conversation grows.
   */
  #addFollowing(matches: readonly SignalMatch[]): SignalMatch[] {
    const { matcher, signals } = this.#ruleSet
    const names: string[] = []
    for (const { state, signal } of matches) {
      const name = state === 'hit' ? signals[signal]?.meta.name : undefined
      if (name !== undefined) names.push(name)
    }
    const asking = matcher.findAsking(names)
    for (const item of asking) this.#tryFiled(item)
    const run = this.#run
    const source: AnswerSource = {
      answer(item, isAsked) {
        if (matcher.wayOf(item) !== FOUND_BY_SIGNALS) return run.answer(item, isAsked)
        return asking.has(item) ? TRUE : FALSE
      },
    }
    return this.#listMatches()
      .filter(({ state, signal: number }) => {
        const signal = signals[number]
        return state === 'hit' || (signal && answerPlan(signal.plan, source, true)) !== FALSE
      })
      .sort(compareSignals)
  }
}

function compareSignals(a: SignalMatch, b: SignalMatch): number {
  return a.signal - b.signal
}

/** A match, whose evidence is looked for when it is asked for. */
class Match implements SignalMatch {
  readonly signal: number
  readonly state: 'hit' | 'pending'
  readonly decided?: string
  readonly #signal: CompiledSignal
  readonly #run: EventRun
  #spans: readonly Span[] | undefined

  constructor(number: number, signal: CompiledSignal, run: EventRun, isPending: boolean) {
    this.signal = number
    this.state = isPending ? 'pending' : 'hit'
    this.#signal = signal
    this.#run = run
    if (isPending) {
      this.decided = signal.decidable.map((item) => (run.holds(item) ? '1' : '0')).join('')
    }
  }

  get spans(): readonly Span[] {
    return (this.#spans ??= findSpans(this.#signal, this.#run))
  }
}

function findSpans(signal: CompiledSignal, run: EventRun): readonly Span[] {
  const spans: Span[] = []
  const truthOf = (item: number): Truth => run.truthOf(item)
  visitSupport(signal.condition, truthOf, (number) => spans.push(...locateItem(run, number)))
  return mergeSpans(spans)
}

/**
 * Decides a pending signal now that its conversation is known: `context` answers the context
 * fields. False for a rule that the rule set does not hold in the form in which it was pending.
 */
export function decidePending(
  ruleSet: CompiledRuleSet,
  pending: PendingRule,
  context: Event,
): boolean {
  return openContext(ruleSet, context)(pending)
}

/** As `decidePending`, for several signals of one message. */
export function openContext(
  ruleSet: CompiledRuleSet,
  context: Event,
): (pending: PendingRule) => boolean {
  const run = new EventRun(ruleSet.matcher, context)
  return (pending) => {
    const signal = ruleSet.signals[ruleSet.signalIndexById.get(pending.rule) ?? -1]
    if (signal === undefined || pending.decided.length !== signal.decidable.length) return false
    const truthOf = (item: number): Truth => {
      const position = signal.decidable.indexOf(item)
      const isHeld = position < 0 ? run.holds(item) : pending.decided.charAt(position) === '1'
      return isHeld ? 'true' : 'false'
    }
    return evaluate(signal.condition, truthOf) === 'true'
  }
}
