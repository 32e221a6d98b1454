import { UPDATE_STEPS, type UpdateStep } from '../../platform/source-protocol.ts'
import { formatBytes } from '../../ui/format-bytes.ts'
import { quoteForeign } from '../../ui/quote-foreign.ts'
import { useServices, type Translate } from '../../ui/services.ts'
import { STEP_KEYS } from './source-words.ts'

interface Props {
  readonly name: string
  readonly step: UpdateStep | undefined
  readonly isUpdating: boolean
}

/** How far an update is. The steps are announced; bytes change too often for that. */
export function UpdateProgress({ name, step, isUpdating }: Props) {
  const { t } = useServices()
  const number = step === undefined ? 0 : UPDATE_STEPS.indexOf(step.name) + 1
  const text = step && t('source_step', number, UPDATE_STEPS.length, t(STEP_KEYS[step.name]))
  return (
    <>
      <p role="status" class="soft progress-text">
        {isUpdating && (text ?? t('source_asking'))}
      </p>
      {isUpdating && (
        <p class="progress">
          <progress
            aria-label={t('source_progress', quoteForeign(name))}
            max={UPDATE_STEPS.length}
            value={measure(step, number)}
          />
          {step && <span class="soft">{describeBytes(t, step)}</span>}
        </p>
      )}
    </>
  )
}

/** Steps that are done, and the part of the one under way; undefined while none has begun. */
function measure(step: UpdateStep | undefined, number: number): number | undefined {
  if (step === undefined) return undefined
  const { bytes = 0, total = 0 } = step
  return number - 1 + (total > 0 ? Math.min(bytes / total, 1) : 0)
}

function describeBytes(t: Translate, { bytes, total }: UpdateStep): string {
  if (bytes === undefined) return ''
  const read = formatBytes(t, bytes)
  return total === undefined ? read : t('source_bytes', read, formatBytes(t, total))
}
