import { useId } from 'preact/hooks'
import { REVIEW_STATES, type FlaggedEntry } from '../../platform/schema/views.ts'
import { useServices } from '../services.ts'
import { STATE_KEYS } from './review-filters.tsx'

interface Props {
  readonly state: FlaggedEntry['state']
  readonly describedBy: string
  readonly onChange: (state: FlaggedEntry['state']) => void
}

export function StateChoice({ state, describedBy, onChange }: Props) {
  const { t } = useServices()
  const id = useId()
  const choose = (value: string) => {
    const next = REVIEW_STATES.find((one) => one === value)
    if (next !== undefined) onChange(next)
  }
  return (
    <span class="state-choice">
      <label for={id}>{t('review_state')}</label>
      <select
        id={id}
        value={state}
        aria-describedby={describedBy}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {REVIEW_STATES.map((one) => (
          <option key={one} value={one}>
            {t(STATE_KEYS[one])}
          </option>
        ))}
      </select>
    </span>
  )
}
