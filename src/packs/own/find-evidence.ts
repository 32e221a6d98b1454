import { EMPTY_CONVERSATION, messageKey, type Span } from '../../engine/conversation.ts'
import { StoryTeller } from '../../engine/correlate/story.ts'
import { Timeline } from '../../engine/correlate/timeline.ts'
import { judge, type CompiledEngine } from '../../engine/judge.ts'
import { readPath } from '../../engine/message-path.ts'
import type { Evidence } from '../../engine/verdict.ts'
import type { Example } from '../example.ts'

/** A rule that holds on the last message of a conversation, with what it saw there. */
export interface RuleHit {
  readonly id: string
  readonly evidence: readonly Evidence[]
}

/** All signals and stories that hold on the last message, also those that a reader is never told of. */
export function findEvidence(example: Example, engine: CompiledEngine): RuleHit[] {
  const last = example.at(-1)
  if (last === undefined) return []
  let conversation = EMPTY_CONVERSATION
  for (const message of example) {
    conversation = judge({ message, engine, conversation }).conversation
  }
  const { ruleSet } = engine
  const timeline = new Timeline(conversation.entries, ruleSet)
  const at = timeline.find(messageKey(last))
  if (at === undefined) return []
  const quote = (spans: readonly Span[]): Evidence[] =>
    spans.flatMap(({ field, start, end }) => {
      const text = readPath(last, field)?.slice(start, end) ?? ''
      return text === '' ? [] : [{ field, start, end, text }]
    })
  const signals = timeline.hitsOf(at).map(({ signal, spans }) => {
    return { id: ruleSet.signals[signal]?.meta.id ?? '', evidence: quote(spans) }
  })
  const stories = new StoryTeller(ruleSet, timeline).storiesOn(at).map(({ story, parts }) => {
    const own = parts.filter(({ message }) => message === at.entry.key)
    const spans = own.flatMap((part) => part.signals.flatMap((signal) => signal.spans))
    return { id: ruleSet.stories[story]?.meta.id ?? '', evidence: quote(spans) }
  })
  return [...signals, ...stories]
}
