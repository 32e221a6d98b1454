import type { CompiledRuleSet, CompiledStory } from '../sigma/compile.ts'

interface StoryIndex {
  readonly bySignal: ReadonlyMap<number, readonly number[]>
  /** Stories that refer to other stories. */
  readonly chained: readonly number[]
}

const known = new WeakMap<CompiledRuleSet, StoryIndex>()

/** Stories of which one of the signals is a member, and all that refer to stories; in order. */
export function findStories(ruleSet: CompiledRuleSet, signals: Iterable<number>): number[] {
  let index = known.get(ruleSet)
  if (index === undefined) known.set(ruleSet, (index = indexStories(ruleSet.stories)))
  const found = new Set(index.chained)
  for (const signal of signals)
    for (const story of index.bySignal.get(signal) ?? []) found.add(story)
  return [...found].sort((a, b) => a - b)
}

function indexStories(stories: readonly CompiledStory[]): StoryIndex {
  const bySignal = new Map<number, number[]>()
  const chained: number[] = []
  for (const [number, { members }] of stories.entries()) {
    if (members.some(({ kind }) => kind === 'story')) chained.push(number)
    for (const { kind, index } of members) {
      if (kind !== 'signal') continue
      const filed = bySignal.get(index)
      if (filed === undefined) bySignal.set(index, [number])
      else filed.push(number)
    }
  }
  return { bySignal, chained }
}
