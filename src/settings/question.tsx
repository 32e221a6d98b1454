import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

interface Props {
  readonly children: ComponentChildren
  readonly yes: string
  readonly no: string
  readonly onYes: () => void
  readonly onNo: () => void
}

/** Asks in the page itself before something is done that can't be undone. */
export function Question({ children, yes, no, onYes, onNo }: Props) {
  const id = useId()
  const safe = useRef<HTMLButtonElement>(null)
  // The safe answer takes the focus, so that a second Enter does nothing.
  useLayoutEffect(() => safe.current?.focus(), [])
  return (
    <div
      role="group"
      class="question"
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onNo()
      }}
    >
      <p id={id}>{children}</p>
      <div class="actions">
        <button type="button" ref={safe} aria-describedby={id} onClick={onNo}>
          {no}
        </button>
        <button type="button" class="danger" onClick={onYes}>
          {yes}
        </button>
      </div>
    </div>
  )
}
