import { useId } from 'preact/hooks'
import { useServices, type MessageKey } from '../services.ts'
import type { RedactionChoice } from './handed-message.ts'

interface Props {
  readonly choice: RedactionChoice
  readonly onChange: (part: Partial<RedactionChoice>) => void
}

const SWITCHES = [
  ['withExcerpt', 'handover_excerpt'],
  ['withOwnMessages', 'handover_own_messages'],
  ['withNote', 'handover_note'],
  ['withPage', 'handover_page'],
] as const satisfies readonly (readonly [keyof RedactionChoice, MessageKey])[]

/** What is replaced, and what goes in at all. */
export function RedactionChoices({ choice, onChange }: Props) {
  const { t } = useServices()
  const id = useId()
  return (
    <fieldset class="redaction">
      <legend>{t('handover_redaction')}</legend>
      <p class="switch-line">
        <input
          type="checkbox"
          id={`${id}-own`}
          checked={choice.hidesOwn}
          onChange={(event) => onChange({ hidesOwn: event.currentTarget.checked })}
        />
        <label for={`${id}-own`}>{t('handover_own')}</label>
      </p>
      {choice.hidesOwn && (
        <div class="own-words">
          <label for={`${id}-words`}>{t('handover_own_words')}</label>
          <textarea
            id={`${id}-words`}
            rows={3}
            dir="auto"
            value={choice.ownWords.join('\n')}
            aria-describedby={`${id}-help`}
            onInput={(event) => onChange({ ownWords: event.currentTarget.value.split('\n') })}
          />
          <p id={`${id}-help`} class="soft">
            {t('handover_own_help')}
          </p>
        </div>
      )}
      {SWITCHES.map(([part, key]) => (
        <p key={part} class="switch-line">
          <input
            type="checkbox"
            id={`${id}-${part}`}
            checked={choice[part]}
            onChange={(event) => onChange({ [part]: event.currentTarget.checked })}
          />
          <label for={`${id}-${part}`}>{t(key)}</label>
        </p>
      ))}
    </fieldset>
  )
}
