import { useState } from 'preact/hooks'
import { isFlagged } from '../../engine/verdict.ts'
import { ForeignText } from '../foreign-text.tsx'
import { MessageCard } from '../message-card.tsx'
import type { RunAction } from '../outcome.tsx'
import { useServices } from '../services.ts'
import type { CheckedMessage } from './use-check.ts'

interface Props {
  readonly message: CheckedMessage
  readonly url: string
  readonly isPrivate: boolean
  readonly isWanted: boolean
  readonly run: RunAction
}

/** One checked message; a flagged one can be kept in the review inbox. */
export function CheckedCard({ message, url, isPrivate, isWanted, run }: Props) {
  const { call, t } = useServices()
  const [isKept, setKept] = useState(false)
  const { place, view } = message
  const keep = () =>
    run(async () => {
      await call('inbox/keep', { view, url, isPrivate })
      setKept(true)
      return t('check_kept')
    })
  const actions = (titleId: string) => (
    <button type="button" aria-describedby={titleId} aria-disabled={isKept} onClick={keep}>
      {isKept ? t('check_is_kept') : t('check_keep')}
    </button>
  )
  return (
    <MessageCard
      view={view}
      isWanted={isWanted}
      {...(place === '' ? {} : { note: <ForeignText text={place} /> })}
      {...(isFlagged(view.verdict.level) ? { actions } : {})}
    />
  )
}
