import { useCallback } from 'preact/hooks'
import { MessageCard } from '../ui/message-card.tsx'
import { LoadFailure } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { useLive } from '../ui/use-live.ts'
import { SAMPLE_MESSAGE } from './sample-message.ts'

/** A warning to look at before there is a real one. */
export function SampleWarning() {
  const { call, t } = useServices()
  const load = useCallback(
    () => call('check/messages', { items: [{ message: SAMPLE_MESSAGE }] }),
    [call],
  )
  const { data, error } = useLive(load, 'once')
  const view = data?.[0] ?? undefined
  return (
    <section>
      <h2 id="welcome-sample">{t('welcome_sample_title')}</h2>
      <p class="soft">{t('welcome_sample_help')}</p>
      <LoadFailure error={error} />
      {view !== undefined && (
        <ul role="list" class="cards" aria-labelledby="welcome-sample">
          <MessageCard view={view} isOpen />
        </ul>
      )}
    </section>
  )
}
