import { messageKey, type Conversation, type MemoryEntry } from './conversation.ts'
import { StoryTeller } from './correlate/story.ts'
import { Timeline } from './correlate/timeline.ts'
import type { PlacedEntry } from './correlate/order.ts'
import type { Event } from './event.ts'
import { buildEvent } from './facts/event.ts'
import { addOrganisations } from './facts/add-organisations.ts'
import { compileLists, type CompiledLists } from './facts/lists.ts'
import { writeFindings } from './findings.ts'
import { limitMessage, type LimitedMessage } from './limits.ts'
import type { Message } from './message.ts'
import { rememberMessage } from './remember.ts'
import type { EngineChoices, RuleSetData } from './rule-set.ts'
import { compileRuleSet, type CompiledRuleSet, type RuleFault } from './sigma/compile.ts'
import { openRuleSet } from './sigma/open-rule-set.ts'
import { speakEnglish, type Translate } from './translate.ts'
import { LEVELS, compareLevels, type Finding, type Level, type Verdict } from './verdict.ts'

/** A rule set and its lists, ready to judge. */
export interface CompiledEngine {
  readonly ruleSet: CompiledRuleSet
  readonly lists: CompiledLists
}

/**
 * Opens the stored form of a rule set where it has a sound one, else compiles it; faulty rules are
 * left out and named, all others work.
 */
export function prepareEngine(
  data: RuleSetData,
  choices: EngineChoices = {},
): { engine: CompiledEngine; faults: readonly RuleFault[] } {
  const opened = data.stored && openRuleSet(data.stored, data.version, choices)
  const { ruleSet, faults } =
    opened === undefined ? compileRuleSet(data, choices) : { ruleSet: opened, faults: [] }
  const lists = addOrganisations(ruleSet.lists, choices.organisations ?? [])
  return { engine: { ruleSet, lists: compileLists(lists) }, faults }
}

export interface JudgeInput {
  readonly message: Message
  readonly engine: CompiledEngine
  /** What `gatherConversation` found for this message. */
  readonly conversation: Conversation
  /** Language of the sentences for the reader; English by default. */
  readonly locale?: string
  /** Sentences of rules in that language, where the rule has but one; English by default. */
  readonly translate?: Translate
  /** Messages still at hand by memory key, to quote evidence where an earlier verdict changes. */
  readonly lookup?: (key: string) => Message | undefined
}

export interface Judgement {
  /** The message's own verdict, then those of other messages that it changed. */
  readonly verdicts: readonly Verdict[]
  /** The latter with their memory keys. */
  readonly changes: readonly { readonly key: string; readonly verdict: Verdict }[]
  /** The conversation with this message in it. */
  readonly conversation: Conversation
}

/**
 * Judges one message with what is remembered of its conversation. A verdict depends only on its
 * message and those before it, so any order of arrival ends in the same verdicts.
 */
export function judge(input: JudgeInput): Judgement {
  const { message, engine, conversation } = input
  const key = messageKey(message)
  const known = conversation.entries.find((entry) => entry.key === key)
  const seq = known?.seq ?? nextSeq(conversation)
  const reading = readMessage(message, engine)
  const entry = rememberMessage(reading.message, reading.event, { key, seq, engine })
  const others = conversation.entries.filter((other) => other.key !== key)
  const entries = [...others, entry]

  const now = new Bench(entries, engine)
  const own = now.judgeEntry(key, reading, input)
  const dependents = now.dependents(key, entry)
  const before = dependents.length === 0 ? now : new Bench(conversation.entries, engine)
  const changes = dependents.flatMap((other) => {
    if (now.showsSame(other, before)) return []
    const found = input.lookup?.(other)
    const text = found && readMessage(found, engine)
    const verdict = now.judgeEntry(other, text, input)
    const isSame = fingerprint(verdict) === fingerprint(before.judgeEntry(other, text, input))
    return isSame ? [] : [{ key: other, verdict }]
  })
  return {
    verdicts: [own, ...changes.map(({ verdict }) => verdict)],
    changes,
    conversation: { entries },
  }
}

/**
 * Judges a message of which only some parts are at hand, as `message`: what its memory knows of it counts
 * as far as the rules still exist, and what these find in the parts counts with it. Nothing else can be
 * found, and the rest of the text is quoted nowhere. Changes no memory.
 */
export function judgeKept(input: Omit<JudgeInput, 'lookup'>): Verdict {
  const { message, engine, conversation } = input
  const key = messageKey(message)
  const known = conversation.entries.find((entry) => entry.key === key)
  const others = conversation.entries.filter((other) => other.key !== key)
  const reading = readMessage(message, engine)
  const seq = known?.seq ?? nextSeq(conversation)
  const fresh = rememberMessage(reading.message, reading.event, { key, seq, engine })
  const parts = new Bench([...others, fresh], engine).judgeEntry(key, reading, input)
  if (known === undefined) return parts
  const merged = addHits(known, fresh)
  const whole = new Bench([...others, merged], engine).judgeEntry(key, undefined, input)
  const quoted = new Map(parts.findings.map((finding) => [finding.rule, finding]))
  const findings = whole.findings.map((finding): Finding => {
    const { evidence, explain, headline } = quoted.get(finding.rule) ?? finding
    return { ...finding, evidence, explain, ...(headline === undefined ? {} : { headline }) }
  })
  return { ...parts, level: whole.level, findings }
}

/** What waits for the conversation under other rules can't be decided by these: the parts stand in. */
function addHits(known: MemoryEntry, fresh: MemoryEntry): MemoryEntry {
  const rules = new Set(known.hits.map(({ rule }) => rule))
  const isCurrent = known.ruleSet === fresh.ruleSet
  const { withQuote, values = fresh.values } = known
  return {
    ...known,
    ruleSet: fresh.ruleSet,
    hits: [...known.hits, ...fresh.hits.filter(({ rule }) => !rules.has(rule))],
    pending: isCurrent ? known.pending : fresh.pending,
    ...(withQuote && { withQuote: isCurrent ? withQuote : { ...withQuote, pending: [] } }),
    ...(values && { values }),
  }
}

/** A message cut to what is judged, with the event that rules see: made once for all who need it. */
interface MessageReading extends LimitedMessage {
  readonly event: Event
}

function readMessage(message: Message, { lists }: CompiledEngine): MessageReading {
  const limited = limitMessage(message)
  return { ...limited, event: buildEvent(limited.message, lists) }
}

type Language = Pick<JudgeInput, 'locale' | 'translate'>

/** One conversation, laid out to be judged. */
class Bench {
  readonly #engine: CompiledEngine
  readonly #timeline: Timeline
  readonly #stories: StoryTeller

  constructor(entries: readonly MemoryEntry[], engine: CompiledEngine) {
    this.#engine = engine
    this.#timeline = new Timeline(entries, engine.ruleSet)
    this.#stories = new StoryTeller(engine.ruleSet, this.#timeline)
  }

  /** Keys of messages of the same thread or sender that came after this one. */
  dependents(key: string, entry: MemoryEntry): string[] {
    const at = this.#timeline.find(key)
    if (at === undefined) return []
    return this.#timeline
      .after(at)
      .filter(({ entry: other }) => sharesConversation(entry, other))
      .map(({ entry: other }) => other.key)
  }

  /** Whether a message hits and tells the same in another layout, so that its verdict is the same. */
  showsSame(key: string, other: Bench): boolean {
    return this.#outline(key) === other.#outline(key)
  }

  #outline(key: string): string {
    const at = this.#timeline.find(key)
    if (at === undefined || at.entry.outgoing === true) return ''
    const stories = this.#stories
      .storiesOn(at)
      .map(({ story, parts }) => [story, parts.map(({ message, signals }) => [message, signals])])
    return JSON.stringify([this.#timeline.hitsOf(at), stories])
  }

  judgeEntry(key: string, reading: MessageReading | undefined, language: Language): Verdict {
    const { message, unread = [] } = reading ?? {}
    const at = this.#timeline.find(key)
    if (at === undefined) return { id: message?.id ?? key, level: 'none', findings: [] }
    const findings = at.entry.outgoing === true ? [] : this.#findings(at, reading, language)
    return {
      id: at.entry.id,
      ...(message?.threadId === undefined ? {} : { threadId: message.threadId }),
      level: highestLevel(findings),
      findings,
      ...(unread.length === 0 ? {} : { unread }),
    }
  }

  #findings(at: PlacedEntry, reading: MessageReading | undefined, language: Language): Finding[] {
    const hits = this.#timeline.hitsOf(at)
    if (hits.length === 0) return []
    const { ruleSet } = this.#engine
    const { message, event } = reading ?? {}
    const stories = this.#stories.storiesOn(at)
    const { locale = 'en', translate = speakEnglish } = language
    return writeFindings(at, hits, stories, { ruleSet, locale, translate, message, event })
  }
}

function nextSeq(conversation: Conversation): number {
  return conversation.entries.reduce((last, entry) => Math.max(last, entry.seq), 0) + 1
}

function sharesConversation(a: MemoryEntry, b: MemoryEntry): boolean {
  return (
    (a.thread !== undefined && a.thread === b.thread) ||
    (a.senderKey !== undefined && a.senderKey === b.senderKey)
  )
}

function highestLevel(findings: readonly Finding[]): Level {
  return findings.reduce<Level>(
    (highest, { level }) => (compareLevels(level, highest) > 0 ? level : highest),
    LEVELS[0],
  )
}

function fingerprint(verdict: Verdict): string {
  return JSON.stringify([
    verdict.level,
    verdict.findings.map(({ rule, related, evidence }) => [
      rule,
      related?.map(({ id, rule: signal }) => [id, signal]).sort(),
      evidence.map(({ field, start, end }) => [field, start, end]),
    ]),
  ])
}
