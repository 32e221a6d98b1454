import { useEffect } from 'preact/hooks'
import { LossNotice } from '../loss-notice.tsx'
import type { RunAction } from '../outcome.tsx'
import { useServices } from '../services.ts'
import { VirtualList } from '../virtual-list.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { isChoosing } from './review-choice.ts'
import { ReviewEntry } from './review-entry.tsx'
import { ReviewFilters } from './review-filters.tsx'
import type { EntryActions } from './use-entry-actions.ts'
import type { Inbox } from './use-inbox.ts'
import type { Selection } from './use-selection.ts'

interface Props {
  readonly inbox: Inbox
  readonly wantedEntry: string | null
  readonly hasRoom: boolean
  readonly selection: Selection
  readonly actions: EntryActions
  readonly run: RunAction
  readonly onConversation: (key: string) => void
  readonly onHandOver: (keys: readonly string[]) => void
}

/** All flagged messages that fit search and choices, and what can be done with several of them. */
export function ReviewList(props: Props) {
  const { inbox, wantedEntry, hasRoom, selection, actions, run, onHandOver } = props
  const { t } = useServices()
  const { page, choice, choose, show } = inbox
  const { clear } = selection
  const count = page?.matching ?? 0
  // What is out of sight by a new search is not to be changed by a button.
  useEffect(() => clear(), [clear, choice])
  return (
    <div class="review-list">
      <LossNotice lost={page?.lost} run={run} onChange={inbox.refresh} />
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
      {page !== undefined && page.total > 0 && count === 0 && (
        <p class="empty">{t('review_empty_search')}</p>
      )}
      {count > 0 && (
        <BulkBar
          selection={selection}
          matching={count}
          listKeys={inbox.listKeys}
          actions={actions}
          onHandOver={onHandOver}
          run={run}
        />
      )}
      <VirtualList
        key={`${JSON.stringify(choice)} ${page?.wantedIndex ?? ''}`}
        count={count}
        labelledBy="flagged-messages"
        drawRow={(index) => drawRow(props, index, wantedEntry)}
        firstRow={page?.wantedIndex ?? 0}
        onRange={show}
      />
    </div>
  )
}

function drawRow(props: Props, index: number, wantedEntry: string | null) {
  const { inbox, selection, actions, onConversation, onHandOver } = props
  const entry = inbox.entryAt(index)
  if (entry === undefined) return <li key={index} class="card pending" aria-hidden="true" />
  const { key } = entry
  return (
    <ReviewEntry
      key={key}
      entry={entry}
      place={{ index, count: inbox.page?.matching ?? 0 }}
      isWanted={key === wantedEntry}
      actions={actions}
      selected={selection.keys.has(key)}
      onSelect={() => selection.toggle(key)}
      onConversation={() => onConversation(key)}
      onHandOver={() => onHandOver([key])}
    />
  )
}
