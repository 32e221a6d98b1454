import type { RuleMeta, RuleSetData } from '../engine/rule-set.ts'
import type { RuleView } from '../platform/schema/views.ts'

/** Every rule of the set, as the settings page lists it. */
export function listRules(rules: RuleSetData, disabled: readonly string[]): RuleView[] {
  const off = new Set(disabled)
  const view = (kind: RuleView['kind']) => (rule: RuleMeta) => viewRule(rule, kind, off)
  return [
    ...rules.stories.map(view('story')),
    ...rules.signals.map(view('signal')),
    ...rules.exceptions.map(view('exception')),
  ]
}

function viewRule(rule: RuleMeta, kind: RuleView['kind'], off: ReadonlySet<string>): RuleView {
  const { id, name, title, description = '', stage = '', level, status = '' } = rule
  const falsepositives = [...(rule.falsepositives ?? [])]
  const enabled = !off.has(id)
  return { id, name, title, description, kind, stage, level, status, falsepositives, enabled }
}
