import { useCallback } from 'preact/hooks'
import type { SiteView } from '../platform/schema/views.ts'
import { ForeignText } from '../ui/foreign-text.tsx'
import { LoadFailure, type RunAction } from '../ui/outcome.tsx'
import { ProtectButton } from '../ui/protect-button.tsx'
import { useServices, type Translate } from '../ui/services.ts'
import { useLive } from '../ui/use-live.ts'

/** The sites that Lurewatch may read, built in or added, and the way to take access away. */
export function Sites({ run }: { run: RunAction }) {
  const { call, t } = useServices()
  const { data, error, refresh } = useLive(
    useCallback(() => call('sites/list', {}), [call]),
    'polled',
  )
  return (
    <section id="sites">
      <h2 id="sites-heading">{t('settings_sites')}</h2>
      <p class="soft">{t('sites_intro')}</p>
      <LoadFailure error={error} />
      {data?.length === 0 && <p class="empty">{t('sites_empty')}</p>}
      <ul role="list" class="rows" aria-labelledby="sites-heading">
        {data?.map((site) => (
          <SiteRow key={`${site.id} ${site.origin}`} site={site} run={run} onChange={refresh} />
        ))}
      </ul>
    </section>
  )
}

interface RowProps {
  readonly site: SiteView
  readonly run: RunAction
  readonly onChange: () => void
}

function SiteRow({ site, run, onChange }: RowProps) {
  const { call, t, removeOrigin } = useServices()
  const nameId = `site-${site.id}-${site.origin}`
  const remove = () => {
    // Before anything else, as with asking.
    const asked = removeOrigin(site.origin)
    run(async () => {
      const isRemoved = await asked
      if (!isRemoved) await call('sites/unprotect', { origin: site.origin })
      onChange()
      return isRemoved ? t('site_removed', site.origin) : t('site_stopped', site.origin)
    })
  }
  return (
    <li class="row">
      <div>
        <h3 id={nameId}>
          <ForeignText text={site.name} />
        </h3>
        <p class="code">
          <ForeignText text={site.origin} />
        </p>
        <p class="facts">
          <span>{site.builtIn ? t('site_built_in') : t('site_added')}</span>
          <span class="site-state" data-granted={site.granted}>
            {describeAccess(t, site)}
          </span>
        </p>
      </div>
      {!site.granted && (
        <ProtectButton origin={site.origin} describedBy={nameId} run={run} onChange={onChange} />
      )}
      {site.granted && !site.builtIn && (
        <button type="button" aria-describedby={nameId} onClick={remove}>
          {t('site_remove')}
        </button>
      )}
    </li>
  )
}

function describeAccess(t: Translate, site: SiteView): string {
  if (!site.granted) return t('site_not_granted')
  return site.registered ? t('site_protected') : t('site_not_registered')
}
