import { useRef, useState } from 'preact/hooks'
import type { FlaggedEntry } from '../platform/schema/views.ts'
import { formatTime } from '../ui/format-time.ts'
import { MessageCard } from '../ui/message-card.tsx'
import type { RunAction } from '../ui/outcome.tsx'
import { useServices, type MessageKey } from '../ui/services.ts'

/** So many entries are drawn at once, so that a full inbox opens as fast as an empty one. */
const STEP = 50

const STATE_KEYS = {
  new: 'state_new',
  watching: 'state_watching',
  safe: 'state_safe',
  reported: 'state_reported',
} as const satisfies Record<FlaggedEntry['state'], MessageKey>

interface Props {
  readonly entries: readonly FlaggedEntry[] | undefined
  /** Key of an entry to bring into sight. */
  readonly wantedEntry: string | null
  readonly run: RunAction
  readonly onChange: () => void
}

/** Flagged messages of every page: those to decide first, then the ones called safe. */
export function Inbox({ entries, wantedEntry, run, onChange }: Props) {
  const { t } = useServices()
  const [asked, setAsked] = useState(STEP)
  const heading = useRef<HTMLHeadingElement>(null)
  const sorted = sortEntries(entries ?? [])
  const wantedIndex = sorted.findIndex((entry) => entry.key === wantedEntry)
  const shown = Math.max(asked, wantedIndex + 1)
  const hidden = sorted.length - shown
  const focusHeading = () => heading.current?.focus()
  return (
    <section>
      <h2 id="flagged-messages" ref={heading} tabIndex={-1}>
        {t('flagged_messages')}
      </h2>
      {entries?.length === 0 && <p class="empty">{t('flagged_messages_empty')}</p>}
      <ul role="list" class="cards" aria-labelledby="flagged-messages">
        {sorted.slice(0, shown).map((entry) => (
          <InboxEntry
            key={entry.key}
            entry={entry}
            isWanted={entry.key === wantedEntry}
            run={run}
            onChange={onChange}
            onForget={focusHeading}
          />
        ))}
      </ul>
      {hidden > 0 && (
        <button type="button" onClick={() => setAsked(shown + STEP)}>
          {t('inbox_more', hidden)}
        </button>
      )}
    </section>
  )
}

interface EntryProps {
  readonly entry: FlaggedEntry
  readonly isWanted: boolean
  readonly run: RunAction
  readonly onChange: () => void
  /** Its buttons are gone: the focus needs another place. */
  readonly onForget: () => void
}

function InboxEntry({ entry, isWanted, run, onChange, onForget }: EntryProps) {
  const { call, openPage, t } = useServices()
  const { key, state, url, view } = entry
  const flaggedAt = formatTime(t, entry.flaggedAt) ?? t('time_unknown')
  const mark = (next: FlaggedEntry['state'], done: MessageKey) =>
    run(async () => {
      await call('inbox/mark', { key, state: next })
      onChange()
      return t(done)
    })
  const forget = () =>
    run(async () => {
      await call('inbox/forget', { key })
      onForget()
      onChange()
      return t('forget_done')
    })
  const open = () => run(() => openPage(url).then(() => t('open_done')))
  const actions = (titleId: string) => (
    <>
      {url !== '' && (
        <button type="button" aria-describedby={titleId} onClick={open}>
          {t('open_message')}
        </button>
      )}
      <button
        type="button"
        aria-describedby={titleId}
        onClick={() =>
          state === 'safe' ? mark('new', 'undismiss_done') : mark('safe', 'dismiss_done')
        }
      >
        {state === 'safe' ? t('undismiss') : t('dismiss')}
      </button>
      <button type="button" aria-describedby={titleId} onClick={forget}>
        {t('forget')}
      </button>
    </>
  )
  return (
    <MessageCard
      view={{ ...view, dismissed: state === 'safe' }}
      note={`${t(STATE_KEYS[state])} · ${t('flagged_at', flaggedAt)}`}
      actions={actions}
      isWanted={isWanted}
    />
  )
}

function sortEntries(entries: readonly FlaggedEntry[]): FlaggedEntry[] {
  const rank = (entry: FlaggedEntry) => (entry.state === 'safe' ? 1 : 0)
  return entries.toSorted((a, b) => rank(a) - rank(b) || b.flaggedAt - a.flaggedAt)
}
