/** Time as a page reader needs it; tests bring their own. */
export interface Clock {
  /** Milliseconds, monotonic. */
  now(): number
  /** Runs when the page has nothing better to do; the result takes it back. */
  whenIdle(work: () => void): () => void
  after(milliseconds: number, work: () => void): () => void
}

const LONGEST_WAIT = 500

/** The page's own clock. */
export const pageClock: Clock = {
  now: () => performance.now(),
  whenIdle(work) {
    const handle = requestIdleCallback(work, { timeout: LONGEST_WAIT })
    return () => {
      cancelIdleCallback(handle)
    }
  },
  after(milliseconds, work) {
    const handle = setTimeout(work, milliseconds)
    return () => {
      clearTimeout(handle)
    }
  },
}
