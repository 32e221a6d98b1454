import { gatherConversation, messageKey, type MemoryEntry } from '../../engine/conversation.ts'
import { compileLists } from '../../engine/facts/lists.ts'
import { judge, prepareEngine, type CompiledEngine } from '../../engine/judge.ts'
import type { Message } from '../../engine/message.ts'
import type { DetectionRule } from '../../engine/rule-set.ts'
import { compileRuleSet } from '../../engine/sigma/compile.ts'
import type { CompiledPack } from '../compile.ts'
import { listHits } from '../list-hits.ts'

const QUIET_LEVELS: ReadonlySet<string> = new Set(['informational', 'low'])

/** One conversation, and whether it is the example of a rule. */
interface Case {
  readonly messages: readonly Message[]
  readonly ofRule?: string
}

interface Judged {
  /** What decides: for an example whether its rule holds at its end, else the level of each message. */
  readonly outcome: string
  /** Ids of all signals that hold on any message. */
  readonly signals: ReadonlySet<string>
}

/**
 * Signals whose removal changes no example of another rule and no verdict on `conversations`: they
 * cost time and attention and decide nothing. One that warns by itself decides its own examples.
 */
export function findUnusedSignals(
  pack: CompiledPack,
  conversations: readonly (readonly Message[])[],
): DetectionRule[] {
  const { engine } = prepareEngine(pack.data)
  const cases = [...listExamples(pack), ...conversations.map((messages): Case => ({ messages }))]
  const casesOf = new Map<string, { case: Case; outcome: string }[]>()
  for (const item of cases) {
    const { outcome, signals } = judgeCase(item, engine)
    for (const id of signals) {
      if (id === item.ofRule) continue
      casesOf.set(id, [...(casesOf.get(id) ?? []), { case: item, outcome }])
    }
  }
  const lists = compileLists(pack.data.lists)
  return pack.data.signals.filter(({ id, level }) => {
    if (!QUIET_LEVELS.has(level)) return false
    const affected = casesOf.get(id) ?? []
    if (affected.length === 0) return true
    const without = {
      ruleSet: compileRuleSet(pack.data, { disabled: new Set([id]) }).ruleSet,
      lists,
    }
    return affected.every((item) => judgeCase(item.case, without).outcome === item.outcome)
  })
}

function listExamples({ examples }: CompiledPack): Case[] {
  return examples
    .filter(({ kind }) => kind !== 'exception')
    .flatMap(({ id, match, near }) =>
      [...match, ...near].map((messages) => ({ messages, ofRule: id })),
    )
}

function judgeCase({ messages, ofRule }: Case, engine: CompiledEngine): Judged {
  const entries = new Map<string, MemoryEntry>()
  const index = { byThread: () => [...entries.values()], bySender: () => [...entries.values()] }
  const levels: string[] = []
  const signals = new Set<string>()
  let last = new Set<string>()
  for (const message of messages) {
    const key = messageKey(message)
    const conversation = gatherConversation(message, index)
    const judged = judge({ message, engine, conversation })
    for (const entry of judged.conversation.entries) entries.set(entry.key, entry)
    levels.push(judged.verdicts[0]?.level ?? 'none')
    const hits = listHits(judged.conversation, key, engine)
    for (const { id } of hits.signals) signals.add(id)
    last = new Set([...hits.signals, ...hits.stories].map(({ id }) => id))
  }
  return { outcome: ofRule === undefined ? levels.join(' ') : String(last.has(ofRule)), signals }
}
