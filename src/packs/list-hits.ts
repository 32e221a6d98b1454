import type { Conversation } from '../engine/conversation.ts'
import { StoryTeller } from '../engine/correlate/story.ts'
import { Timeline } from '../engine/correlate/timeline.ts'
import type { CompiledEngine } from '../engine/judge.ts'
import type { RuleMeta } from '../engine/rule-set.ts'

export interface Hits {
  readonly signals: readonly RuleMeta[]
  readonly stories: readonly RuleMeta[]
}

/**
 * All rules that hold on one message of a conversation that was judged, also those that a reader is
 * never told of. `key` is the message's memory key.
 */
export function listHits(conversation: Conversation, key: string, engine: CompiledEngine): Hits {
  const { ruleSet } = engine
  const timeline = new Timeline(conversation.entries, ruleSet)
  const at = timeline.find(key)
  if (at === undefined) return { signals: [], stories: [] }
  return {
    signals: timeline.hitsOf(at).flatMap(({ signal }) => ruleSet.signals[signal]?.meta ?? []),
    stories: new StoryTeller(ruleSet, timeline)
      .storiesOn(at)
      .flatMap(({ story }) => ruleSet.stories[story]?.meta ?? []),
  }
}
