import { useEffect, useId, useState } from 'preact/hooks'
import { MAX_NOTE } from '../../platform/inbox-protocol.ts'
import { useServices } from '../services.ts'

interface Props {
  readonly note: string
  readonly onSave: (note: string) => void
}

/** The user's own words beside an entry. */
export function EntryNote({ note, onSave }: Props) {
  const { t } = useServices()
  const id = useId()
  const [text, setText] = useState(note)
  useEffect(() => setText(note), [note])
  const save = (event: Event) => {
    event.preventDefault()
    if (text.trim() !== note) onSave(text.trim())
  }
  return (
    <details class="note">
      <summary>
        {note === '' ? t('note_add') : t('note')}{' '}
        {note !== '' && <span class="note-text">{note}</span>}
      </summary>
      <form onSubmit={save}>
        <label for={id}>{t('note_label')}</label>
        <textarea
          id={id}
          rows={3}
          dir="auto"
          maxLength={MAX_NOTE}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit">{t('note_save')}</button>
      </form>
    </details>
  )
}
