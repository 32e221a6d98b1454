import { useCallback, useMemo } from 'preact/hooks'
import type { RuleView } from '../../platform/schema/views.ts'
import { useServices } from '../../ui/services.ts'
import { useLive } from '../../ui/use-live.ts'
import type { CountedRule } from '../filter-rules.ts'
import type { PendingChanges } from './use-rule-actions.ts'

const NO_RULES: readonly CountedRule[] = []

/** Rules with how often they fired here; `entries`: messages in which that was counted. */
export function useCountedRules(
  data: readonly RuleView[] | undefined,
  pending: PendingChanges,
): { readonly rules: readonly CountedRule[]; readonly entries: number | undefined } {
  const { call } = useServices()
  const { data: fired } = useLive(
    useCallback(() => call('rules/fired', {}), [call]),
    'told',
  )
  const rules = useMemo(() => {
    if (data === undefined) return NO_RULES
    const counts = new Map(fired?.rules.map((count) => [count.rule, count]))
    return data.map((rule): CountedRule => {
      const { fired = 0, dismissed = 0 } = counts.get(rule.id) ?? {}
      return { ...(pending.get(rule.id)?.(rule) ?? rule), fired, dismissed }
    })
  }, [data, fired, pending])
  return { rules, entries: fired?.entries }
}
