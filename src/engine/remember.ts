import {
  senderKey,
  threadKey,
  type MemoryEntry,
  type MemoryHit,
  type PendingRule,
} from './conversation.ts'
import type { Event } from './event.ts'
import { buildEvent } from './facts/event.ts'
import type { CompiledEngine } from './judge.ts'
import type { Message } from './message.ts'
import type { CompiledRuleSet } from './sigma/compile.ts'
import { matchSignals } from './sigma/match.ts'
import { hashBlocks } from './text/blocks.ts'

const MAX_BLOCKS = 64
const MAX_VALUE = 200

/** Where a message is remembered, and by what it is judged. */
interface Place {
  readonly key: string
  readonly seq: number
  readonly engine: CompiledEngine
}

/**
 * What memory keeps of a message: which signals it hits, when and where it stands; never its text.
 * `whole` is the event of the message with what it quotes.
 */
export function rememberMessage(
  message: Message,
  whole: Event,
  { key, seq, engine }: Place,
): MemoryEntry {
  const { quoted } = message
  const hasQuote = quoted !== undefined && quoted.trim() !== ''
  const event =
    quoted === undefined ? whole : buildEvent(message, engine.lists, { quotedJudged: true })
  const withQuote = hasQuote
    ? {
        blocks: hashBlocks(quoted).slice(0, MAX_BLOCKS),
        ...readSignals(whole, engine.ruleSet),
      }
    : undefined
  const thread = threadKey(message)
  const sender = senderKey(message)
  const sentAt = message.sentAt === undefined ? NaN : Date.parse(message.sentAt)
  const values = readValues(event, engine.ruleSet)
  return {
    key,
    id: message.id,
    ...(thread === undefined ? {} : { thread }),
    ...(sender === undefined ? {} : { senderKey: sender }),
    ...(Number.isNaN(sentAt) ? {} : { sentAt }),
    seq,
    ...(message.direction === 'outgoing' ? { outgoing: true } : {}),
    ruleSet: engine.ruleSet.version,
    ...readSignals(event, engine.ruleSet),
    ...(withQuote === undefined ? {} : { withQuote }),
    ...(values === undefined ? {} : { values }),
    blocks: hashBlocks(message.text).slice(0, MAX_BLOCKS),
  }
}

function readSignals(
  event: Event,
  ruleSet: CompiledRuleSet,
): { hits: MemoryHit[]; pending: PendingRule[] } {
  const hits: MemoryHit[] = []
  const pending: PendingRule[] = []
  for (const match of matchSignals(ruleSet, event)) {
    const rule = ruleSet.signals[match.signal]?.meta.id
    if (rule === undefined) continue
    if (match.state === 'hit') hits.push({ rule, spans: match.spans })
    else pending.push({ rule, decided: match.decided ?? '', spans: match.spans })
  }
  return { hits, pending }
}

/** Values of the fields that stories group or count by, beside thread and sender. */
function readValues(
  event: Event,
  ruleSet: CompiledRuleSet,
): Record<string, readonly string[]> | undefined {
  const values: Record<string, readonly string[]> = {}
  for (const field of correlatedFields(ruleSet)) {
    const found = event.get(field).map(({ value }) => String(value).toLowerCase())
    if (found.length > 0) values[field] = found.map((value) => value.slice(0, MAX_VALUE))
  }
  return Object.keys(values).length === 0 ? undefined : values
}

const knownFields = new WeakMap<CompiledRuleSet, readonly string[]>()

function correlatedFields(ruleSet: CompiledRuleSet): readonly string[] {
  const known = knownFields.get(ruleSet)
  if (known !== undefined) return known
  const fields = new Set<string>()
  for (const { meta } of ruleSet.stories) {
    const aliases = meta.aliases ?? {}
    for (const name of meta.groupBy) if (!Object.hasOwn(aliases, name)) fields.add(name)
    for (const alias of Object.values(aliases)) {
      for (const field of Object.values(alias)) fields.add(field)
    }
    if (meta.condition?.field !== undefined) fields.add(meta.condition.field)
  }
  fields.delete('thread')
  fields.delete('sender.key')
  const list = [...fields]
  knownFields.set(ruleSet, list)
  return list
}
