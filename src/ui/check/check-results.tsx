import { useEffect, useRef, useState } from 'preact/hooks'
import { compareLevels, isFlagged } from '../../engine/verdict.ts'
import { ForeignText } from '../foreign-text.tsx'
import type { RunAction } from '../outcome.tsx'
import { useServices } from '../services.ts'
import { CheckedCard } from './checked-card.tsx'
import { describeFault } from './describe-fault.ts'
import type { Checked, CheckedMessage, CheckFault } from './use-check.ts'

/** So many are drawn at once. */
const STEP = 50

interface Props {
  readonly checked: Checked
  /** Page on which the text was selected; `''` for what was pasted or read from a file. */
  readonly url?: string
  readonly isPrivate: boolean
  readonly run: RunAction
}

/** Verdicts on what the user picked, the strongest first, and what could not be read. */
export function CheckResults({ checked, url = '', isPrivate, run }: Props) {
  const { t } = useServices()
  const heading = useRef<HTMLHeadingElement>(null)
  const { messages, faults } = checked
  const isOne = messages.length === 1
  const [shown, setShown] = useState(STEP)
  useEffect(() => {
    setShown(STEP)
    // A single message takes the focus itself.
    if (!isOne) heading.current?.focus()
  }, [checked, isOne])
  const sorted = sortMessages(messages)
  return (
    <section class="check-results">
      <h2 id="check-results" ref={heading} tabIndex={-1}>
        {t('check_results')}
      </h2>
      <Faults faults={faults} />
      {messages.length > 0 && !messages.some(({ view }) => isFlagged(view.verdict.level)) && (
        <p class="soft">{t('check_none_help')}</p>
      )}
      <ul role="list" class="cards" aria-labelledby="check-results">
        {sorted.slice(0, shown).map((message) => (
          <CheckedCard
            key={message.view.key}
            message={message}
            url={url}
            isPrivate={isPrivate}
            isWanted={isOne}
            run={run}
          />
        ))}
      </ul>
      {sorted.length > shown && (
        <button type="button" onClick={() => setShown(shown + STEP)}>
          {t('inbox_more', sorted.length - shown)}
        </button>
      )}
    </section>
  )
}

function Faults({ faults }: { faults: readonly CheckFault[] }) {
  const { t } = useServices()
  if (faults.length === 0) return null
  return (
    <ul role="list" class="failure" aria-label={t('check_faults')}>
      {faults.map(({ place, fault }, index) => (
        <li key={index}>
          <strong>{place === '' ? t('check_pasted') : <ForeignText text={place} />}</strong>{' '}
          <ForeignText text={describeFault(t, fault)} />
        </li>
      ))}
    </ul>
  )
}

/** The strongest first; equal ones stay in the order in which they were read. */
function sortMessages(messages: readonly CheckedMessage[]): CheckedMessage[] {
  return messages.toSorted((a, b) => compareLevels(b.view.verdict.level, a.view.verdict.level))
}
