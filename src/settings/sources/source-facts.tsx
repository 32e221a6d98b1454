import type { SourceView } from '../../platform/source-protocol.ts'
import { formatAgeAndTime } from '../../ui/format-age.ts'
import { formatTime } from '../../ui/format-time.ts'
import { useServices, type Translate } from '../../ui/services.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'

const DAY = 24 * 60 * 60 * 1000
/** Publishers sign for months: one that waits until so few days are left may have forgotten. */
const SOON = 14 * DAY

/** Version, age, and when it was and will be asked. */
export function SourceFacts({ source }: { source: SourceView }) {
  const { t } = useServices()
  const now = Date.now()
  const tell = (time: number | undefined) =>
    time === undefined ? t('source_never') : formatAgeAndTime(t, time, now)
  const { version, created, lastSuccess, expires } = source
  return (
    <>
      <dl class="source-facts">
        {version !== undefined && (
          <Fact name={t('source_version')}>
            <ForeignText text={version} />
          </Fact>
        )}
        {created !== undefined && (
          <Fact name={t('source_created')}>{tell(Date.parse(created))}</Fact>
        )}
        <Fact name={t('source_last_success')}>{tell(lastSuccess)}</Fact>
        <Fact name={t('source_next_try')}>{describeNextTry(t, source, now)}</Fact>
        {expires !== undefined && <Fact name={t('source_expires')}>{tell(expires)}</Fact>}
      </dl>
      <Expiry source={source} now={now} />
    </>
  )
}

function Fact({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function describeNextTry(t: Translate, source: SourceView, now: number): string {
  const { paused, automatic, nextTry } = source
  if (paused) return t('source_next_paused')
  if (!automatic) return t('source_next_by_hand')
  if (nextTry === undefined || nextTry <= now) return t('source_next_soon')
  return formatAgeAndTime(t, nextTry, now)
}

function Expiry({ source, now }: { source: SourceView; now: number }) {
  const { t } = useServices()
  const { expires, isExpired } = source
  if (expires === undefined || expires - now > SOON) return null
  const isOver = isExpired === true || expires <= now
  const time = formatTime(t, expires) ?? ''
  return (
    <p class="caution" data-over={isOver}>
      {t(isOver ? 'source_expired' : 'source_expires_soon', time)}
    </p>
  )
}
