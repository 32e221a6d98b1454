import { ForeignText } from '../../ui/foreign-text.tsx'
import { useServices } from '../../ui/services.ts'

/** Faults that are listed; of the rest only the number is said. */
const MAX_LISTED = 50

/** Rules of a source that do not work, each with file and reason; nothing while all do. */
export function SourceRuleFaults({ faults }: { faults: readonly string[] }) {
  const { t } = useServices()
  if (faults.length === 0) return null
  return (
    <details class="failure">
      <summary>{t('rules_faulty', faults.length)}</summary>
      <ul>
        {faults.slice(0, MAX_LISTED).map((fault, index) => (
          <li key={index}>
            <ForeignText text={fault} />
          </li>
        ))}
      </ul>
      {faults.length > MAX_LISTED && <p>{t('data_faults_more', faults.length - MAX_LISTED)}</p>}
    </details>
  )
}
