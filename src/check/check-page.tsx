import { useCallback, useMemo } from 'preact/hooks'
import type { CheckedSelection } from '../platform/check-protocol.ts'
import { CheckForm } from '../ui/check/check-form.tsx'
import { CheckResults } from '../ui/check/check-results.tsx'
import { useCheck, type Checked } from '../ui/check/use-check.ts'
import { useDropped } from '../ui/check/use-dropped.ts'
import { LoadFailure, OutcomeLine, useOutcome } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { useLive } from '../ui/use-live.ts'

interface Props {
  /** The `id` of the page's address: a text that was selected; null where the page was opened alone. */
  readonly selection: string | null
}

/** A message to paste or files to choose, and the verdicts on them. */
export function CheckPage({ selection }: Props) {
  const { t } = useServices()
  const { outcome, run } = useOutcome()
  const check = useCheck(run)
  const isOver = useDropped({ onFiles: check.checkFiles, onText: check.checkText })
  const selected = useSelection(selection)
  return (
    <main>
      <h1>{t('check_title')}</h1>
      <p>{t('check_intro')}</p>
      <LoadFailure error={selected.error} />
      {selected.isGone && <p class="failure">{t('check_selection_gone')}</p>}
      {check.checked === undefined && selected.result !== undefined && (
        <CheckResults
          checked={selected.checked}
          url={selected.result.url}
          isPrivate={selected.result.isPrivate}
          run={run}
        />
      )}
      {check.checked !== undefined && (
        <CheckResults checked={check.checked} isPrivate={false} run={run} />
      )}
      <CheckForm check={check} isOver={isOver} />
      <OutcomeLine outcome={outcome} />
    </main>
  )
}

interface Selected {
  readonly result: CheckedSelection | undefined
  readonly checked: Checked
  readonly isGone: boolean
  readonly error: string | undefined
}

function useSelection(id: string | null): Selected {
  const { call } = useServices()
  const load = useCallback(
    async () => (id === null ? undefined : call('check/selection', { id })),
    [call, id],
  )
  const { data, error } = useLive(load, 'once')
  const checked = useMemo(
    () => ({ messages: data ? [{ place: '', view: data.view }] : [], faults: [] }),
    [data],
  )
  return { result: data ?? undefined, checked, isGone: data === null, error }
}
