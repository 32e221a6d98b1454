import { useCallback, useState } from 'preact/hooks'

const NONE: ReadonlySet<string> = new Set()

/** Entries that are picked for one action on all of them, by key. */
export interface Selection {
  readonly keys: ReadonlySet<string>
  readonly toggle: (key: string) => void
  readonly replace: (keys: readonly string[]) => void
  readonly clear: () => void
}

export function useSelection(): Selection {
  const [keys, setKeys] = useState(NONE)
  const toggle = useCallback((key: string) => {
    setKeys((before) => {
      const next = new Set(before)
      if (!next.delete(key)) next.add(key)
      return next
    })
  }, [])
  const replace = useCallback((next: readonly string[]) => setKeys(new Set(next)), [])
  const clear = useCallback(() => setKeys(NONE), [])
  return { keys, toggle, replace, clear }
}
