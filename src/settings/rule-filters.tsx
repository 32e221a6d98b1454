import type { RuleView } from '../platform/schema/views.ts'
import { Choice } from '../ui/choice.tsx'
import { useServices } from '../ui/services.ts'
import { KIND_KEYS, nameLevel, nameStage } from '../ui/words.ts'
import { listValues, type RuleFilter } from './filter-rules.ts'

interface Props {
  readonly rules: readonly RuleView[]
  readonly filter: RuleFilter
  readonly onChange: (filter: RuleFilter) => void
}

export function RuleFilters({ rules, filter, onChange }: Props) {
  const { t } = useServices()
  const choose = (part: Partial<RuleFilter>) => onChange({ ...filter, ...part })
  const states = { on: t('rule_on'), off: t('rule_off') }
  return (
    <search class="filters">
      <label class="filter-search">
        <span>{t('rules_search')}</span>
        <input
          type="search"
          value={filter.search}
          onInput={(event) => choose({ search: event.currentTarget.value })}
        />
      </label>
      <Choice
        label={t('filter_kind')}
        value={filter.kind}
        options={Object.entries(KIND_KEYS).map(([kind, key]) => [kind, t(key)])}
        onChange={(kind) => choose({ kind })}
      />
      <Choice
        label={t('filter_stage')}
        value={filter.stage}
        options={listValues(rules, 'stage').map((stage) => [stage, nameStage(t, stage)])}
        onChange={(stage) => choose({ stage })}
      />
      <Choice
        label={t('filter_level')}
        value={filter.level}
        options={listValues(rules, 'level').map((level) => [level, nameLevel(t, level)])}
        onChange={(level) => choose({ level })}
      />
      <Choice
        label={t('filter_state')}
        value={filter.state}
        options={Object.entries(states)}
        onChange={(state) => choose({ state: state === 'on' || state === 'off' ? state : '' })}
      />
    </search>
  )
}
