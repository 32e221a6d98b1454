import { messageKey, type Conversation, type Span } from '../engine/conversation.ts'
import { StoryTeller } from '../engine/correlate/story.ts'
import { Timeline } from '../engine/correlate/timeline.ts'
import type { CompiledEngine } from '../engine/judge.ts'
import type { Message } from '../engine/message.ts'

/**
 * Ids of all rules that hold on a message of a conversation that was judged, each with its evidence
 * in that message: also those that a reader is never told of.
 */
export function locateHits(
  conversation: Conversation,
  message: Message,
  { ruleSet }: CompiledEngine,
): ReadonlyMap<string, readonly Span[]> {
  const timeline = new Timeline(conversation.entries, ruleSet)
  const at = timeline.find(messageKey(message))
  const found = new Map<string, readonly Span[]>()
  if (at === undefined) return found
  for (const { signal, spans } of timeline.hitsOf(at)) {
    const id = ruleSet.signals[signal]?.meta.id
    if (id !== undefined) found.set(id, spans)
  }
  for (const { story, parts } of new StoryTeller(ruleSet, timeline).storiesOn(at)) {
    const id = ruleSet.stories[story]?.meta.id
    const own = parts.filter((part) => part.message === at.entry.key)
    if (id !== undefined)
      found.set(
        id,
        own.flatMap(({ signals }) => signals.flatMap(({ spans }) => spans)),
      )
  }
  return found
}
