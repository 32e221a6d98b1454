import { useEffect, useState } from 'preact/hooks'
import { describeError } from '../ui/describe-error.ts'
import { LoadFailure, type RunAction } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { ManagedNote, isLocked, usePolicy } from '../ui/use-policy.tsx'
import { Stored } from './stored.tsx'

const MAX_DAYS = 3650

/** For how many days flagged messages are kept. */
export function Retention({ run }: { run: RunAction }) {
  const { call, t } = useServices()
  const [days, setDays] = useState('')
  const policy = usePolicy()
  const isManaged = isLocked(policy, 'retentionDays')
  const [error, setError] = useState<string>()
  useEffect(() => {
    call('settings/get', {}).then(
      (settings) => setDays(String(settings.retentionDays)),
      (reason: unknown) => setError(describeError(reason)),
    )
  }, [call])

  const save = (event: Event) => {
    event.preventDefault()
    run(async () => {
      const retentionDays = Number(days)
      if (!Number.isInteger(retentionDays) || retentionDays < 1 || retentionDays > MAX_DAYS) {
        throw new Error(t('retention_invalid', days, MAX_DAYS))
      }
      const saved = await call('settings/set', { retentionDays })
      setDays(String(saved.retentionDays))
      return t('retention_saved', saved.retentionDays)
    })
  }
  return (
    <section id="retention">
      <h2>{t('settings_retention')}</h2>
      <LoadFailure error={error} />
      <form class="inline-form" onSubmit={save} noValidate>
        <label for="retention-days">{t('retention_days')}</label>
        <input
          id="retention-days"
          type="number"
          inputMode="numeric"
          min={1}
          max={MAX_DAYS}
          step={1}
          required
          disabled={isManaged}
          value={days}
          aria-describedby="retention-help"
          onInput={(event) => setDays(event.currentTarget.value)}
        />
        <button type="submit" disabled={isManaged}>
          {t('retention_save')}
        </button>
      </form>
      {isManaged && <ManagedNote view={policy} />}
      <p id="retention-help" class="soft">
        {t('retention_help')}
      </p>
      <Stored run={run} />
    </section>
  )
}
