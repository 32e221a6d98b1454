import { useRef } from 'preact/hooks'
import type { RunAction } from '../outcome.tsx'
import { useServices } from '../services.ts'
import { VirtualList } from '../virtual-list.tsx'
import { moveFocus } from './move-focus.ts'
import { isChoosing } from './review-choice.ts'
import { ReviewFilters } from './review-filters.tsx'
import { ReviewEntry } from './review-entry.tsx'
import { useEntryActions } from './use-entry-actions.ts'
import type { Inbox } from './use-inbox.ts'

interface Props {
  readonly inbox: Inbox
  readonly wantedEntry: string | null
  /** Whether search and choices stand open from the beginning. */
  readonly hasRoom: boolean
  readonly run: RunAction
  readonly onChange: () => void
}

/** Flagged messages of every page, to be searched, decided on, noted and forgotten. */
export function Review({ inbox, wantedEntry, hasRoom, run, onChange }: Props) {
  const { t } = useServices()
  const heading = useRef<HTMLHeadingElement>(null)
  const { page, choice, choose, show } = inbox
  const actions = useEntryActions({ run, onChange, onForget: () => heading.current?.focus() })
  const count = page?.matching ?? 0
  const drawRow = (index: number) => {
    const entry = inbox.entryAt(index)
    if (entry === undefined) return <li key={index} class="card pending" aria-hidden="true" />
    return (
      <ReviewEntry
        key={entry.key}
        entry={entry}
        place={{ index, count }}
        isWanted={entry.key === wantedEntry}
        actions={actions}
      />
    )
  }
  return (
    <section class="review" onKeyDown={moveFocus}>
      <h2 id="flagged-messages" ref={heading} tabIndex={-1}>
        {t('flagged_messages')}
      </h2>
      {page !== undefined && page.total > 0 && (
        <details class="review-tools" open={hasRoom || isChoosing(choice)}>
          <summary>{t('review_tools')}</summary>
          <ReviewFilters choice={choice} sites={page.sites} onChange={choose} />
          <p class="soft">{t('review_keys')}</p>
        </details>
      )}
      <p class="soft" aria-live="polite">
        {page !== undefined && isChoosing(choice) && t('review_count', count, page.total)}
      </p>
      {page?.total === 0 && <p class="empty">{t('flagged_messages_empty')}</p>}
      <VirtualList
        key={`${JSON.stringify(choice)} ${page?.wantedIndex ?? ''}`}
        count={count}
        labelledBy="flagged-messages"
        drawRow={drawRow}
        firstRow={page?.wantedIndex ?? 0}
        onRange={show}
      />
    </section>
  )
}
