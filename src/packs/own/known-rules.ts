import * as v from 'valibot'
import type { RuleSetData } from '../../engine/rule-set.ts'

/** The active rules of all other sources, as data: what own rules may name. */
export type KnownRules = Pick<RuleSetData, 'signals' | 'stories' | 'exceptions' | 'lists'>

type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isRule(value: unknown): value is Fields {
  if (!isFields(value)) return false
  return ['id', 'name', 'title', 'level'].every((key) => typeof value[key] === 'string')
}

const areAll = (list: unknown, isOne: (item: unknown) => boolean): boolean =>
  Array.isArray(list) && list.every(isOne)
const isText = (value: unknown): boolean => typeof value === 'string'

function isLists(value: unknown): boolean {
  if (!isFields(value) || !isFields(value.values) || !isFields(value.fileKinds)) return false
  const isSound = Object.values(value.values).every((list) => areAll(list, isText))
  return isSound && areAll(value.organisations, isFields)
}

/** Between two contexts of the same program: what a mix-up would break is looked at, not every field. */
export const knownRulesSchema = v.custom<KnownRules>(
  (value) =>
    isFields(value) &&
    areAll(value.signals, (rule) => isRule(rule) && isFields(rule.detection)) &&
    areAll(value.stories, (rule) => isRule(rule) && areAll(rule.rules, isText)) &&
    areAll(value.exceptions, (rule) => isRule(rule) && isFields(rule.detection)) &&
    isLists(value.lists),
)
