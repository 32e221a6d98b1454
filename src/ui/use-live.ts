import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { describeError } from './describe-error.ts'
import { useServices } from './services.ts'

/** A page in sight asks again this often, for changes that the browser does not tell of. */
const POLL_MS = 2000

interface Answer<T> {
  /** Last answer; kept when a later call fails. */
  readonly data?: T
  readonly error?: string
}

export interface Live<T> extends Answer<T> {
  readonly refresh: () => void
}

/** `told`: on every change that the background makes known. `polled`: also on a short poll. */
export type Freshness = 'once' | 'told' | 'polled'

/** Loads data now, when asked, and as often as `freshness` says while the page is visible. */
export function useLive<T>(load: () => Promise<T>, freshness: Freshness): Live<T> {
  const { watch } = useServices()
  const [state, setState] = useState<Answer<T>>({})
  const turns = useRef({ asked: 0, shown: 0 })
  const refresh = useCallback(() => {
    const turn = ++turns.current.asked
    // An answer that a later one has overtaken says nothing new.
    const show = (next: (before: Answer<T>) => Answer<T>) => {
      if (turn < turns.current.shown) return
      turns.current.shown = turn
      setState(next)
    }
    load().then(
      (data) => show(() => ({ data })),
      (error: unknown) => show((before) => ({ ...before, error: describeError(error) })),
    )
  }, [load])

  useEffect(() => {
    refresh()
    return freshness === 'once' ? undefined : watch(refresh)
  }, [refresh, watch, freshness])

  useEffect(() => {
    if (freshness !== 'polled') return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh()
    }, POLL_MS)
    return () => clearInterval(timer)
  }, [refresh, freshness])

  return { ...state, refresh }
}
