import type { CompiledRuleSet } from './compiled-rule-set.ts'
import type { CompiledSignal } from './compiled-signal.ts'
import { isContextItem } from './item-table.ts'
import { listItems } from './node.ts'

const known = new WeakMap<CompiledSignal, readonly string[]>()

/** Fields of the conversation that a signal's condition asks for. */
export function listContextFields(
  { signals, matcher }: CompiledRuleSet,
  number: number,
): readonly string[] {
  const signal = signals[number]
  if (signal === undefined) return []
  const found = known.get(signal)
  if (found !== undefined) return found
  const fields = new Set<string>()
  for (const item of listItems(signal.condition)) {
    if (!isContextItem(matcher.wayOf(item))) continue
    const { fields: asked, test } = matcher.itemAt(item)
    for (const field of asked) fields.add(matcher.fields[field] ?? '')
    if (test.kind === 'reference') fields.add(matcher.fields[test.field] ?? '')
  }
  const list = [...fields]
  known.set(signal, list)
  return list
}
