import type { ComponentChildren } from 'preact'
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
  readonly place?: { readonly index: number; readonly count: number }
  readonly isWanted: boolean
  readonly isOpen?: boolean
  readonly actions: EntryActions
  /** Absent where nothing is to be selected. */
  readonly selected?: boolean
  readonly onSelect?: () => void
  readonly onConversation?: () => void
  readonly onHandOver: () => void
  readonly children?: ComponentChildren
}

/** One flagged message with all that can be done about it, by mouse or by one key. */
export function ReviewEntry(props: Props) {
  const { entry, place, isWanted, isOpen = isWanted, actions, selected, onSelect, children } = props
  const { t } = useServices()
  const { key, state, view } = entry
  const flaggedAt = formatTime(t, entry.flaggedAt) ?? t('time_unknown')
  return (
    <MessageCard
      view={{ ...view, dismissed: state === 'safe' }}
      note={`${t(STATE_KEYS[state])} · ${t('flagged_at', flaggedAt)}`}
      actions={(titleId) => <Buttons {...props} titleId={titleId} />}
      isWanted={isWanted}
      isOpen={isOpen}
      place={place}
      onKeyDown={(event) => runKey(event, listKeys(props))}
      {...(onSelect === undefined
        ? {}
        : { select: { isSelected: selected === true, onSelect, label: t('review_select') } })}
    >
      {children}
      <EntryNote key={key} note={entry.note ?? ''} onSave={(note) => actions.note(entry, note)} />
    </MessageCard>
  )
}

function Buttons({
  entry,
  actions,
  onConversation,
  onHandOver,
  titleId,
}: Props & { readonly titleId: string }) {
  const { t } = useServices()
  const { key, state, url } = entry
  return (
    <>
      {url !== '' && (
        <button type="button" aria-describedby={titleId} onClick={() => actions.open(entry)}>
          {t('open_message')}
        </button>
      )}
      {onConversation && (
        <button type="button" aria-describedby={titleId} onClick={onConversation}>
          {t('conversation_open')}
        </button>
      )}
      <button
        type="button"
        aria-describedby={titleId}
        onClick={() => actions.mark([key], state === 'safe' ? 'new' : 'safe')}
      >
        {state === 'safe' ? t('undismiss') : t('dismiss')}
      </button>
      <StateChoice
        state={state}
        describedBy={titleId}
        onChange={(next) => actions.mark([key], next)}
      />
      <button type="button" aria-describedby={titleId} onClick={onHandOver}>
        {t('handover_open')}
      </button>
      <button type="button" aria-describedby={titleId} onClick={() => actions.forget([key])}>
        {t('forget')}
      </button>
    </>
  )
}

function listKeys(props: Props): Readonly<Record<string, () => void>> {
  const { entry, actions, onSelect, onConversation, onHandOver } = props
  const { key, state, url } = entry
  return {
    s: () => actions.mark([key], state === 'safe' ? 'new' : 'safe'),
    w: () => actions.mark([key], 'watching'),
    r: () => actions.mark([key], 'reported'),
    f: () => actions.forget([key]),
    h: onHandOver,
    ...(url === '' ? {} : { o: () => actions.open(entry) }),
    ...(onSelect === undefined ? {} : { x: onSelect }),
    ...(onConversation === undefined ? {} : { c: onConversation }),
  }
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
