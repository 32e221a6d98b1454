export const LEVELS = ['none', 'low', 'medium', 'high', 'critical'] as const
export type Level = (typeof LEVELS)[number]

export const STAGES = [
  'approach',
  'trust',
  'channel-shift',
  'delivery',
  'execution',
  'money',
  'identity',
] as const
export type Stage = (typeof STAGES)[number]

/** Where a rule saw something: `text` is `message[field].slice(start, end)`. */
export interface Evidence {
  /** Path into the Message as it came in: `text`, `sender.email`, `attachments.0.name`. */
  readonly field: string
  /** UTF-16 units. */
  readonly start: number
  readonly end: number
  readonly text: string
}

/** An earlier message that belongs to a finding; never its text. */
export interface RelatedHit {
  readonly id: string
  /** UUID of the signal that was hit there. */
  readonly rule: string
  readonly stage: Stage
  readonly sentAt?: string
}

export interface Finding {
  /** UUID of the Sigma rule. */
  readonly rule: string
  /** The rule's file name without `.yml`. */
  readonly name: string
  readonly title: string
  readonly level: Level
  readonly stage: Stage
  readonly evidence: readonly Evidence[]
  /** One sentence for the reader: what was seen. */
  readonly explain: string
  /** The harmless reading. */
  readonly innocent: string
  /** What to do now. */
  readonly advice: string
  /** Earlier messages that belong to this finding. */
  readonly related?: readonly RelatedHit[]
  /** A story's sentence for the head of a warning; `title` stands in where it is missing. */
  readonly headline?: string
  /** ATT&CK and other tags of the rule. */
  readonly tags?: readonly string[]
}

export interface UnreadPart {
  readonly part: string
  readonly reason: string
}

/** `flagged` means level `medium` or above. The strongest four findings come first. */
export interface Verdict {
  /** The message's id. */
  readonly id: string
  readonly threadId?: string
  readonly level: Level
  readonly findings: readonly Finding[]
  readonly unread?: readonly UnreadPart[]
}

export function compareLevels(a: Level, b: Level): number {
  return LEVELS.indexOf(a) - LEVELS.indexOf(b)
}

export function isFlagged(level: Level): boolean {
  return compareLevels(level, 'medium') >= 0
}
