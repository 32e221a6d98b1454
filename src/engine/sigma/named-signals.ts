import type { DetectionRule } from '../rule-set.ts'
import { MESSAGE_SIGNALS } from './item-table.ts'

/**
 * Signals that a rule names in `message.signals`: what speaks for them on the same message speaks
 * for the rule, which would otherwise have nothing to show the reader.
 */
export function findNamedSignals(rule: DetectionRule): string[] {
  const names = new Set<string>()
  for (const selection of Object.values(rule.detection)) collectNames(selection, names)
  return [...names]
}

function collectNames(selection: unknown, names: Set<string>): void {
  if (Array.isArray(selection)) {
    for (const item of selection) collectNames(item, names)
  } else if (typeof selection === 'object' && selection !== null) {
    for (const [field, value] of Object.entries(selection)) {
      if (field.split('|')[0] === MESSAGE_SIGNALS) addTexts(value, names)
    }
  }
}

function addTexts(value: unknown, names: Set<string>): void {
  const values: unknown[] = Array.isArray(value) ? value : [value]
  for (const name of values) if (typeof name === 'string') names.add(name)
}
