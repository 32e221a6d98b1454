import { useState } from 'preact/hooks'
import { readPath } from '../engine/message-path.ts'
import type { Message } from '../engine/message.ts'
import type { Evidence } from '../engine/verdict.ts'
import { ForeignText } from '../ui/foreign-text.tsx'
import { nameField } from '../ui/name-field.ts'
import { useServices } from '../ui/services.ts'
import type { TrialHit } from './trial.ts'

const STEP = 20
/** UTF-16 units of text on either side of what was seen. */
const AROUND = 60
const MAX_PLACES = 4

/** Messages that were hit, with what the rules saw in them. */
export function HitList({ hits, label }: { hits: readonly TrialHit[]; label: string }) {
  const { t } = useServices()
  const [shown, setShown] = useState(STEP)
  if (hits.length === 0) return null
  return (
    <>
      <ul role="list" class="hits" aria-label={label}>
        {hits.slice(0, shown).map((hit, index) => (
          <li key={index}>
            <Hit hit={hit} />
          </li>
        ))}
      </ul>
      {hits.length > shown && (
        <button type="button" onClick={() => setShown(shown + STEP)}>
          {t('inbox_more', hits.length - shown)}
        </button>
      )}
    </>
  )
}

function Hit({ hit: { title, message, rules, evidence } }: { hit: TrialHit }) {
  return (
    <>
      <p>
        {title !== '' && (
          <>
            <span class="code">
              <ForeignText text={title} />
            </span>
            {' – '}
          </>
        )}
        <strong>
          <ForeignText text={[...new Set(rules)].join(', ')} />
        </strong>
      </p>
      {evidence.length === 0 ? (
        <p class="soft">
          <ForeignText text={message.text.slice(0, AROUND * 2)} />
        </p>
      ) : (
        evidence
          .slice(0, MAX_PLACES)
          .map((place, index) => <Place key={index} place={place} message={message} />)
      )}
    </>
  )
}

function Place({ place, message }: { place: Evidence; message: Message }) {
  const { t } = useServices()
  const { field, start, end, text } = place
  const whole = readPath(message, field) ?? ''
  const before = whole.slice(Math.max(0, start - AROUND), start)
  return (
    <p dir="auto">
      {start > AROUND && '…'}
      <ForeignText text={before} />
      <mark>
        <ForeignText text={text} />
      </mark>
      <ForeignText text={whole.slice(end, end + AROUND)} />
      {end + AROUND < whole.length && '…'} <span class="soft">({nameField(t, field)})</span>
    </p>
  )
}
