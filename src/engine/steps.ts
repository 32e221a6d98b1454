/**
 * Work that is done step by step: whoever runs it may do something else between two steps, so that
 * long work keeps nobody waiting.
 */
export type Steps<T> = Generator<undefined, T, undefined>

/** Does all of it at once. */
export function finishSteps<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** A step for each part. */
export function* mapSteps<T, U>(parts: readonly T[], work: (part: T) => U): Steps<U[]> {
  const results: U[] = []
  for (const part of parts) {
    results.push(work(part))
    yield
  }
  return results
}
