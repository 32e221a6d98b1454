import type { SourceView } from '../../platform/source-protocol.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { formatAgeAndTime } from '../../ui/format-age.ts'
import { quoteForeign } from '../../ui/quote-foreign.ts'
import { useServices } from '../../ui/services.ts'
import { FAULT_KEYS } from './source-words.ts'

/** Why the last update was not taken, in plain words, and that the rules from before stay. */
export function SourceFaultBox({ source: { fault, version } }: { source: SourceView }) {
  const { t } = useServices()
  if (fault === undefined) return null
  return (
    <div class="failure source-fault">
      <p>
        <strong>{t('source_fault')}</strong> {t(FAULT_KEYS[fault.kind])}
      </p>
      {version !== undefined && <p>{t('source_kept', quoteForeign(version))}</p>}
      <details>
        <summary>{t('source_fault_detail')}</summary>
        <p class="code">
          <ForeignText text={`${fault.kind}: ${fault.detail}`} />
        </p>
        <p class="soft">{formatAgeAndTime(t, fault.at, Date.now())}</p>
      </details>
    </div>
  )
}
