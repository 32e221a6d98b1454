import type { PendingRule, Span } from '../conversation.ts'
import { NO_VALUES, type Event, type EventValue } from '../event.ts'
import type { CompiledRuleSet, CompiledSignal } from './compile.ts'
import { EventRun } from './event-run.ts'
import { evaluate, type Truth, visitSupport } from './node.ts'
import { locateItem, mergeSpans } from './spans.ts'

const MESSAGE_SIGNALS = 'message.signals'

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
  const matches = tryCandidates(ruleSet, event)
  return dropHopeless(ruleSet, matches)
}

function tryCandidates(ruleSet: CompiledRuleSet, event: Event): SignalMatch[] {
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
 * Leaves out pending signals that ask for a signal which the message does not hit by itself: few
 * messages then have to be decided again when their conversation grows.
 */
function dropHopeless(ruleSet: CompiledRuleSet, matches: readonly SignalMatch[]): SignalMatch[] {
  const { matcher, signals } = ruleSet
  const names = matches.flatMap((match): EventValue[] => {
    const name = match.state === 'hit' ? signals[match.signal]?.meta.name : undefined
    return name === undefined ? [] : [{ value: name }]
  })
  const run = new EventRun(matcher, {
    get: (field) => (field === MESSAGE_SIGNALS ? names : NO_VALUES),
  })
  const asksMessage = (item: number): boolean =>
    matcher.items[item]?.fields.every((field) => matcher.fields[field] === MESSAGE_SIGNALS) === true
  return matches.filter(({ signal: number, state, decided = '' }) => {
    const signal = signals[number]
    if (state === 'hit' || signal === undefined) return state === 'hit'
    const truthOf = (item: number): Truth => {
      const position = signal.decidable.indexOf(item)
      if (position >= 0) return decided.charAt(position) === '1' ? 'true' : 'false'
      return asksMessage(item) ? run.truthOf(item) : 'open'
    }
    return evaluate(signal.condition, truthOf) !== 'false'
  })
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
      if (position < 0) return run.truthOf(item)
      return pending.decided.charAt(position) === '1' ? 'true' : 'false'
    }
    return evaluate(signal.condition, truthOf) === 'true'
  }
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
