import { useMemo, useState } from 'preact/hooks'
import type { CallRequest } from '../../platform/protocol.ts'
import type { RuleView } from '../../platform/schema/views.ts'
import type { RunAction } from '../../ui/outcome.tsx'
import { useServices } from '../../ui/services.ts'
import { nameLevel } from '../../ui/words.ts'

type ChosenLevel = CallRequest<'rules/level'>['level']

export interface RuleActions {
  readonly enable: (rule: RuleView, enabled: boolean) => void
  /** Null: the rule's own level. */
  readonly chooseLevel: (rule: RuleView, level: ChosenLevel) => void
}

/** What was asked for and is not answered yet, by the rule's id. */
export type PendingChanges = ReadonlyMap<string, (rule: RuleView) => RuleView>

const NONE: PendingChanges = new Map()

/** Switches of rules and their levels, shown at once and taken back where that did not work. */
export function useRuleActions(
  run: RunAction,
  refresh: () => void,
): { readonly actions: RuleActions; readonly pending: PendingChanges } {
  const { call, t } = useServices()
  const [pending, setPending] = useState(NONE)
  const actions = useMemo((): RuleActions => {
    const change = (
      { id }: RuleView,
      draw: (rule: RuleView) => RuleView,
      work: () => Promise<string>,
    ) => {
      setPending((before) => new Map(before).set(id, draw))
      run(async () => {
        try {
          return await work()
        } finally {
          refresh()
          setPending((before) => new Map([...before].filter(([key]) => key !== id)))
        }
      })
    }
    return {
      enable: (rule, enabled) =>
        change(
          rule,
          (before) => ({ ...before, enabled }),
          async () => {
            await call('rules/enable', { id: rule.id, enabled })
            return t(enabled ? 'rule_switched_on' : 'rule_switched_off', rule.title)
          },
        ),
      chooseLevel: (rule, level) =>
        change(
          rule,
          (before) => drawLevel(before, level),
          async () => {
            await call('rules/level', { id: rule.id, level })
            if (level === null) return t('rule_level_reset', rule.title)
            return t('rule_level_set', rule.title, nameLevel(t, level))
          },
        ),
    }
  }, [call, t, run, refresh])
  return { actions, pending }
}

function drawLevel(rule: RuleView, level: ChosenLevel): RuleView {
  if (level !== null) return { ...rule, levelHere: level }
  const drawn = { ...rule }
  delete drawn.levelHere
  return drawn
}
