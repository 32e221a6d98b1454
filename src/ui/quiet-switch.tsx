import { useId, useState } from 'preact/hooks'
import type { RunAction } from './outcome.tsx'
import { useServices } from './services.ts'
import { ManagedNote, isLocked, usePolicy } from './use-policy.tsx'

interface Props {
  /** `SiteView.id` or `TabView.siteId`. */
  readonly siteId: string
  readonly siteName: string
  readonly isQuiet: boolean
  /** Id of the help, where it stands once for several switches. */
  readonly helpId?: string
  readonly run: RunAction
  readonly onChange: () => void
}

/** Whether warnings of a site stand in its pages, or in badge and popup only. */
export function QuietSwitch({ siteId, siteName, isQuiet, helpId, run, onChange }: Props) {
  const { call, t } = useServices()
  const id = useId()
  const policy = usePolicy()
  const isManaged = isLocked(policy, 'quietSites')
  /** Turned but not yet answered. */
  const [wanted, setWanted] = useState<boolean>()
  const turn = (quiet: boolean) => {
    setWanted(quiet)
    run(async () => {
      try {
        await call('sites/quiet', { id: siteId, quiet })
        return quiet ? t('quiet_on', siteName) : t('quiet_off', siteName)
      } finally {
        setWanted(undefined)
        onChange()
      }
    })
  }
  return (
    <div>
      <p class="switch-line">
        <input
          type="checkbox"
          role="switch"
          id={id}
          checked={wanted ?? isQuiet}
          aria-describedby={helpId ?? `${id}-help`}
          disabled={isManaged}
          onChange={(event) => turn(event.currentTarget.checked)}
        />
        <label for={id}>{t('quiet_label', siteName)}</label>
      </p>
      {isManaged && <ManagedNote view={policy} />}
      {helpId === undefined && (
        <p id={`${id}-help`} class="soft">
          {t('quiet_help')}
        </p>
      )}
    </div>
  )
}
