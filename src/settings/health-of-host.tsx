import type { FieldHealth, SiteHealth } from '../platform/schema/health.ts'
import { describeTrouble } from '../ui/describe-trouble.ts'
import { ForeignText } from '../ui/foreign-text.tsx'
import { formatTime } from '../ui/format-time.ts'
import type { RunAction } from '../ui/outcome.tsx'
import { ReportButton } from '../ui/report-button.tsx'
import { useServices, type MessageKey } from '../ui/services.ts'

const STATUS_KEYS = {
  reading: 'health_reading',
  empty: 'health_empty',
  unreadable: 'health_unreadable',
} as const satisfies Record<SiteHealth['status'], MessageKey>

/** How reading went on one host, and on demand which selectors found what. */
export function HealthOfHost({ health, run }: { health: SiteHealth; run: RunAction }) {
  const { t, findTabAt } = useServices()
  const { site, host, name, status, seenAt, lastRead, trouble, fields, faults } = health
  const hostId = `health-${site}-${host}`
  const at = (time: number | undefined) => formatTime(t, time) ?? t('time_unknown')
  return (
    <div class="site-health" data-status={status}>
      <p class="facts">
        <strong id={hostId}>
          <ForeignText text={host} />
        </strong>
        <span class="site-state" data-missing={status === 'unreadable'}>
          {t(STATUS_KEYS[status])}
        </span>
        <span>{t('health_seen', at(seenAt))}</span>
        <span>
          {lastRead === undefined ? t('health_never') : t('health_last_read', at(lastRead))}
        </span>
      </p>
      {trouble !== undefined && <p>{describeTrouble(t, trouble)}</p>}
      {fields.length + faults.length > 0 && (
        <details>
          <summary aria-describedby={hostId}>{t('health_matched')}</summary>
          <Matched fields={fields} labelledBy={hostId} />
          <Faults faults={faults} />
          <Evidence captured={health.captured} />
        </details>
      )}
      <ReportButton
        findTab={() => findTabAt(`*://${host}/*`)}
        siteName={name}
        describedBy={hostId}
        run={run}
      />
    </div>
  )
}

interface MatchedProps {
  readonly fields: readonly FieldHealth[]
  readonly labelledBy: string
}

function Matched({ fields, labelledBy }: MatchedProps) {
  const { t } = useServices()
  return (
    // Selectors are long: the table scrolls by itself, also by keyboard.
    <div class="scroller" role="region" tabIndex={0} aria-labelledby={labelledBy}>
      <table class="matched">
        <thead>
          <tr>
            <th scope="col">{t('health_field')}</th>
            <th scope="col">{t('health_candidates')}</th>
            <th scope="col">{t('health_missing')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ field, candidates, missing }) => (
            <tr key={field}>
              <th scope="row" class="code">
                {field}
              </th>
              <td>
                {candidates.map(({ label, count }) => (
                  <div key={label}>
                    {count} × <code>{label}</code>
                  </div>
                ))}
              </td>
              <td>{missing}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Faults({ faults }: Pick<SiteHealth, 'faults'>) {
  const { t } = useServices()
  if (faults.length === 0) return null
  return (
    <>
      <p>{t('health_faults')}</p>
      <ul>
        {faults.map(({ path, reason }) => (
          <li key={path}>
            <code>{path}</code> {reason}
          </li>
        ))}
      </ul>
    </>
  )
}

function Evidence({ captured }: { captured: SiteHealth['captured'] }) {
  const { t } = useServices()
  if (captured === undefined) return null
  return <p class="soft">{t('health_captured', captured.oldest, captured.newest)}</p>
}
