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

/** Decides signals that wait for their conversation. */
export class OpenSignals {
  readonly #ruleSet: CompiledRuleSet
  readonly #answers = new Map<number, Map<string, boolean>>()

  constructor(ruleSet: CompiledRuleSet) {
    this.#ruleSet = ruleSet
  }

  holds(open: OpenSignal, context: SignalContext): boolean {
    const key = this.#keyOf(open, context)
    if (key === undefined) return this.#decide(open, context)
    let answers = this.#answers.get(open.signal)
    if (answers === undefined)
      this.#answers.set(open.signal, (answers = new Map<string, boolean>()))
    let answer = answers.get(key)
    if (answer === undefined) answers.set(key, (answer = this.#decide(open, context)))
    return answer
  }

  /** All that the answer depends on; undefined where that is too much to be met again. */
  #keyOf({ signal, pending }: OpenSignal, { at, log, reading }: SignalContext): string | undefined {
    const fields = listContextFields(this.#ruleSet, signal)
    if (!fields.every((field) => SHARED_FIELDS.has(field))) return undefined
    return `${pending.decided}\n${reading.nameKey}\n${at.entry.thread ?? at.place}\n${log.keyBefore(at)}`
  }

  #decide({ pending }: OpenSignal, context: SignalContext): boolean {
    return openContext(this.#ruleSet, contextEvent(context))(pending)
  }
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
