import { useEffect, useRef, useState } from 'preact/hooks'
import { HandOver } from '../handover/hand-over.tsx'
import type { RunAction } from '../outcome.tsx'
import { useServices } from '../services.ts'
import { Conversation } from './conversation.tsx'
import { moveFocus } from './move-focus.ts'
import { ReviewList } from './review-list.tsx'
import { useEntryActions } from './use-entry-actions.ts'
import type { Inbox } from './use-inbox.ts'
import { useSelection } from './use-selection.ts'

interface Props {
  readonly inbox: Inbox
  readonly wantedEntry: string | null
  /** Whether search and choices stand open from the beginning. */
  readonly hasRoom: boolean
  /** An entry whose conversation stands open from the beginning. */
  readonly wantedConversation?: string | null
  readonly run: RunAction
  readonly onChange: () => void
}

/** What the review shows: all flagged messages, one conversation, or messages to hand over. */
type Screen =
  | { readonly kind: 'list' }
  | { readonly kind: 'conversation'; readonly key: string }
  | { readonly kind: 'hand-over'; readonly keys: readonly string[]; readonly from: Screen }

const LIST: Screen = { kind: 'list' }

/** Whoever comes back to the list finds the focus there. */
function useReturn(isList: boolean, focus: () => void): void {
  const wasList = useRef(isList)
  useEffect(() => {
    if (isList && !wasList.current) focus()
    wasList.current = isList
  }, [isList])
}

/** Flagged messages of every page, to be searched, decided on, noted, handed over and forgotten. */
export function Review(props: Props) {
  const { inbox, wantedEntry, hasRoom, wantedConversation = null, run, onChange } = props
  const { t } = useServices()
  const [screen, setScreen] = useState<Screen>(
    wantedConversation === null ? LIST : { kind: 'conversation', key: wantedConversation },
  )
  const selection = useSelection()
  const heading = useRef<HTMLHeadingElement>(null)
  const focusHeading = () => heading.current?.focus()
  const onForget = () => {
    selection.clear()
    focusHeading()
  }
  const actions = useEntryActions({ run, onChange, onForget })
  const isList = screen.kind === 'list'
  useReturn(isList, focusHeading)
  const handOver = (keys: readonly string[]) => setScreen({ kind: 'hand-over', keys, from: screen })
  return (
    <div class="review" onKeyDown={moveFocus}>
      {screen.kind === 'hand-over' && (
        <HandOver
          keys={screen.keys}
          withPrivate={inbox.withPrivate}
          siteNames={inbox.page?.sites ?? []}
          actions={actions}
          run={run}
          onBack={() => setScreen(screen.from)}
        />
      )}
      {screen.kind === 'conversation' && (
        <Conversation
          entryKey={screen.key}
          actions={actions}
          onBack={() => setScreen(LIST)}
          onHandOver={handOver}
        />
      )}
      {isList && (
        <section>
          <h2 id="flagged-messages" ref={heading} tabIndex={-1}>
            {t('flagged_messages')}
          </h2>
          <ReviewList
            inbox={inbox}
            wantedEntry={wantedEntry}
            hasRoom={hasRoom}
            selection={selection}
            actions={actions}
            run={run}
            onConversation={(key) => setScreen({ kind: 'conversation', key })}
            onHandOver={handOver}
          />
        </section>
      )}
    </div>
  )
}
