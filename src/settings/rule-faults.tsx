import { useCallback } from 'preact/hooks'
import { ForeignText } from '../ui/foreign-text.tsx'
import { LoadFailure } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { useLive } from '../ui/use-live.ts'

/** Rules that do not work, each with its reason; nothing while all do. */
export function RuleFaults() {
  const { call, t } = useServices()
  const { data, error } = useLive(
    useCallback(() => call('storage/status', {}), [call]),
    'once',
  )
  const faults = data?.ruleFaults ?? []
  if (faults.length === 0) return <LoadFailure error={error} />
  return (
    <div class="failure">
      <p>{t('rules_faulty', faults.length)}</p>
      <ul>
        {faults.map((fault) => (
          <li key={fault}>
            <ForeignText text={fault} />
          </li>
        ))}
      </ul>
    </div>
  )
}
