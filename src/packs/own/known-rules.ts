import * as v from 'valibot'
import type {
  CorrelationRule,
  DetectionRule,
  FilterRule,
  Lists,
  RuleMeta,
  RuleSetData,
} from '../../engine/rule-set.ts'

/** The active rules of all other sources, as data: what own rules may name. */
export type KnownRules = Pick<RuleSetData, 'signals' | 'stories' | 'exceptions' | 'lists'>

function isRule(value: unknown): value is RuleMeta & Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const texts = ['id', 'name', 'title', 'level'].map((key): unknown => Reflect.get(value, key))
  return texts.every((text) => typeof text === 'string')
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

/** Between two contexts of the same program: what a mix-up would break is looked at, not every field. */
export const knownRulesSchema = v.object({
  signals: v.array(v.custom<DetectionRule>((rule) => isRule(rule) && isRecord(rule.detection))),
  stories: v.array(v.custom<CorrelationRule>((rule) => isRule(rule) && isTexts(rule.rules))),
  exceptions: v.array(
    v.custom<FilterRule>((rule) => isRule(rule) && isTexts(rule.rules) && isRecord(rule.detection)),
  ),
  lists: v.object({
    organisations: v.array(v.custom<Lists['organisations'][number]>(isRecord)),
    values: v.record(v.string(), v.array(v.string())),
    fileKinds: v.record(
      v.string(),
      v.custom<Lists['fileKinds'][string]>((kind) => typeof kind === 'string'),
    ),
  }),
})
