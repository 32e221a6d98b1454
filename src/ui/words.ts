import type { Level, Stage } from '../engine/verdict.ts'
import type { RuleView } from '../platform/schema/views.ts'
import type { MessageKey, Translate } from './services.ts'

/** Lure signs of a message in words; spelled out, so that every key can be found by a search. */
export const LEVEL_KEYS = {
  none: 'level_none',
  low: 'level_low',
  medium: 'level_medium',
  high: 'level_high',
  critical: 'level_critical',
} as const satisfies Record<Level, MessageKey>

export const STAGE_KEYS = {
  approach: 'stage_approach',
  trust: 'stage_trust',
  'channel-shift': 'stage_channel_shift',
  delivery: 'stage_delivery',
  execution: 'stage_execution',
  money: 'stage_money',
  identity: 'stage_identity',
} as const satisfies Record<Stage, MessageKey>

export const KIND_KEYS = {
  signal: 'kind_signal',
  story: 'kind_story',
  exception: 'kind_exception',
} as const satisfies Record<RuleView['kind'], MessageKey>

const RULE_LEVEL_KEYS = { informational: 'level_informational', ...LEVEL_KEYS } as const

/** A rule's level in words; a level we don't know is shown as it stands in the rule. */
export function nameLevel(t: Translate, level: string): string {
  return hasKey(RULE_LEVEL_KEYS, level) ? t(RULE_LEVEL_KEYS[level]) : level
}

/** A stage in words; rules without one have a name for that. */
export function nameStage(t: Translate, stage: string): string {
  if (stage === '') return t('stage_none')
  return hasKey(STAGE_KEYS, stage) ? t(STAGE_KEYS[stage]) : stage
}

function hasKey<T extends object>(record: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(record, key)
}
