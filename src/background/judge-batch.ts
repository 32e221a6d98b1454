import { gatherConversation, messageKey } from '../engine/conversation.ts'
import type { Message } from '../engine/message.ts'
import { isFlagged, type UnreadPart, type Verdict } from '../engine/verdict.ts'
import type { FlaggedEntry, MessageView } from '../platform/schema/views.ts'
import { compareVerdicts, isChange } from './compare-verdicts.ts'
import { loadSlice, type ConversationSlice } from './conversation-slice.ts'
import { applySender, followSender } from './decide-on-sender.ts'
import type { KnownSenders } from './known-senders.ts'
import type { Judge } from './judge-port.ts'
import { limitVerdict, viewMessage } from './message-view.ts'
import type { UnreadById } from './parse-batch.ts'
import type { RecentMessages } from './recent-messages.ts'
import type { RecordChange, Records } from './records.ts'
import type { ShownMessage } from './tab-state.ts'

export interface BatchSource {
  readonly records: Records
  readonly judge: Judge
  readonly recent: RecentMessages
  /** What a tab shows of a message that is not in the batch. */
  readonly findShown: (key: string) => Promise<ShownMessage | undefined>
  readonly unread: UnreadById
  /** Rules in use, as `FlaggedEntry.ruleSet` names them. */
  readonly ruleSet: string
  /** What the user decided on senders. */
  readonly senders: KnownSenders
  /** Address of the page that the batch was read on. */
  readonly url: string
  /** Milliseconds since 1970. */
  readonly now: number
}

export interface BatchResult {
  /** The batch's own messages, as judged after its last one. */
  readonly views: readonly MessageView[]
  /** New verdicts of other messages, by key. */
  readonly changes: ReadonlyMap<string, Verdict>
  /** What is to be written. */
  readonly change: RecordChange
  /** Keys of messages that enter the inbox. */
  readonly fresh: readonly string[]
}

/** Judges messages one after another; nothing is written yet. */
export async function judgeBatch(
  source: BatchSource,
  messages: readonly Message[],
): Promise<BatchResult> {
  const slice = await loadSlice(source.records, messages)
  const verdicts = judgeEach(source, messages, slice)
  const flagged = await source.records.getFlagged([...verdicts.keys()])
  const known = new Map(flagged.map((entry) => [entry.key, entry]))
  const own = new Map(messages.map((message) => [messageKey(message), message]))
  const writer = new InboxWriter(source, known)
  const views: MessageView[] = []
  const changes = new Map<string, Verdict>()
  for (const [key, judged] of verdicts) {
    const message = own.get(key)
    const verdict = addUnread(judged, source.unread.get(message?.id ?? '') ?? [])
    const view = message === undefined ? undefined : writer.view(message, verdict)
    if (view === undefined) changes.set(key, verdict)
    else views.push(view)
    await writer.record(key, verdict, view)
  }
  return {
    views,
    changes,
    change: { entries: slice.listChanged(), ...writer.result() },
    fresh: writer.fresh,
  }
}

/** Verdicts by key, the last one of each message. */
export function judgeEach(
  { judge, recent }: Pick<BatchSource, 'judge' | 'recent'>,
  messages: readonly Message[],
  slice: ConversationSlice,
): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>()
  for (const message of messages) {
    recent.add(message)
    const conversation = gatherConversation(message, slice)
    const judgement = judge.judge(message, conversation, (key) => recent.get(key))
    slice.update(judgement.conversation.entries)
    const [verdict] = judgement.verdicts
    if (verdict !== undefined) verdicts.set(messageKey(message), limitVerdict(verdict))
    for (const { key, verdict: changed } of judgement.changes) {
      verdicts.set(key, limitVerdict(changed))
    }
  }
  return verdicts
}

/** What the page could not show is unread as well, whatever the engine made of the rest. */
export function addUnread(verdict: Verdict, parts: readonly UnreadPart[]): Verdict {
  return parts.length === 0
    ? verdict
    : { ...verdict, unread: [...(verdict.unread ?? []), ...parts] }
}

/** Decides what the review inbox keeps of each verdict. */
class InboxWriter {
  readonly #source: BatchSource
  readonly #known: ReadonlyMap<string, FlaggedEntry>
  readonly #flagged: FlaggedEntry[] = []
  readonly #unflagged: string[] = []
  readonly fresh: string[] = []

  constructor(source: BatchSource, known: ReadonlyMap<string, FlaggedEntry>) {
    this.#source = source
    this.#known = known
  }

  view(message: Message, verdict: Verdict): MessageView {
    const state = this.#known.get(messageKey(message))?.state
    return applySender(viewMessage(message, verdict, false), state, this.#source.senders)
  }

  /**
   * An entry that nobody has looked at yet goes when its message is flagged no more; one with a
   * decision of the user's stays. A message of which nothing is at hand any more can't be entered:
   * its memory is kept, and it is flagged when it is read again.
   */
  async record(key: string, verdict: Verdict, own: MessageView | undefined): Promise<void> {
    const entry = this.#known.get(key)
    if (entry === undefined && !isFlagged(verdict.level)) return
    const isUndecided = entry?.state === 'new' || entry?.viaSender === true
    if (isUndecided && !isFlagged(verdict.level)) {
      this.#unflagged.push(key)
      return
    }
    const { url, now } = this.#source
    const shown = own === undefined ? await this.#findShown(key, entry) : { view: own, url }
    if (shown === undefined) return
    const view = { ...shown.view, verdict }
    if (entry === undefined) this.fresh.push(key)
    const fresh = { state: 'new' as const, flaggedAt: now, url: shown.url }
    const current = { key, ...fresh, ...entry, view, ...this.#tellRules(entry, verdict) }
    const followed = entry === undefined ? followSender(current, this.#source.senders) : undefined
    this.#flagged.push(followed ?? current)
  }

  /** By which rules the verdict was made, and what they changed in the one before. */
  #tellRules(
    entry: FlaggedEntry | undefined,
    verdict: Verdict,
  ): Pick<FlaggedEntry, 'ruleSet' | 'judgedAt' | 'changed'> {
    const { ruleSet, now } = this.#source
    const made = { ruleSet, judgedAt: now }
    if (entry?.ruleSet === undefined || entry.ruleSet === ruleSet) return made
    const changed = compareVerdicts(entry.view.verdict, verdict, now)
    return isChange(changed, verdict) ? { ...made, changed } : made
  }

  result(): Pick<RecordChange, 'flagged' | 'unflagged'> {
    return { flagged: this.#flagged, unflagged: this.#unflagged }
  }

  /** What is at hand of a message that is not in the batch. */
  async #findShown(
    key: string,
    entry: FlaggedEntry | undefined,
  ): Promise<ShownMessage | undefined> {
    const known = entry ?? (await this.#source.findShown(key))
    if (known !== undefined) return known
    const message = this.#source.recent.get(key)
    if (message === undefined) return undefined
    const none = { id: message.id, level: 'none' as const, findings: [] }
    return { view: viewMessage(message, none, false), url: this.#source.url }
  }
}
