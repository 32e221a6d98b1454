import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { describeError } from './describe-error.ts'
import { useServices } from './services.ts'

/** A page in sight asks again this often, for changes that the browser does not tell of. */
const POLL_MS = 2000

export interface Live<T> {
  /** Last answer; kept when a later call fails. */
  readonly data?: T
  readonly error?: string
  readonly refresh: () => void
}

/**
 * Loads data now and when asked; `watched` also on every change in the background and on a short
 * poll while the page is visible.
 */
export function useLive<T>(load: () => Promise<T>, mode: 'watched' | 'once'): Live<T> {
  const { watch } = useServices()
  const [state, setState] = useState<Omit<Live<T>, 'refresh'>>({})
  const newest = useRef(0)
  const refresh = useCallback(() => {
    const turn = ++newest.current
    load().then(
      (data) => {
        if (turn === newest.current) setState({ data })
      },
      (error: unknown) => {
        if (turn === newest.current) {
          setState((before) => ({ ...before, error: describeError(error) }))
        }
      },
    )
  }, [load])

  useEffect(() => {
    refresh()
    if (mode === 'once') return
    const stop = watch(refresh)
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh()
    }, POLL_MS)
    return () => {
      stop()
      clearInterval(timer)
    }
  }, [refresh, watch, mode])

  return { ...state, refresh }
}
