import {
  EMPTY_CONVERSATION,
  gatherConversation,
  messageKey,
  type MemoryEntry,
} from '../../src/engine/conversation.ts'
import { judge, prepareEngine, type CompiledEngine } from '../../src/engine/judge.ts'
import type { Message } from '../../src/engine/message.ts'
import type {
  CorrelationRule,
  DetectionRule,
  FilterRule,
  Lists,
  SigmaLevel,
} from '../../src/engine/rule-set.ts'
import type { Stage, Verdict } from '../../src/engine/verdict.ts'

export const DAY = 86_400_000

const NO_LISTS: Lists = { organisations: [], values: {}, fileKinds: {} }

/** A signal that is hit by a phrase, or by a whole detection. */
export function makeSignal(
  name: string,
  detection: string | Record<string, unknown>,
  part: { level?: SigmaLevel; stage?: Stage } = {},
): DetectionRule {
  return {
    id: `id-${name}`,
    name,
    title: name,
    level: part.level ?? 'low',
    ...(part.stage === undefined ? {} : { stage: part.stage }),
    detection:
      typeof detection === 'string'
        ? { phrase: { 'words|contains': ` ${detection} ` }, condition: 'phrase' }
        : detection,
  }
}

export function makeStory(
  name: string,
  rules: readonly string[],
  part: Partial<CorrelationRule> = {},
): CorrelationRule {
  return {
    id: `id-${name}`,
    name,
    title: name,
    level: 'high',
    type: 'temporal',
    rules,
    groupBy: ['thread'],
    timespan: 30 * DAY,
    ...part,
  }
}

/** A ready engine of the given rules; a faulty rule fails the test. */
export function makeEngine(rules: {
  signals: readonly DetectionRule[]
  stories?: readonly CorrelationRule[]
  exceptions?: readonly FilterRule[]
  lists?: Lists
}): CompiledEngine {
  const { engine, faults } = prepareEngine({
    format: 1,
    version: 'test',
    signals: rules.signals,
    stories: rules.stories ?? [],
    exceptions: rules.exceptions ?? [],
    lists: rules.lists ?? NO_LISTS,
  })
  if (faults.length > 0) throw new Error(JSON.stringify(faults))
  return engine
}

/** Judges messages in the order given and returns the verdicts that stand at the end, by id. */
export function judgeAll(
  engine: CompiledEngine,
  messages: readonly Message[],
): Map<string, Verdict> {
  const entries = new Map<string, MemoryEntry>()
  const texts = new Map<string, Message>()
  const verdicts = new Map<string, Verdict>()
  let seq = 0
  for (const message of messages) {
    texts.set(messageKey(message), message)
    const conversation = gatherConversation(message, {
      byThread: (thread) => [...entries.values()].filter((entry) => entry.thread === thread),
      bySender: (sender) => [...entries.values()].filter((entry) => entry.senderKey === sender),
    })
    const judgement = judge({ message, engine, conversation, lookup: (key) => texts.get(key) })
    seq += 1
    for (const entry of judgement.conversation.entries) {
      const isNew = entry.key === messageKey(message) && !entries.has(entry.key)
      entries.set(entry.key, isNew ? { ...entry, seq } : entry)
    }
    for (const verdict of judgement.verdicts) verdicts.set(verdict.id, verdict)
  }
  return verdicts
}

export function judgeOne(engine: CompiledEngine, message: Message): Verdict {
  const [verdict] = judge({ message, engine, conversation: EMPTY_CONVERSATION }).verdicts
  if (verdict === undefined) throw new Error('a message always has a verdict')
  return verdict
}
