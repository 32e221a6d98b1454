import { nameTechnique } from '../packs/house/attack.ts'
import type { RuleView } from '../platform/schema/views.ts'
import { findAttackPage } from '../ui/attack-link.ts'
import { Choice } from '../ui/choice.tsx'
import { useServices, type MessageKey, type Translate } from '../ui/services.ts'
import { KIND_KEYS, nameLevel, nameStage } from '../ui/words.ts'
import { levelOf, listValues, RULE_STATES, type RuleFilter } from './filter-rules.ts'
import { nameLanguage } from './rule/name-language.ts'
import type { NameSource } from './rule/use-source-names.ts'

const STATE_KEYS = {
  on: 'rule_on',
  off: 'rule_off',
  changed: 'rule_changed',
  fired: 'rule_fired_here',
} as const satisfies Record<(typeof RULE_STATES)[number], MessageKey>

interface Props {
  readonly rules: readonly RuleView[]
  readonly filter: RuleFilter
  readonly nameSource: NameSource
  readonly onChange: (filter: RuleFilter) => void
}

export function RuleFilters({ rules, filter, nameSource, onChange }: Props) {
  const { t } = useServices()
  const choose = (part: Partial<RuleFilter>) => onChange({ ...filter, ...part })
  return (
    <search class="filters">
      <Search value={filter.search} onChange={(search) => choose({ search })} />
      <Choice
        label={t('filter_kind')}
        value={filter.kind}
        options={Object.entries(KIND_KEYS).map(([kind, key]) => [kind, t(key)])}
        onChange={(kind) => choose({ kind })}
      />
      <Choice
        label={t('filter_family')}
        value={filter.family}
        options={listFamilies(rules)}
        onChange={(family) => choose({ family })}
      />
      <Choice
        label={t('filter_stage')}
        value={filter.stage}
        options={listValues(rules, ({ stage }) => [stage]).map((one) => [one, nameStage(t, one)])}
        onChange={(stage) => choose({ stage })}
      />
      <Choice
        label={t('filter_level')}
        value={filter.level}
        options={listValues(rules, (rule) => [levelOf(rule)]).map((one) => [
          one,
          nameLevel(t, one),
        ])}
        onChange={(level) => choose({ level })}
      />
      <Choice
        label={t('filter_language')}
        value={filter.language}
        options={listLanguages(t, rules)}
        onChange={(language) => choose({ language })}
      />
      <Choice
        label={t('filter_source')}
        value={filter.source}
        options={listValues(rules, ({ source }) => [source]).map((one) => [one, nameSource(one)])}
        onChange={(source) => choose({ source })}
      />
      <Choice
        label={t('filter_state')}
        value={filter.state}
        options={RULE_STATES.map((state) => [state, t(STATE_KEYS[state])])}
        onChange={(state) => choose({ state: RULE_STATES.find((one) => one === state) ?? '' })}
      />
    </search>
  )
}

interface SearchProps {
  readonly value: string
  readonly onChange: (value: string) => void
}

function Search({ value, onChange }: SearchProps) {
  const { t } = useServices()
  return (
    <label class="filter-search">
      <span>{t('rules_search')}</span>
      <input type="search" value={value} onInput={(event) => onChange(event.currentTarget.value)} />
    </label>
  )
}

type Options = (readonly [value: string, text: string])[]

/** Techniques of ATT&CK, by their number; tactics and tags of other kinds tell too little apart. */
function listFamilies(rules: readonly RuleView[]): Options {
  return listValues(rules, ({ tags }) => tags)
    .flatMap((tag): Options => {
      const page = findAttackPage(tag)
      if (page === undefined) return []
      const name = nameTechnique(tag)
      return [[tag, name === undefined ? page.name : `${page.name} ${name}`]]
    })
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
}

function listLanguages(t: Translate, rules: readonly RuleView[]): Options {
  return listValues(rules, ({ languages }) => languages)
    .map((code) => [code, nameLanguage(t, code)] as const)
    .sort(([, a], [, b]) => a.localeCompare(b, t('language_tag')))
}
