import { useCallback, useEffect, useState } from 'preact/hooks'
import { describeError } from './describe-error.ts'
import { useServices } from './services.ts'

/** Good news goes by itself; an error stays until the next action. */
const DONE_MS = 8000

interface Outcome {
  readonly kind: 'done' | 'failed'
  readonly text: string
  /** Makes the same sentence twice in a row two announcements. */
  readonly turn: number
}

export type RunAction = (action: () => Promise<string>) => void

/** Runs an action that answers with a sentence, and keeps that sentence or the error for `OutcomeLine`. */
export function useOutcome(): { outcome: Outcome | undefined; run: RunAction } {
  const [outcome, setOutcome] = useState<Outcome>()
  const run = useCallback<RunAction>((action) => {
    const report = (kind: Outcome['kind'], text: string) =>
      setOutcome((before) => ({ kind, text, turn: (before?.turn ?? 0) + 1 }))
    action().then(
      (text) => report('done', text),
      (error: unknown) => report('failed', describeError(error)),
    )
  }, [])
  useEffect(() => {
    if (outcome?.kind !== 'done') return
    const timer = setTimeout(() => setOutcome(undefined), DONE_MS)
    return () => clearTimeout(timer)
  }, [outcome])
  return { outcome, run }
}

/** Live regions, always there, so that a screen reader hears what is put into them. */
export function OutcomeLine({ outcome }: { outcome: Outcome | undefined }) {
  const { t } = useServices()
  return (
    <div class="outcome">
      <div role="status">
        {outcome?.kind === 'done' && (
          <p key={outcome.turn} class="outcome-done">
            {outcome.text}
          </p>
        )}
      </div>
      <div role="alert">
        {outcome?.kind === 'failed' && (
          <p key={outcome.turn} class="failure">
            {t('error_action', outcome.text)}
          </p>
        )}
      </div>
    </div>
  )
}

/** An error of loading; nothing while there is none. */
export function LoadFailure({ error }: { error: string | undefined }) {
  const { t } = useServices()
  if (error === undefined) return null
  return (
    <p role="alert" class="failure">
      {t('error_load', error)}
    </p>
  )
}
