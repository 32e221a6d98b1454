import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { RunAction } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'

/** Erases all that is stored, after asking once more in the page itself. */
export function ForgetEverything({ run }: { run: RunAction }) {
  const { call, t } = useServices()
  const [isAsking, setAsking] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const cancel = () => {
    setAsking(false)
    opener.current?.focus()
  }
  const forget = () => {
    cancel()
    run(async () => {
      await call('forget/everything', {})
      return t('forget_everything_done')
    })
  }
  return (
    <section id="forget">
      <h2>{t('settings_forget')}</h2>
      <p class="soft">{t('forget_everything_help')}</p>
      <button
        type="button"
        ref={opener}
        aria-expanded={isAsking}
        onClick={() => setAsking(!isAsking)}
      >
        {t('forget_everything')}
      </button>
      {isAsking && <Question onYes={forget} onNo={cancel} />}
    </section>
  )
}

function Question({ onYes, onNo }: { onYes: () => void; onNo: () => void }) {
  const { t } = useServices()
  const no = useRef<HTMLButtonElement>(null)
  // The safe answer takes the focus, so that a second Enter erases nothing.
  useLayoutEffect(() => no.current?.focus(), [])
  return (
    <div
      role="group"
      class="question"
      aria-labelledby="forget-question"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onNo()
      }}
    >
      <p id="forget-question">{t('forget_everything_question')}</p>
      <div class="actions">
        <button type="button" ref={no} aria-describedby="forget-question" onClick={onNo}>
          {t('forget_everything_no')}
        </button>
        <button type="button" class="danger" onClick={onYes}>
          {t('forget_everything_yes')}
        </button>
      </div>
    </div>
  )
}
