import { useCallback } from 'preact/hooks'
import { LoadFailure } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { useLive } from '../ui/use-live.ts'

/** How much is kept, and what could not be. */
export function Stored() {
  const { call, t } = useServices()
  const { data, error } = useLive(
    useCallback(() => call('storage/status', {}), [call]),
    'told',
  )
  if (data === undefined) return <LoadFailure error={error} />
  const { flagged, remembered, dropped, unsaved } = data
  return (
    <>
      <LoadFailure error={error} />
      <p>{t('stored_now', flagged, remembered)}</p>
      {dropped > 0 && <p class="failure">{t('stored_dropped', dropped)}</p>}
      {unsaved > 0 && <p class="failure">{t('stored_unsaved', unsaved)}</p>}
    </>
  )
}
