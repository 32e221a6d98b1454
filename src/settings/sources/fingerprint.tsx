import { useServices } from '../../ui/services.ts'

/** A source's fingerprint, to be compared group by group. `value`: groups divided by spaces. */
export function Fingerprint({ value }: { value: string }) {
  const { t } = useServices()
  return (
    <div class="fingerprint">
      <p>{t('source_fingerprint')}</p>
      <p class="digits" dir="ltr">
        {value.split(' ').map((group, index) => (
          <span key={index}>{`${group} `}</span>
        ))}
      </p>
    </div>
  )
}
