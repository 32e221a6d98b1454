import { useCallback } from 'preact/hooks'
import { formatBytes } from '../ui/format-bytes.ts'
import { LossNotice } from '../ui/loss-notice.tsx'
import { LoadFailure, type RunAction } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { useLive } from '../ui/use-live.ts'

/** How much is kept, and what could not be. */
export function Stored({ run }: { run: RunAction }) {
  const { call, t } = useServices()
  const { data, error, refresh } = useLive(
    useCallback(() => call('storage/status', {}), [call]),
    'told',
  )
  if (data === undefined) return <LoadFailure error={error} />
  const { flagged, remembered, dropped, unsaved, usedBytes, quotaBytes, lost } = data
  return (
    <>
      <LoadFailure error={error} />
      <p>{t('stored_now', flagged, remembered)}</p>
      {usedBytes !== undefined && quotaBytes !== undefined && (
        <p>{t('stored_bytes', formatBytes(t, usedBytes), formatBytes(t, quotaBytes))}</p>
      )}
      <LossNotice lost={lost} run={run} onChange={refresh} />
      {dropped > 0 && <p class="failure">{t('stored_dropped', dropped)}</p>}
      {unsaved > 0 && <p class="failure">{t('stored_unsaved', unsaved)}</p>}
    </>
  )
}
