import type { ConversationView, Moment } from '../../platform/inbox-protocol.ts'
import { formatTime } from '../format-time.ts'
import { ForeignText } from '../foreign-text.tsx'
import { useServices } from '../services.ts'
import { nameStage } from '../words.ts'

/** Every message of a conversation that memory knows: when, who, and which signs. */
export function ConversationTimeline({ conversation }: { conversation: ConversationView }) {
  const { t } = useServices()
  const { entries, moments } = conversation
  const flagged = new Set(entries.map(({ entry }) => entry.key))
  return (
    <>
      <h3 id="conversation-timeline">{t('conversation_timeline')}</h3>
      <p class="soft">
        {moments.length === 0 ? t('conversation_timeline_empty') : t('conversation_timeline_help')}
      </p>
      {moments.length > 0 && (
        <ol class="timeline" aria-labelledby="conversation-timeline">
          {moments.map((moment) => (
            <TimelineRow key={moment.key} moment={moment} isFlagged={flagged.has(moment.key)} />
          ))}
        </ol>
      )}
    </>
  )
}

function TimelineRow({ moment, isFlagged }: { moment: Moment; isFlagged: boolean }) {
  const { t } = useServices()
  const { sentAt, outgoing, elsewhere, signs } = moment
  return (
    <li data-flagged={isFlagged} data-own={outgoing}>
      <p class="facts">
        <span>{formatTime(t, sentAt) ?? t('time_unknown')}</span>
        <span>{outgoing ? t('conversation_you') : t('conversation_them')}</span>
        {isFlagged && <strong>{t('conversation_flagged')}</strong>}
        {elsewhere && <span>{t('conversation_elsewhere')}</span>}
        {signs.length === 0 && <span>{t('conversation_no_signs')}</span>}
      </p>
      {signs.length > 0 && (
        <ul>
          {[...groupByStage(signs)].map(([stage, titles]) => (
            <li key={stage}>
              {nameStage(t, stage)}: <ForeignText text={titles.join('; ')} />
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

/** Titles by stage, in the order in which they come. */
function groupByStage(signs: Moment['signs']): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>()
  for (const { title, stage } of signs) {
    const name = stage ?? ''
    groups.set(name, [...(groups.get(name) ?? []), title])
  }
  return groups
}
