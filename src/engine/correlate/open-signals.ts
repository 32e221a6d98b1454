import { NO_VALUES, type Event, type EventValue, type Scalar } from '../event.ts'
import type { CompiledRuleSet } from '../sigma/compile.ts'
import { listContextFields } from '../sigma/context-fields.ts'
import { openContext } from '../sigma/match.ts'
import type { PlacedEntry } from './order.ts'
import type { OpenSignal, Reading } from './resolved-entry.ts'
import type { ThreadLog } from './thread-log.ts'

/** What an open signal is decided with. */
export interface SignalContext {
  readonly at: PlacedEntry
  readonly log: ThreadLog
  /** What the message says by itself. */
  readonly reading: Reading
  readonly isKnownSender: () => boolean
}

/** Fields of which a conversation has few different values, so that answers are used again. */
const SHARED_FIELDS = new Set(['message.signals', 'thread.signals', 'thread.own_signals'])

/**
 * Answers for messages that nothing stands before: they depend on what the message itself hits and
 * says, so they hold for every conversation. Most messages hit one of few sets of signals.
 */
const firstAnswers = new WeakMap<CompiledRuleSet, Map<string, boolean>>()
const MAX_FIRST_ANSWERS = 5000

/** Decides signals that wait for their conversation. */
export class OpenSignals {
  readonly #ruleSet: CompiledRuleSet
  readonly #answers = new Map<string, boolean>()
  readonly #first: Map<string, boolean>

  constructor(ruleSet: CompiledRuleSet) {
    this.#ruleSet = ruleSet
    let first = firstAnswers.get(ruleSet)
    if (first === undefined) firstAnswers.set(ruleSet, (first = new Map<string, boolean>()))
    this.#first = first
  }

  holds(open: OpenSignal, context: SignalContext): boolean {
    const { signal, pending } = open
    if (!isShared(this.#ruleSet, signal)) return this.#decide(open, context)
    const { at, log, reading } = context
    const own = `${signal} ${pending.decided}\n${reading.nameKey}`
    if (log.countBefore(at) === 0) {
      if (this.#first.size >= MAX_FIRST_ANSWERS) this.#first.clear()
      return this.#answer(this.#first, own, open, context)
    }
    const key = `${own}\n${at.entry.thread ?? at.place}\n${log.keyBefore(at)}`
    return this.#answer(this.#answers, key, open, context)
  }

  #answer(
    answers: Map<string, boolean>,
    key: string,
    open: OpenSignal,
    context: SignalContext,
  ): boolean {
    let answer = answers.get(key)
    if (answer === undefined) answers.set(key, (answer = this.#decide(open, context)))
    return answer
  }

  #decide({ pending }: OpenSignal, context: SignalContext): boolean {
    return openContext(this.#ruleSet, contextEvent(context))(pending)
  }
}

/** Whether all that the answer depends on is met again and again. */
function isShared(ruleSet: CompiledRuleSet, signal: number): boolean {
  return listContextFields(ruleSet, signal).every((field) => SHARED_FIELDS.has(field))
}

function contextEvent({ at, log, reading, isKnownSender }: SignalContext): Event {
  const { names } = reading
  const fields: Record<string, () => readonly Scalar[]> = {
    'message.signals': () => names,
    'thread.signals': () => [...log.namesBefore(at), ...names],
    'thread.own_signals': () => log.ownNamesBefore(at),
    'thread.first_contact': () => [log.countBefore(at) === 0 && !isKnownSender()],
    'thread.replied': () => [log.before(at).some(({ entry }) => entry.outgoing === true)],
    'thread.last_direction': () => directionOf(log.lastBefore(at)),
    'thread.position': () => [log.countBefore(at) + 1],
    'thread.minutes_since_last': () => minutesSince(log.lastBefore(at), at),
  }
  return {
    get: (field) => {
      const values = Object.hasOwn(fields, field) ? fields[field]?.() : undefined
      return values === undefined ? NO_VALUES : values.map((value): EventValue => ({ value }))
    },
  }
}

function directionOf(last: PlacedEntry | undefined): string[] {
  if (last === undefined) return []
  return [last.entry.outgoing === true ? 'outgoing' : 'incoming']
}

function minutesSince(last: PlacedEntry | undefined, at: PlacedEntry): number[] {
  if (last?.entry.sentAt === undefined || at.entry.sentAt === undefined) return []
  return [Math.round((at.entry.sentAt - last.entry.sentAt) / 60_000)]
}
