import { useCallback } from 'preact/hooks'
import { LoadFailure, type RunAction } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { useLive } from '../ui/use-live.ts'
import { groupSites, isAllowed, type SiteGroup } from './group-sites.ts'
import { QUIET_HELP, SiteRow } from './site-row.tsx'

/** Every site that Lurewatch can read: whether it may, how it went, and the switches for it. */
export function Sites({ run }: { run: RunAction }) {
  const { call, t } = useServices()
  const load = useCallback(
    async () => groupSites(await call('sites/list', {}), await call('health/list', {})),
    [call],
  )
  const { data = [], error, refresh } = useLive(load, 'polled')
  const allowed = data.filter(isAllowed)
  const others = data.filter((site) => !isAllowed(site))
  return (
    <section id="sites">
      <h2 id="sites-heading">{t('settings_sites')}</h2>
      <p class="soft">{t('sites_intro')}</p>
      <p id={QUIET_HELP} class="soft">
        {t('sites_quiet_help')}
      </p>
      <LoadFailure error={error} />
      <SiteList labelledBy="sites-heading" sites={allowed} run={run} onChange={refresh} />
      {others.length > 0 && (
        <>
          <h3 id="sites-on-request" class="group">
            {t('sites_on_request')}
          </h3>
          <p class="soft">{t('sites_on_request_help')}</p>
          <SiteList labelledBy="sites-on-request" sites={others} run={run} onChange={refresh} />
        </>
      )}
    </section>
  )
}

interface ListProps {
  readonly labelledBy: string
  readonly sites: readonly SiteGroup[]
  readonly run: RunAction
  readonly onChange: () => void
}

function SiteList({ labelledBy, sites, run, onChange }: ListProps) {
  return (
    <ul role="list" class="rows" aria-labelledby={labelledBy}>
      {sites.map((site) => (
        <SiteRow key={site.id} site={site} run={run} onChange={onChange} />
      ))}
    </ul>
  )
}
