import { readBodies, type BodyRules } from './read-text.ts'

/** Longer than any name or subject: such a text is read step by step, within the reader's limits. */
const MAX_LEAF = 5_000

/** Text of an element that holds nothing but text; undefined where it holds more. */
export function readLeaf(element: Element): string | undefined {
  if (element.firstElementChild !== null) return undefined
  const text = element.textContent
  return text.length > MAX_LEAF ? undefined : text
}

const never = (): boolean => false

/** Text of an element and what is below it, but for elements that are skipped. */
export function readBranches(element: Element, isSkipped: (element: Element) => boolean): string {
  const rules: BodyRules = {
    isDropped: isSkipped,
    isQuoted: never,
    isHidden: never,
    isPreformatted: never,
    openFrame: () => undefined,
  }
  const steps = readBodies([element], rules)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value.text
  }
}

/** A text on one line. */
export function joinLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}
