import type { FlaggedEntry } from '../../platform/schema/views.ts'
import { formatTime } from '../format-time.ts'
import { MessageCard } from '../message-card.tsx'
import { useServices } from '../services.ts'
import { EntryNote } from './entry-note.tsx'
import { isField } from './is-field.ts'
import { STATE_KEYS } from './review-filters.tsx'
import { StateChoice } from './state-choice.tsx'
import type { EntryActions } from './use-entry-actions.ts'

interface Props {
  readonly entry: FlaggedEntry
  readonly place: { readonly index: number; readonly count: number }
  readonly isWanted: boolean
  readonly actions: EntryActions
}

/** One flagged message with all that can be done about it, by mouse or by one key. */
export function ReviewEntry({ entry, place, isWanted, actions }: Props) {
  const { t } = useServices()
  const { state, url, view } = entry
  const flaggedAt = formatTime(t, entry.flaggedAt) ?? t('time_unknown')
  const toggleSafe = () => actions.mark(entry, state === 'safe' ? 'new' : 'safe')
  const keys: Readonly<Record<string, () => void>> = {
    s: toggleSafe,
    w: () => actions.mark(entry, 'watching'),
    r: () => actions.mark(entry, 'reported'),
    f: () => actions.forget(entry),
    ...(url === '' ? {} : { o: () => actions.open(entry) }),
  }
  const buttons = (titleId: string) => (
    <>
      {url !== '' && (
        <button type="button" aria-describedby={titleId} onClick={() => actions.open(entry)}>
          {t('open_message')}
        </button>
      )}
      <button type="button" aria-describedby={titleId} onClick={toggleSafe}>
        {state === 'safe' ? t('undismiss') : t('dismiss')}
      </button>
      <StateChoice
        state={state}
        describedBy={titleId}
        onChange={(next) => actions.mark(entry, next)}
      />
      <button type="button" aria-describedby={titleId} onClick={() => actions.forget(entry)}>
        {t('forget')}
      </button>
    </>
  )
  return (
    <MessageCard
      view={{ ...view, dismissed: state === 'safe' }}
      note={`${t(STATE_KEYS[state])} · ${t('flagged_at', flaggedAt)}`}
      actions={buttons}
      isWanted={isWanted}
      place={place}
      onKeyDown={(event) => runKey(event, keys)}
    >
      <EntryNote note={entry.note ?? ''} onSave={(note) => actions.note(entry, note)} />
    </MessageCard>
  )
}

/** Single keys work on a card alone, and never while something is being written or chosen. */
function runKey(event: KeyboardEvent, keys: Readonly<Record<string, () => void>>): void {
  const { target, key, ctrlKey, metaKey, altKey } = event
  if (ctrlKey || metaKey || altKey || isField(target)) return
  const run = Object.hasOwn(keys, key) ? keys[key] : undefined
  if (run === undefined) return
  event.preventDefault()
  run()
}
