import { useEffect, useId, useRef } from 'preact/hooks'
import type { InboxPage } from '../../platform/inbox-protocol.ts'
import { LoadFailure, type RunAction } from '../outcome.tsx'
import type { EntryActions } from '../review/use-entry-actions.ts'
import { useServices } from '../services.ts'
import { FORM_HELP_KEYS, FORM_KEYS, FORMS, type HandedFile } from './make-file.ts'
import { REDACTED } from './redact.ts'
import { RedactionChoices } from './redaction-choices.tsx'
import { useHandOver, type HandOverState } from './use-hand-over.ts'
import { isMail } from './write-mail.ts'

interface Props {
  readonly keys: readonly string[]
  readonly withPrivate: boolean
  readonly siteNames: InboxPage['sites']
  readonly actions: EntryActions
  readonly run: RunAction
  readonly onBack: () => void
}

/** Messages in a form for others: what leaves is seen first, and leaves by the user's hand alone. */
export function HandOver({ keys, withPrivate, siteNames, actions, run, onBack }: Props) {
  const { t } = useServices()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const siteName = (site: string) =>
    site === 'file' ? t('site_file') : (siteNames.find(({ id }) => id === site)?.name ?? site)
  const state = useHandOver({ keys, withPrivate, siteName })
  const { entries, error, choice, change, file } = state
  const kept = entries?.map(({ key }) => key) ?? []
  return (
    <section class="hand-over">
      <button type="button" class="back" onClick={onBack}>
        {t('conversation_back')}
      </button>
      <h2 ref={heading} tabIndex={-1}>
        {t('handover_title')}
      </h2>
      <p>{t('handover_intro')}</p>
      <LoadFailure error={error} />
      {entries && <p class="soft">{t('handover_count', entries.length)}</p>}
      <FormChoice state={state} />
      <RedactionChoices choice={choice} onChange={change} />
      {entries?.length === 0 ? (
        <p class="empty">{t('conversation_gone')}</p>
      ) : (
        <Preview file={file} run={run}>
          <button type="button" onClick={() => actions.mark(kept, 'reported')}>
            {t('handover_mark')}
          </button>
        </Preview>
      )}
    </section>
  )
}

function FormChoice({ state }: { state: HandOverState }) {
  const { t } = useServices()
  const id = useId()
  const { form, setForm, content } = state
  const mails = content?.messages.filter(isMail).length ?? 0
  const count = content?.messages.length ?? 0
  const choose = (value: string) => {
    const next = FORMS.find((one) => one === value)
    if (next !== undefined) setForm(next)
  }
  return (
    <div class="form-choice">
      <label for={id}>{t('handover_format')}</label>
      <select
        id={id}
        value={form}
        aria-describedby={`${id}-help`}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {FORMS.map((one) => (
          <option key={one} value={one}>
            {t(FORM_KEYS[one])}
          </option>
        ))}
      </select>
      <p id={`${id}-help`} class="soft">
        {t(FORM_HELP_KEYS[form], mails, count)}
      </p>
    </div>
  )
}

interface PreviewProps {
  readonly file: HandedFile | null | undefined
  readonly run: RunAction
  readonly children: preact.ComponentChildren
}

/** The very characters that are saved or copied. */
function Preview({ file, run, children }: PreviewProps) {
  const { t, copyText, saveFile } = useServices()
  if (file === undefined) return <p class="soft">{t('handover_loading')}</p>
  if (file === null) return <p class="empty">{t('handover_no_mail')}</p>
  const save = () =>
    run(() => {
      saveFile(file)
      return Promise.resolve(t('handover_saved', file.name))
    })
  const copy = () =>
    run(async () => {
      await copyText(file.text)
      return t('handover_copied')
    })
  return (
    <>
      <h3 id="handover-preview">{t('handover_preview')}</h3>
      <p class="soft">{t('handover_redacted', file.text.split(REDACTED).length - 1)}</p>
      <div class="actions">
        <button type="button" class="main-action" onClick={copy}>
          {t('handover_copy')}
        </button>
        <button type="button" onClick={save}>
          {t('handover_save')}
        </button>
        {children}
      </div>
      <pre class="preview" tabIndex={0} role="region" aria-labelledby="handover-preview" dir="auto">
        {file.text}
      </pre>
    </>
  )
}
