import type { Basis } from '../../platform/inbox-protocol.ts'
import type { FlaggedEntry } from '../../platform/schema/views.ts'
import { formatTime } from '../format-time.ts'
import { ForeignText } from '../foreign-text.tsx'
import { useServices, type MessageKey } from '../services.ts'
import { nameLevel } from '../words.ts'

const BASIS_KEYS = {
  text: 'rejudge_basis_text',
  memory: 'rejudge_basis_memory',
  parts: 'rejudge_basis_parts',
} as const satisfies Record<Basis, MessageKey>

interface Props {
  readonly entry: FlaggedEntry
  readonly basis: Basis
  /** Rules in use. */
  readonly ruleSet: string
  readonly onJudgeAgain: () => void
}

/** By which rules a message was judged, what others changed, and what judging again can rest on. */
export function VerdictHistory({ entry, basis, ruleSet, onJudgeAgain }: Props) {
  const { t } = useServices()
  const { ruleSet: own, judgedAt, changed, view } = entry
  const time = formatTime(t, judgedAt) ?? t('time_unknown')
  return (
    <div class="history">
      <p>
        {own === undefined ? t('judged_unknown') : t('judged_at', time, own)}{' '}
        {own === ruleSet ? t('rules_current') : t('rules_newer')}
      </p>
      {changed && (
        <>
          <h4>{t('changed_title', formatTime(t, changed.at) ?? t('time_unknown'))}</h4>
          <ul>
            {changed.from !== view.verdict.level && (
              <li>
                {t('changed_level', nameLevel(t, changed.from), nameLevel(t, view.verdict.level))}
              </li>
            )}
            {changed.also.map(({ rule, title }) => (
              <li key={rule}>
                <ForeignText text={t('changed_also', title)} />
              </li>
            ))}
            {changed.gone.map(({ rule, title }) => (
              <li key={rule}>
                <ForeignText text={t('changed_gone', title)} />
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="soft">{t(BASIS_KEYS[basis])}</p>
      <div class="actions">
        <button type="button" onClick={onJudgeAgain}>
          {t('rejudge')}
        </button>
      </div>
    </div>
  )
}
