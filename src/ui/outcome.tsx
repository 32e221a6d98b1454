import { useCallback, useEffect, useState } from 'preact/hooks'
import { describeError } from './describe-error.ts'
import { useServices } from './services.ts'

/** Good news goes by itself; an error, or what can be undone, stays until the next action. */
const DONE_MS = 8000

interface Outcome {
  readonly kind: 'done' | 'failed'
  readonly text: string
  readonly undo?: (() => Promise<string>) | undefined
  /** Makes the same sentence twice in a row two announcements. */
  readonly turn: number
}

/** What an action answers: a sentence, and the way back where there is one. */
export type Done = string | { readonly text: string; readonly undo: () => Promise<string> }

export type RunAction = (action: () => Promise<Done>) => void

/** Runs an action that answers with a sentence, and keeps that sentence or the error for `OutcomeLine`. */
export function useOutcome(): { outcome: Outcome | undefined; run: RunAction } {
  const [outcome, setOutcome] = useState<Outcome>()
  const run = useCallback<RunAction>((action) => {
    const report = (kind: Outcome['kind'], text: string, undo?: Outcome['undo']) =>
      setOutcome((before) => ({ kind, text, undo, turn: (before?.turn ?? 0) + 1 }))
    action().then(
      (done) =>
        typeof done === 'string' ? report('done', done) : report('done', done.text, done.undo),
      (error: unknown) => report('failed', describeError(error)),
    )
  }, [])
  useEffect(() => {
    if (outcome?.kind !== 'done' || outcome.undo !== undefined) return
    const timer = setTimeout(() => setOutcome(undefined), DONE_MS)
    return () => clearTimeout(timer)
  }, [outcome])
  return { outcome, run }
}

interface OutcomeProps {
  readonly outcome: Outcome | undefined
  /** Needed where actions can be undone. */
  readonly run?: RunAction
}

/** Live regions, always there, so that a screen reader hears what is put into them. */
export function OutcomeLine({ outcome, run }: OutcomeProps) {
  const { t } = useServices()
  const undo = outcome?.undo
  return (
    <div class="outcome">
      <div class="outcome-line">
        <div role="status">
          {outcome?.kind === 'done' && (
            <p key={outcome.turn} class="outcome-done">
              {outcome.text}
            </p>
          )}
        </div>
        {run !== undefined && undo !== undefined && (
          <button type="button" class="undo" onClick={() => run(undo)}>
            {t('undo')}
          </button>
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
