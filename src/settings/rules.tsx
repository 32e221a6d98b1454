import { useCallback, useMemo, useState } from 'preact/hooks'
import { LoadFailure, type RunAction } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { useLive } from '../ui/use-live.ts'
import { filterRules, groupByStage, isFiltering, NO_FILTER } from './filter-rules.ts'
import { RuleFaults } from './rule-faults.tsx'
import { RuleFilters } from './rule-filters.tsx'
import { RuleGroup } from './rule-group.tsx'

const NO_CHANGES: ReadonlyMap<string, boolean> = new Map()

/** Every rule, grouped by stage, with a switch. */
export function Rules({ run }: { run: RunAction }) {
  const { call, t } = useServices()
  const { data, error, refresh } = useLive(
    useCallback(() => call('rules/list', {}), [call]),
    'once',
  )
  const [filter, setFilter] = useState(NO_FILTER)
  /** Switches turned but not yet answered. */
  const [changes, setChanges] = useState(NO_CHANGES)
  const rules = useMemo(
    () => data?.map((rule) => ({ ...rule, enabled: changes.get(rule.id) ?? rule.enabled })) ?? [],
    [data, changes],
  )
  const found = useMemo(() => filterRules(rules, filter), [rules, filter])

  const enable = (id: string, title: string, enabled: boolean) => {
    setChanges((before) => new Map(before).set(id, enabled))
    run(async () => {
      try {
        await call('rules/enable', { id, enabled })
      } finally {
        refresh()
        setChanges((before) => new Map([...before].filter(([key]) => key !== id)))
      }
      return enabled ? t('rule_switched_on', title) : t('rule_switched_off', title)
    })
  }
  return (
    <section id="rules">
      <h2>{t('settings_rules')}</h2>
      <p class="soft">{t('rules_intro')}</p>
      <LoadFailure error={error} />
      <RuleFaults />
      <RuleFilters rules={rules} filter={filter} onChange={setFilter} />
      <p role="status" class="soft">
        {data !== undefined && t('rules_shown', found.length, rules.length)}
      </p>
      {groupByStage(found).map(([stage, group]) => (
        <RuleGroup
          key={stage}
          stage={stage}
          rules={group}
          isOpen={isFiltering(filter)}
          onEnable={enable}
        />
      ))}
    </section>
  )
}
