import type { PendingRule, Span } from '../conversation.ts'
import type { Event } from '../event.ts'
import type { CompiledRuleSet, CompiledSignal } from './compile.ts'
import { EventRun } from './event-run.ts'
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
  const { matcher, signals } = ruleSet
  const run = new EventRun(matcher, event)
  const truthOf = (item: number): Truth =>
    matcher.items[item]?.isContext === true ? 'open' : run.truthOf(item)
  const matches: SignalMatch[] = []
  for (const number of run.findCandidates()) {
    const signal = signals[number]
    if (signal === undefined) continue
    const truth = evaluate(signal.condition, truthOf)
    if (truth === 'false') continue
    const spans = findSpans(ruleSet, signal, run, truthOf)
    if (truth === 'true') matches.push({ signal: number, state: 'hit', spans })
    else {
      const decided = signal.decidable
        .map((item) => (truthOf(item) === 'true' ? '1' : '0'))
        .join('')
      matches.push({ signal: number, state: 'pending', spans, decided })
    }
  }
  return matches
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
  const signal = ruleSet.signals[ruleSet.signalIndexById.get(pending.rule) ?? -1]
  if (signal === undefined || pending.decided.length !== signal.decidable.length) return false
  const run = new EventRun(ruleSet.matcher, context)
  const truthOf = (item: number): Truth => {
    const position = signal.decidable.indexOf(item)
    if (position < 0) return run.truthOf(item)
    return pending.decided.charAt(position) === '1' ? 'true' : 'false'
  }
  return evaluate(signal.condition, truthOf) === 'true'
}

function findSpans(
  { matcher }: CompiledRuleSet,
  signal: CompiledSignal,
  run: EventRun,
  truthOf: (item: number) => Truth,
): readonly Span[] {
  const spans: Span[] = []
  visitSupport(signal.condition, truthOf, (number) => {
    const item = matcher.items[number]
    if (item !== undefined) spans.push(...locateItem(run, item, number))
  })
  return mergeSpans(spans)
}
