import { useCallback, useMemo, useState } from 'preact/hooks'
import { LoadFailure, type RunAction } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { useLive } from '../ui/use-live.ts'
import { ManagedNote, isLocked, usePolicy } from '../ui/use-policy.tsx'
import { filterRules, groupByStage, isFiltering, NO_FILTER } from './filter-rules.ts'
import { RuleFaults } from './rule-faults.tsx'
import { RuleFilters } from './rule-filters.tsx'
import { RuleGroup } from './rule-group.tsx'
import { RulePage } from './rule/rule-page.tsx'
import { useCountedRules } from './rule/use-counted-rules.ts'
import { useReturnToRow } from './rule/use-return-to-row.ts'
import { useRuleActions } from './rule/use-rule-actions.ts'
import { useSourceNames } from './rule/use-source-names.ts'
import { useWantedRule } from './rule/use-wanted-rule.ts'

/** Every rule, grouped by stage, with a switch; one of them to read. */
export function Rules({ run }: { run: RunAction }) {
  const { call, t } = useServices()
  const { data, error, refresh } = useLive(
    useCallback(() => call('rules/list', {}), [call]),
    'told',
  )
  const { actions, pending } = useRuleActions(run, refresh)
  const { rules, entries } = useCountedRules(data, pending)
  const nameSource = useSourceNames()
  const wanted = useWantedRule()
  useReturnToRow(wanted)
  return (
    <section id="rules">
      <h2 id="rules-heading" tabIndex={-1}>
        {t('settings_rules')}
      </h2>
      <LoadFailure error={error} />
      {wanted !== undefined && data !== undefined && (
        <RulePage
          key={wanted}
          id={wanted}
          rules={rules}
          actions={actions}
          nameSource={nameSource}
          run={run}
        />
      )}
      {/* Kept while a rule is read, so that search and open groups are as they were. */}
      <div class="rule-list" hidden={wanted !== undefined}>
        <RuleList
          rules={rules}
          entries={entries}
          isLoaded={data !== undefined}
          nameSource={nameSource}
          onEnable={actions.enable}
        />
      </div>
    </section>
  )
}

interface ListProps extends ReturnType<typeof useCountedRules> {
  readonly isLoaded: boolean
  readonly nameSource: ReturnType<typeof useSourceNames>
  readonly onEnable: ReturnType<typeof useRuleActions>['actions']['enable']
}

function RuleList({ rules, entries, isLoaded, nameSource, onEnable }: ListProps) {
  const { t } = useServices()
  const [filter, setFilter] = useState(NO_FILTER)
  const policy = usePolicy()
  const isManaged = isLocked(policy, 'disabledRules')
  const found = useMemo(() => filterRules(rules, filter), [rules, filter])
  const groups = useMemo(() => groupByStage(found), [found])
  return (
    <>
      <p class="soft">{t('rules_intro')}</p>
      {isManaged && <ManagedNote view={policy} />}
      <RuleFaults />
      <RuleFilters rules={rules} filter={filter} nameSource={nameSource} onChange={setFilter} />
      <p role="status" class="soft">
        {isLoaded && t('rules_shown', found.length, rules.length)}
      </p>
      {groups.map(([stage, group]) => (
        <RuleGroup
          key={stage}
          stage={stage}
          rules={group}
          isOpen={isFiltering(filter)}
          nameSource={nameSource}
          isManaged={isManaged}
          onEnable={onEnable}
        />
      ))}
      {entries !== undefined && <p class="soft">{t('rules_fired_note', entries)}</p>}
    </>
  )
}
