import type { InboxPage } from '../../platform/inbox-protocol.ts'
import { REVIEW_STATES, type FlaggedEntry } from '../../platform/schema/views.ts'
import { Choice } from '../choice.tsx'
import { useServices, type MessageKey } from '../services.ts'
import { nameLevel } from '../words.ts'
import { FLAGGED_LEVELS, type ReviewChoice } from './review-choice.ts'

const DAYS = [1, 7, 30, 90] as const

export const STATE_KEYS = {
  new: 'state_new',
  watching: 'state_watching',
  safe: 'state_safe',
  reported: 'state_reported',
} as const satisfies Record<FlaggedEntry['state'], MessageKey>

interface Props {
  readonly choice: ReviewChoice
  readonly sites: InboxPage['sites']
  readonly onChange: (choice: ReviewChoice) => void
}

/** Search and choices above the flagged messages. */
export function ReviewFilters({ choice, sites, onChange }: Props) {
  const { t } = useServices()
  const choose = (part: Partial<ReviewChoice>) => onChange({ ...choice, ...part })
  return (
    <search class="filters">
      <label class="filter-search">
        <span>{t('review_search')}</span>
        <input
          type="search"
          value={choice.search}
          onInput={(event) => choose({ search: event.currentTarget.value })}
        />
      </label>
      <Choice
        label={t('filter_level')}
        value={choice.level}
        options={FLAGGED_LEVELS.map((level) => [level, nameLevel(t, level)])}
        onChange={(level) => choose({ level })}
      />
      <Choice
        label={t('filter_state')}
        value={choice.state}
        options={REVIEW_STATES.map((state) => [state, t(STATE_KEYS[state])])}
        onChange={(state) => choose({ state })}
      />
      <Choice
        label={t('filter_site')}
        value={choice.site}
        options={sites.map(({ id, name }) => [id, id === 'file' ? t('site_file') : name])}
        onChange={(site) => choose({ site })}
      />
      <Choice
        label={t('filter_time')}
        value={choice.days}
        options={DAYS.map((days) => [String(days), t('filter_days', days)])}
        onChange={(days) => choose({ days })}
      />
      {choice.rule !== '' && (
        <p class="of-rule">
          {t('review_of_rule')}{' '}
          <button type="button" onClick={() => choose({ rule: '' })}>
            {t('review_all')}
          </button>
        </p>
      )}
    </search>
  )
}
