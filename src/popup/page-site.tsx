import type { TabView } from '../platform/schema/views.ts'
import { formatTime } from '../ui/format-time.ts'
import type { RunAction } from '../ui/outcome.tsx'
import { QuietSwitch } from '../ui/quiet-switch.tsx'
import { ReportButton } from '../ui/report-button.tsx'
import { useServices } from '../ui/services.ts'

interface Props {
  readonly tab: TabView
  readonly findTab: () => Promise<number>
  readonly run: RunAction
  readonly onChange: () => void
}

/** More about the site in the tab, on demand: the last reading, the quiet switch, a report. */
export function PageSite({ tab, findTab, run, onChange }: Props) {
  const { t } = useServices()
  const { siteId, siteName = tab.host, lastRead, quiet } = tab
  if (siteId === undefined) return null
  const readAt = formatTime(t, lastRead)
  return (
    <details class="page-site">
      <summary>{quiet === true ? t('page_site_quiet') : t('page_site')}</summary>
      <p>{readAt === undefined ? t('health_never') : t('health_last_read', readAt)}</p>
      <QuietSwitch
        siteId={siteId}
        siteName={siteName}
        isQuiet={quiet === true}
        run={run}
        onChange={onChange}
      />
      <ReportButton findTab={findTab} siteName={siteName} describedBy="report-help" run={run} />
      <p id="report-help" class="soft">
        {t('report_help')}
      </p>
    </details>
  )
}
