import { useId } from 'preact/hooks'
import type { SourceTrust } from '../../platform/source-protocol.ts'
import { useServices } from '../../ui/services.ts'

const CHOICES = [
  ['limited', 'trust_limited', 'trust_limited_help'],
  ['full', 'trust_full', 'trust_full_help'],
] as const satisfies readonly (readonly [SourceTrust, string, string])[]

interface Props {
  readonly value: SourceTrust
  readonly onChange: (trust: SourceTrust) => void
}

/** How far a source is trusted, with what each choice means. */
export function TrustChoice({ value, onChange }: Props) {
  const { t } = useServices()
  const id = useId()
  return (
    <fieldset class="trust">
      <legend>{t('source_trust')}</legend>
      {CHOICES.map(([trust, label, help]) => (
        <div key={trust}>
          <p class="switch-line">
            <input
              type="radio"
              name={id}
              id={`${id}-${trust}`}
              checked={value === trust}
              aria-describedby={`${id}-${trust}-help`}
              onChange={() => onChange(trust)}
            />
            <label for={`${id}-${trust}`}>{t(label)}</label>
          </p>
          <p id={`${id}-${trust}-help`} class="soft">
            {t(help)}
          </p>
        </div>
      ))}
    </fieldset>
  )
}
