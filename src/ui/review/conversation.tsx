import { useCallback, useEffect, useRef } from 'preact/hooks'
import type { ConversationView } from '../../platform/inbox-protocol.ts'
import { ForeignText } from '../foreign-text.tsx'
import { LoadFailure } from '../outcome.tsx'
import { useServices } from '../services.ts'
import { useLive } from '../use-live.ts'
import { ConversationTimeline } from './conversation-timeline.tsx'
import { ReviewEntry } from './review-entry.tsx'
import { StagePath } from './stage-path.tsx'
import type { EntryActions } from './use-entry-actions.ts'
import { VerdictHistory } from './verdict-history.tsx'

interface Props {
  /** Of the message whose conversation is shown. */
  readonly entryKey: string
  readonly actions: EntryActions
  readonly onBack: () => void
  readonly onHandOver: (keys: readonly string[]) => void
}

/** A conversation as far as it is known: stages, times, every finding, and what rules changed. */
export function Conversation({ entryKey, actions, onBack, onHandOver }: Props) {
  const { call, t } = useServices()
  const heading = useRef<HTMLHeadingElement>(null)
  const load = useCallback(
    async () => ({ conversation: await call('inbox/conversation', { key: entryKey }) }),
    [call, entryKey],
  )
  const { data, error } = useLive(load, 'told')
  const isLoaded = data !== undefined
  useEffect(() => heading.current?.focus(), [isLoaded])
  const conversation = data?.conversation
  return (
    <section class="conversation">
      <button type="button" class="back" onClick={onBack}>
        {t('conversation_back')}
      </button>
      <LoadFailure error={error} />
      {conversation === null && (
        <h2 ref={heading} tabIndex={-1}>
          {t('conversation_gone')}
        </h2>
      )}
      {conversation && (
        <>
          <h2 ref={heading} tabIndex={-1}>
            <ForeignText text={t('conversation_title', findSender(conversation, entryKey))} />
          </h2>
          <StagePath conversation={conversation} />
          <ConversationTimeline conversation={conversation} />
          <FlaggedOnes
            conversation={conversation}
            entryKey={entryKey}
            actions={actions}
            onHandOver={onHandOver}
          />
        </>
      )}
    </section>
  )
}

interface FlaggedProps extends Omit<Props, 'onBack'> {
  readonly conversation: ConversationView
}

function FlaggedOnes({ conversation, entryKey, actions, onHandOver }: FlaggedProps) {
  const { t } = useServices()
  const { entries, ruleSet } = conversation
  const keys = entries.map(({ entry }) => entry.key)
  return (
    <>
      <h3 id="conversation-messages">{t('conversation_messages')}</h3>
      {keys.length > 1 && (
        <div class="actions">
          <button type="button" onClick={() => onHandOver(keys)}>
            {t('handover_open')}
          </button>
          <button type="button" onClick={() => actions.judgeAgain(keys)}>
            {t('rejudge')}
          </button>
        </div>
      )}
      <ul role="list" class="cards" aria-labelledby="conversation-messages">
        {entries.map(({ entry, basis }) => (
          <ReviewEntry
            key={entry.key}
            entry={entry}
            isWanted={false}
            isOpen={entry.key === entryKey}
            actions={actions}
            onHandOver={() => onHandOver([entry.key])}
          >
            <VerdictHistory
              entry={entry}
              basis={basis}
              ruleSet={ruleSet}
              onJudgeAgain={() => actions.judgeAgain([entry.key])}
            />
          </ReviewEntry>
        ))}
      </ul>
    </>
  )
}

function findSender({ entries }: ConversationView, key: string): string {
  const view = entries.find(({ entry }) => entry.key === key)?.entry.view
  return [view?.sender, view?.address].find((name) => name !== undefined && name !== '') ?? '?'
}
