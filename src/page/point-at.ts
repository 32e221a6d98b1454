import type { Evidence } from '../engine/verdict.ts'

/** Shows places of the message that the reader points at; an empty list: none any more. */
export type Emphasise = (evidence: readonly Evidence[], how?: 'in view') => void

/**
 * Pointing at a control, or giving it the focus, shows what it speaks of in the message; only pressing
 * it moves the page, so that nothing runs away from the pointer.
 */
export function pointAt(
  control: HTMLElement,
  evidence: readonly Evidence[],
  emphasise: Emphasise,
): void {
  for (const name of ['focus', 'pointerenter']) {
    control.addEventListener(name, () => {
      emphasise(evidence)
    })
  }
  control.addEventListener('click', () => {
    emphasise(evidence, 'in view')
  })
  for (const name of ['blur', 'pointerleave']) {
    control.addEventListener(name, () => {
      emphasise([])
    })
  }
}
