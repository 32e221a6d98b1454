import type { RuleMeta, RuleSetData } from '../engine/rule-set.ts'
import { sourceOfRule } from '../packs/source-ids.ts'
import type { RuleView, Settings } from '../platform/schema/views.ts'

type Choices = Pick<Settings, 'disabledRules' | 'ruleLevels'>

/** Every rule of the set, as the settings page lists it. */
export function listRules(rules: RuleSetData, settings: Choices): RuleView[] {
  const off = new Set(settings.disabledRules)
  const levels = new Map(Object.entries(settings.ruleLevels))
  const view = (kind: RuleView['kind']) => (rule: RuleMeta) => {
    const levelHere = levels.get(rule.id)
    const seen = viewRule(rule, kind, !off.has(rule.id))
    return levelHere === undefined ? seen : { ...seen, levelHere }
  }
  return [
    ...rules.stories.map(view('story')),
    ...rules.signals.map(view('signal')),
    ...rules.exceptions.map(view('exception')),
  ]
}

function viewRule(rule: RuleMeta, kind: RuleView['kind'], enabled: boolean): RuleView {
  const { id, name, title, description = '', stage = '', level, status = '' } = rule
  const { falsepositives = [], tags = [], languages = [] } = rule
  return {
    ...{ id, name, title, description, kind, stage, level, status },
    falsepositives: [...falsepositives],
    tags: [...tags],
    languages: [...languages],
    source: sourceOfRule(id),
    enabled,
  }
}
