import { useRef, useState } from 'preact/hooks'
import type { RunAction } from '../ui/outcome.tsx'
import { useServices } from '../ui/services.ts'
import { Question } from './question.tsx'

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
      {isAsking && (
        <Question
          yes={t('forget_everything_yes')}
          no={t('forget_everything_no')}
          onYes={forget}
          onNo={cancel}
        >
          {t('forget_everything_question')}
        </Question>
      )}
    </section>
  )
}
