import { REVIEW_STATES } from '../../platform/schema/views.ts'
import type { RunAction } from '../outcome.tsx'
import { useServices } from '../services.ts'
import { STATE_KEYS } from './review-filters.tsx'
import type { EntryActions } from './use-entry-actions.ts'
import type { Selection } from './use-selection.ts'

interface Props {
  readonly selection: Selection
  /** Entries that fit search and choices. */
  readonly matching: number
  readonly listKeys: () => Promise<string[]>
  readonly actions: EntryActions
  readonly onHandOver: (keys: readonly string[]) => void
  readonly run: RunAction
}

/** What can be done to several messages at once; stays in sight while any is selected. */
export function BulkBar({ selection, matching, listKeys, actions, onHandOver, run }: Props) {
  const { t } = useServices()
  const keys = [...selection.keys]
  const isEmpty = keys.length === 0
  const selectAll = () =>
    run(async () => {
      const all = await listKeys()
      selection.replace(all)
      return t('review_selected', all.length)
    })
  return (
    <div role="group" class="bulk" data-active={!isEmpty} aria-label={t('bulk_actions')}>
      <p class="bulk-count">
        <span role="status">{!isEmpty && t('review_selected', keys.length)}</span>
        <button type="button" onClick={selectAll}>
          {t('review_select_all', matching)}
        </button>
        {!isEmpty && (
          <button type="button" onClick={selection.clear}>
            {t('review_select_none')}
          </button>
        )}
      </p>
      {!isEmpty && (
        <>
          <div role="group" class="actions" aria-labelledby="bulk-mark">
            <span id="bulk-mark">{t('bulk_mark')}</span>
            {REVIEW_STATES.map((state) => (
              <button key={state} type="button" onClick={() => actions.mark(keys, state)}>
                {t(STATE_KEYS[state])}
              </button>
            ))}
          </div>
          <div class="actions">
            <button type="button" onClick={() => onHandOver(keys)}>
              {t('handover_open')}
            </button>
            <button type="button" onClick={() => actions.judgeAgain(keys)}>
              {t('rejudge')}
            </button>
            <button type="button" onClick={() => actions.forget(keys)}>
              {t('forget')}
            </button>
          </div>
        </>
      )}
    </div>
  )
}
