import { formatTime } from './format-time.ts'
import type { Loss } from '../platform/schema/views.ts'
import type { RunAction } from './outcome.tsx'
import { useServices } from './services.ts'

interface Props {
  readonly lost: Loss | undefined
  readonly run: RunAction
  readonly onChange: () => void
}

/** Tells once that flagged messages made room for newer ones. */
export function LossNotice({ lost, run, onChange }: Props) {
  const { call, t } = useServices()
  if (lost === undefined) return null
  const acknowledge = () =>
    run(async () => {
      await call('storage/seen-loss', {})
      onChange()
      return t('lost_seen_done')
    })
  return (
    <div class="failure" role="alert">
      <p>{t('lost_entries', lost.count, formatTime(t, lost.at) ?? t('time_unknown'))}</p>
      <button type="button" onClick={acknowledge}>
        {t('lost_seen')}
      </button>
    </div>
  )
}
