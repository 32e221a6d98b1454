import { ForeignText } from '../ui/foreign-text.tsx'
import { useServices } from '../ui/services.ts'
import type { LineNote } from './code-field.tsx'

/** Notes that are listed below the editor; all of them stand at their lines. */
const MAX_NOTES = 50

const KEYS = {
  error: 'editor_note_error',
  warning: 'editor_note_warning',
  info: 'editor_note_info',
} as const

interface Props {
  readonly notes: readonly LineNote[]
  readonly isChecked: boolean
  readonly onLine: (line: number) => void
}

/** What is wrong with the file, by line, for those who do not see the marks in the margin. */
export function NoteList({ notes, isChecked, onLine }: Props) {
  const { t } = useServices()
  const errors = notes.filter(({ severity }) => severity === 'error').length
  return (
    <>
      <p role="status">
        {isChecked &&
          (notes.length === 0 ? t('editor_fine') : t('editor_notes', errors, notes.length))}
      </p>
      {notes.length > 0 && (
        <ul role="list" class="notes" aria-label={t('editor_note_list')}>
          {notes.slice(0, MAX_NOTES).map((note, index) => (
            <li key={index} data-severity={note.severity}>
              <button type="button" onClick={() => onLine(note.line)}>
                {t('editor_line', note.line)}
              </button>{' '}
              <strong>{t(KEYS[note.severity])}</strong>{' '}
              <span dir="auto">
                <ForeignText text={note.message} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
