import type { SiteView } from '../platform/schema/views.ts'
import { ForeignText } from '../ui/foreign-text.tsx'
import type { RunAction } from '../ui/outcome.tsx'
import { ProtectButton } from '../ui/protect-button.tsx'
import { QuietSwitch } from '../ui/quiet-switch.tsx'
import { useServices, type Translate } from '../ui/services.ts'
import { ManagedNote, usePolicy } from '../ui/use-policy.tsx'
import { isAllowed, type SiteGroup } from './group-sites.ts'
import { HealthOfHost } from './health-of-host.tsx'

/** Id of the sentence that explains every quiet switch. */
export const QUIET_HELP = 'quiet-help'

interface Props {
  readonly site: SiteGroup
  readonly run: RunAction
  readonly onChange: () => void
}

/** One site: access to each of its addresses, the quiet switch, and how reading goes. */
export function SiteRow({ site, run, onChange }: Props) {
  const { t } = useServices()
  const { id, name, isBuiltIn, isQuiet, origins, health } = site
  const nameId = `site-${id}`
  return (
    <li class="site">
      <h3 id={nameId}>
        <ForeignText text={name} />
      </h3>
      <p class="facts">
        {isBuiltIn && <span>{t('site_built_in')}</span>}
        {!isBuiltIn && isAllowed(site) && <span>{t('site_added')}</span>}
        {isAllowed(site) && health.length === 0 && <span>{t('health_never')}</span>}
      </p>
      {origins.map((origin) => (
        <Access
          key={origin.origin}
          site={{ ...origin, builtIn: isBuiltIn }}
          nameId={nameId}
          run={run}
          onChange={onChange}
        />
      ))}
      {health.map((one) => (
        <HealthOfHost key={`${one.site} ${one.host}`} health={one} run={run} />
      ))}
      {isAllowed(site) && (
        <QuietSwitch
          siteId={id}
          siteName={name}
          isQuiet={isQuiet}
          helpId={QUIET_HELP}
          run={run}
          onChange={onChange}
        />
      )}
    </li>
  )
}

interface AccessProps {
  readonly site: SiteView
  readonly nameId: string
  readonly run: RunAction
  readonly onChange: () => void
}

function Access({ site, nameId, run, onChange }: AccessProps) {
  const { call, t, removeOrigin } = useServices()
  const policy = usePolicy()
  const originId = `origin-${site.id}-${site.origin}`
  const describedBy = `${nameId} ${originId}`
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
    <div class="site-origin">
      <p class="facts">
        <span id={originId} class="code">
          <ForeignText text={site.origin} />
        </span>
        <span class="site-state" data-missing={site.builtIn && !site.granted}>
          {describeAccess(t, site)}
        </span>
      </p>
      {site.managed !== undefined && <ManagedNote view={policy} />}
      {!site.granted && site.managed !== 'off' && (
        <ProtectButton
          origin={site.origin}
          describedBy={describedBy}
          run={run}
          onChange={onChange}
        />
      )}
      {site.granted && !site.builtIn && site.managed !== 'on' && (
        <button type="button" aria-describedby={describedBy} onClick={remove}>
          {t('site_remove')}
        </button>
      )}
    </div>
  )
}

function describeAccess(t: Translate, site: SiteView): string {
  if (site.managed === 'off') return t('site_switched_off')
  if (!site.granted) return site.builtIn ? t('site_not_granted') : t('site_not_asked')
  return site.registered ? t('site_protected') : t('site_not_registered')
}
