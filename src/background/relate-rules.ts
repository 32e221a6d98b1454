import type { RuleMeta, RuleSetData } from '../engine/rule-set.ts'
import { listNamedSignals } from '../packs/named-signals.ts'
import type { RuleRelations } from '../platform/rule-protocol.ts'

/** How a rule hangs together with the others of its set. */
export function relateRules(data: RuleSetData, rule: RuleMeta): RuleRelations {
  const { signals, stories, exceptions } = data
  const idsByName = new Map(signals.map(({ id, name }) => [name, id]))
  const asked = [...signals, ...exceptions].map((other) => ({
    id: other.id,
    names: listNamedSignals(other.detection),
  }))
  const ownNames = asked.find(({ id }) => id === rule.id)?.names ?? []
  const referring = [...stories, ...exceptions].find(({ id }) => id === rule.id)
  return {
    needs: [...(referring?.rules ?? [])],
    usedBy: stories.filter(({ rules }) => rules.includes(rule.id)).map(({ id }) => id),
    exceptions: exceptions.filter(({ rules }) => rules.includes(rule.id)).map(({ id }) => id),
    asksFor: ownNames.flatMap((name) => idsByName.get(name) ?? []),
    askedBy: asked.filter(({ names }) => names.includes(rule.name)).map(({ id }) => id),
  }
}
