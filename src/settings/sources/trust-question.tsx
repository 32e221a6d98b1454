import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { SourceTrust } from '../../platform/source-protocol.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import type { RunAction } from '../../ui/outcome.tsx'
import { quoteForeign } from '../../ui/quote-foreign.ts'
import { useServices } from '../../ui/services.ts'
import { Fingerprint } from './fingerprint.tsx'
import { FAULT_KEYS } from './source-words.ts'
import { TrustChoice } from './trust-choice.tsx'

/** A source that was looked at and not added yet. */
export interface Probed {
  readonly url: string
  readonly fingerprint: string
}

interface Props {
  readonly probed: Probed
  readonly run: RunAction
  readonly onLeave: () => void
  readonly onAdded: () => void
}

/** What there is to know before a source is trusted, and the decision. */
export function TrustQuestion({ probed, run, onLeave, onAdded }: Props) {
  const { call, t } = useServices()
  const { url, fingerprint } = probed
  const [trust, setTrust] = useState<SourceTrust>('limited')
  const [isAdding, setAdding] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  // What is to be compared is read first; no button is near enough to be pressed by mistake.
  useLayoutEffect(() => heading.current?.focus(), [])

  const decline = () => {
    onLeave()
    run(async () => {
      await call('sources/release', { url })
      return t('source_declined')
    })
  }
  const add = () => {
    if (isAdding) return
    setAdding(true)
    run(async () => {
      try {
        const reply = await call('sources/add', { url, fingerprint, trust })
        if ('fault' in reply) throw new Error(t(FAULT_KEYS[reply.fault.kind]))
        onAdded()
        return t('source_added', quoteForeign(url))
      } finally {
        setAdding(false)
      }
    })
  }
  return (
    <div role="group" class="trust-question" aria-labelledby={id}>
      <h4 id={id} ref={heading} tabIndex={-1}>
        {t('source_question')}
      </h4>
      <p class="code">
        <ForeignText text={url} />
      </p>
      <Fingerprint value={fingerprint} />
      <p>{t('source_fingerprint_help')}</p>
      <TrustChoice value={trust} onChange={setTrust} />
      <p role="status">{isAdding && t('source_asking')}</p>
      <div class="actions">
        <button type="button" onClick={decline}>
          {t('source_decline')}
        </button>
        <button type="button" class="main-action" aria-disabled={isAdding} onClick={add}>
          {t('source_add')}
        </button>
      </div>
    </div>
  )
}
