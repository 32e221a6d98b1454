import type { Steps } from '../engine/steps.ts'

/** Milliseconds of work at a time: a batch of messages that waits is judged in between. */
const SLICE = 8

/** Does long work in short slices; whatever else is to be done goes first in between. */
export async function runInSlices<T>(steps: Steps<T>): Promise<T> {
  let end = performance.now() + SLICE
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    if (performance.now() < end) continue
    await pause()
    end = performance.now() + SLICE
  }
}

/** A task of its own, without the delay that browsers put on timers which follow each other. */
function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
