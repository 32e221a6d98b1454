import { useCallback, useState } from 'preact/hooks'
import { LoadFailure, type RunAction } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { ManagedNote, isLocked, usePolicy } from '../ui/use-policy.tsx'
import { useLive } from '../ui/use-live.ts'

/** The switch of the notifications; turning it on asks the browser for its permission. */
export function Notifications({ run }: { run: RunAction }) {
  const { call, t, requestNotifications } = useServices()
  const load = useCallback(() => call('settings/get', {}), [call])
  const policy = usePolicy()
  const isManaged = isLocked(policy, 'notify')
  const { data, error, refresh } = useLive(load, 'polled')
  /** Turned but not yet answered. */
  const [wanted, setWanted] = useState<boolean>()
  const turn = (notify: boolean) => {
    // Before anything else: the browser only asks while the click lasts.
    const asked = notify ? requestNotifications() : Promise.resolve(true)
    setWanted(notify)
    run(async () => {
      try {
        if (!(await asked)) return t('notify_refused')
        await call('settings/set', { notify })
        return notify ? t('notify_on') : t('notify_off')
      } finally {
        setWanted(undefined)
        refresh()
      }
    })
  }
  return (
    <section id="notify">
      <h2>{t('settings_notify')}</h2>
      <LoadFailure error={error} />
      <p class="switch-line">
        <input
          type="checkbox"
          role="switch"
          id="notify-switch"
          checked={wanted ?? data?.notify === true}
          aria-describedby="notify-help"
          disabled={isManaged}
          onChange={(event) => turn(event.currentTarget.checked)}
        />
        <label for="notify-switch">{t('notify_switch')}</label>
      </p>
      {isManaged && <ManagedNote view={policy} />}
      <p id="notify-help" class="soft">
        {t('notify_help')}
      </p>
    </section>
  )
}
