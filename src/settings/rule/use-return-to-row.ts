import { useEffect, useRef } from 'preact/hooks'
import { readLinkId } from './read-link.tsx'

/** Whoever comes back from reading a rule finds the focus at its row, or at the section's heading. */
export function useReturnToRow(wanted: string | undefined): void {
  const last = useRef(wanted)
  useEffect(() => {
    const left = last.current
    last.current = wanted
    if (left === undefined || wanted !== undefined) return
    const row = document.getElementById(readLinkId(left))
    const target = row ?? document.getElementById('rules-heading')
    // Another section's link was followed: the focus is the reader's.
    if (location.hash === '#rules') target?.focus()
  }, [wanted])
}
