import type { Span } from './conversation.ts'
import type { StoryHit } from './correlate/story.ts'
import type { PlacedEntry } from './correlate/order.ts'
import type { SignalHit } from './correlate/timeline.ts'
import type { Event } from './event.ts'
import type { Message } from './message.ts'
import { readPath } from './message-path.ts'
import { writeReaderText } from './reader-text.ts'
import type { RuleMeta, SigmaLevel } from './rule-set.ts'
import type { CompiledRuleSet } from './sigma/compile.ts'
import type { Translate } from './translate.ts'
import {
  STAGES,
  compareLevels,
  type Evidence,
  type Finding,
  type Level,
  type RelatedHit,
  type Stage,
} from './verdict.ts'

/** What a finding is written with. */
export interface FindingContext {
  readonly ruleSet: CompiledRuleSet
  readonly locale: string
  readonly translate: Translate
  /** Absent where the message's text is no longer at hand: rules, level and relations stand without it. */
  readonly message: Message | undefined
  readonly event: Event | undefined
}

/** Findings of one message, strongest first. A signal that a story uses is not listed beside it. */
export function writeFindings(
  at: PlacedEntry,
  hits: readonly SignalHit[],
  stories: readonly StoryHit[],
  context: FindingContext,
): Finding[] {
  const used = usedSignals(stories, context.ruleSet)
  const alone = hits.filter((hit) => !used.has(hit.signal))
  return [
    ...stories.map((story) => writeStory(at, story, context)),
    ...alone.flatMap((hit) => writeSignal(hit, context)),
  ].sort(compareFindings)
}

function usedSignals(stories: readonly StoryHit[], ruleSet: CompiledRuleSet): Set<number> {
  const used = new Set<number>()
  for (const { story, parts } of stories) {
    if (ruleSet.stories[story]?.meta.generate === true) continue
    for (const part of parts) for (const { signal } of part.signals) used.add(signal)
  }
  return used
}

function writeStory(at: PlacedEntry, hit: StoryHit, context: FindingContext): Finding {
  const story = context.ruleSet.stories[hit.story]
  if (story === undefined) throw new RangeError(`story ${hit.story} is not in this rule set`)
  const own = hit.parts.filter((part) => part.message === at.entry.key)
  const spans = own.flatMap((part) => part.signals.flatMap((signal) => signal.spans))
  const stages = own.flatMap((part) =>
    part.signals.map((signal) => stageOf(context.ruleSet.signals[signal.signal]?.meta)),
  )
  const related = hit.parts
    .filter((part) => part.message !== at.entry.key)
    .flatMap((part) => relate(part.at, part.signals, context.ruleSet))
  const finding = writeFinding(story.meta, story.meta.stage ?? latestStage(stages), spans, context)
  return related.length === 0 ? finding : { ...finding, related }
}

function relate(
  at: PlacedEntry,
  signals: readonly SignalHit[],
  ruleSet: CompiledRuleSet,
): RelatedHit[] {
  return signals.flatMap(({ signal }) => {
    const meta = ruleSet.signals[signal]?.meta
    if (meta === undefined) return []
    const hit = { id: at.entry.id, rule: meta.id, stage: stageOf(meta) }
    const { sentAt } = at.entry
    return [sentAt === undefined ? hit : { ...hit, sentAt: new Date(sentAt).toISOString() }]
  })
}

/** An informational signal is material for stories, nothing to tell a reader. */
function writeSignal(hit: SignalHit, context: FindingContext): Finding[] {
  const meta = context.ruleSet.signals[hit.signal]?.meta
  if (meta === undefined || meta.level === 'informational') return []
  return [writeFinding(meta, stageOf(meta), hit.spans, context)]
}

function writeFinding(
  meta: RuleMeta,
  stage: Stage,
  spans: readonly Span[],
  context: FindingContext,
): Finding {
  const text = writeReaderText(meta, stage, context.event, context)
  return {
    rule: meta.id,
    name: meta.name,
    title: meta.title,
    level: toLevel(meta.level),
    stage,
    evidence: quoteSpans(spans, context.message),
    ...text,
    ...(meta.tags === undefined ? {} : { tags: meta.tags }),
  }
}

function quoteSpans(spans: readonly Span[], message: Message | undefined): Evidence[] {
  if (message === undefined) return []
  const seen = new Set<string>()
  return spans.flatMap(({ field, start, end }) => {
    const key = `${field} ${start} ${end}`
    const text = readPath(message, field)?.slice(start, end)
    if (text === undefined || text === '' || seen.has(key)) return []
    seen.add(key)
    return [{ field, start, end, text }]
  })
}

function stageOf(meta: RuleMeta | undefined): Stage {
  return meta?.stage ?? 'approach'
}

function latestStage(stages: readonly Stage[]): Stage {
  const ranks = stages.map((stage) => STAGES.indexOf(stage))
  return STAGES[Math.max(0, ...ranks)] ?? 'approach'
}

function toLevel(level: SigmaLevel): Level {
  return level === 'informational' ? 'none' : level
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    compareLevels(b.level, a.level) ||
    (b.related?.length ?? 0) + b.evidence.length - (a.related?.length ?? 0) - a.evidence.length ||
    (a.name < b.name ? -1 : 1)
  )
}
