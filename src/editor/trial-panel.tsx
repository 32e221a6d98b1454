import { ForeignText } from '../ui/foreign-text.tsx'
import { useServices } from '../ui/services.ts'
import { HitList } from './hit-list.tsx'
import type { ExampleResult } from './trial.ts'
import type { Pasted } from './trial-items.ts'
import type { TrialState } from './use-trial.ts'

interface Props {
  readonly trial: TrialState
  readonly onLine: (line: number) => void
}

/** What the rules of the file do: to a pasted message, to flagged ones and to honest ones. */
export function TrialPanel({ trial, onLine }: Props) {
  const { t } = useServices()
  const { pasted, setPasted, onPasted, onFlagged, onClean, examples } = trial
  return (
    <section class="trial" aria-labelledby="trial">
      <h2 id="trial">{t('editor_try')}</h2>
      <Examples result={examples} onLine={onLine} />
      <h3>{t('editor_try_pasted')}</h3>
      <PastedFields pasted={pasted} onChange={setPasted} />
      {onPasted !== undefined && onPasted.tried > 0 && (
        <div role="status">
          {onPasted.hits.length === 0 ? (
            <p>{t('editor_no_hit')}</p>
          ) : (
            <HitList hits={onPasted.hits} label={t('editor_try_pasted')} />
          )}
        </div>
      )}
      <h3>{t('editor_try_flagged')}</h3>
      <p class="soft">{t('editor_try_flagged_help')}</p>
      {onFlagged === undefined ? (
        <p class="soft">{t('editor_running')}</p>
      ) : (
        <>
          <p>{t('editor_hits', onFlagged.hits.length, onFlagged.tried)}</p>
          <HitList hits={onFlagged.hits} label={t('editor_try_flagged')} />
        </>
      )}
      <h3>{t('editor_try_clean')}</h3>
      <p class="soft">{t('editor_try_clean_help')}</p>
      {onClean === undefined ? (
        <p class="soft">{t('editor_running')}</p>
      ) : (
        <>
          <p>{t('editor_hits', onClean.hits.length, onClean.tried)}</p>
          <HitList hits={onClean.hits} label={t('editor_try_clean')} />
        </>
      )}
    </section>
  )
}

function Examples({
  result,
  onLine,
}: {
  result: ExampleResult | undefined
  onLine: (line: number) => void
}) {
  const { t } = useServices()
  if (result === undefined) return null
  return (
    <>
      <h3>{t('editor_tests')}</h3>
      <p role="status">{t('editor_tests_result', result.passed, result.failures.length)}</p>
      <ul role="list" class="notes" aria-label={t('editor_tests')}>
        {result.failures.map(({ line, message }) => (
          <li key={`${line} ${message}`}>
            <button type="button" onClick={() => onLine(line)}>
              {t('editor_line', line)}
            </button>{' '}
            <ForeignText text={message} />
          </li>
        ))}
      </ul>
    </>
  )
}

const FIELDS = [
  ['subject', 'editor_subject'],
  ['name', 'editor_sender_name'],
  ['address', 'editor_sender_address'],
] as const

function PastedFields({
  pasted,
  onChange,
}: {
  pasted: Pasted
  onChange: (pasted: Pasted) => void
}) {
  const { t } = useServices()
  return (
    <div class="pasted">
      {FIELDS.map(([field, key]) => (
        <label key={field}>
          {t(key)}
          <input
            type="text"
            dir="auto"
            value={pasted[field]}
            onInput={(event) => onChange({ ...pasted, [field]: event.currentTarget.value })}
          />
        </label>
      ))}
      <label>
        {t('editor_message')}
        <textarea
          rows={6}
          dir="auto"
          value={pasted.text}
          aria-describedby="pasted-help"
          onInput={(event) => onChange({ ...pasted, text: event.currentTarget.value })}
        />
      </label>
      <p id="pasted-help" class="soft">
        {t('editor_message_help')}
      </p>
    </div>
  )
}
