import type { MemoryEntry } from '../engine/conversation.ts'
import type { DetectionRule } from '../engine/rule-set.ts'
import { STAGES } from '../engine/verdict.ts'
import type { ConversationView, Moment } from '../platform/inbox-protocol.ts'
import { memoryFor, type Context, type Memory } from './context.ts'
import { findBasis } from './judge-again.ts'

/** All that is known of the conversation of a flagged message; null where that is gone. */
export async function viewConversation(
  context: Context,
  key: string,
): Promise<ConversationView | null> {
  for (const isPrivate of [false, true]) {
    const memory = memoryFor(context, isPrivate)
    const [entry] = await memory.records.getFlagged([key])
    if (entry === undefined) continue
    const remembered = await loadConversation(memory, key)
    const known = new Map(remembered.map((one) => [one.key, one]))
    const flagged = await memory.records.getFlagged([...new Set([key, ...known.keys()])])
    const timeOf = (one: (typeof flagged)[number]): number =>
      known.get(one.key)?.sentAt ?? one.flaggedAt
    const entries = flagged
      .sort((a, b) => timeOf(a) - timeOf(b))
      .map((one) => ({ entry: one, basis: findBasis(memory, one.key, known.get(one.key)) }))
    const thread = known.get(key)?.thread
    const { rules, name: ruleSet } = await context.ruleBook.get()
    const { signals } = await rules.readData()
    const byId = new Map(signals.map((rule) => [rule.id, rule]))
    const moments = remembered.map((one) => describeMoment(byId, one, thread))
    return { entries, moments, ruleSet }
  }
  return null
}

/** Messages of the same thread or sender, oldest first. */
async function loadConversation({ records }: Memory, key: string): Promise<MemoryEntry[]> {
  const [own] = await records.getEntries([key])
  if (own === undefined) return []
  const { thread, senderKey } = own
  const found = await records.loadEntries({
    threads: thread === undefined ? [] : [thread],
    senders: senderKey === undefined ? [] : [senderKey],
  })
  const others = found.filter((entry) => entry.key !== key)
  return [...others, own].sort((a, b) => (a.sentAt ?? 0) - (b.sentAt ?? 0) || a.seq - b.seq)
}

function describeMoment(
  signals: ReadonlyMap<string, DetectionRule>,
  { key, sentAt, outgoing, hits, thread }: MemoryEntry,
  own: string | undefined,
): Moment {
  const signs = hits.flatMap(({ rule }) => {
    const known = signals.get(rule)
    return known === undefined ? [] : [{ rule, title: known.title, stage: known.stage ?? null }]
  })
  return {
    key,
    ...(sentAt === undefined ? {} : { sentAt }),
    outgoing: outgoing === true,
    elsewhere: thread !== own,
    signs: signs.sort((a, b) => rankStage(a.stage) - rankStage(b.stage)),
  }
}

function rankStage(stage: Moment['signs'][number]['stage']): number {
  return stage === null ? STAGES.length : STAGES.indexOf(stage)
}
