import { useCallback } from 'preact/hooks'
import type { RunAction } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { useLive } from '../ui/use-live.ts'

/** One click ends notifications; nothing where there are none. */
export function StopNotifications({ run }: { run: RunAction }) {
  const { call, t } = useServices()
  const { data, refresh } = useLive(
    useCallback(() => call('settings/get', {}), [call]),
    'once',
  )
  if (data?.notify !== true) return null
  const stop = () =>
    run(async () => {
      await call('settings/set', { notify: false })
      refresh()
      return t('notify_off')
    })
  return (
    <button type="button" onClick={stop}>
      {t('notify_stop')}
    </button>
  )
}
