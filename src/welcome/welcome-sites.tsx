import { useCallback } from 'preact/hooks'
import type { SiteView } from '../platform/schema/views.ts'
import { LoadFailure, type RunAction } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { useLive } from '../ui/use-live.ts'

/** Names of the sites that are read, and the way to those that are not. */
export function WelcomeSites({ run }: { run: RunAction }) {
  const { call, openSettings, t } = useServices()
  const load = useCallback(() => call('sites/list', {}), [call])
  const { data = [], error } = useLive(load, 'once')
  const open = () =>
    run(async () => {
      await openSettings()
      return t('settings_opened')
    })
  return (
    <section>
      <h2>{t('settings_sites')}</h2>
      <LoadFailure error={error} />
      <Names sites={data.filter(({ builtIn }) => builtIn)} />
      <p>{t('sites_intro')}</p>
      <button type="button" onClick={open}>
        {t('welcome_sites_open')}
      </button>
    </section>
  )
}

function Names({ sites }: { sites: readonly SiteView[] }) {
  const { t } = useServices()
  const names = [...new Set(sites.map(({ name }) => name))]
  return (
    <ul class="site-names" aria-label={t('settings_sites')}>
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  )
}
