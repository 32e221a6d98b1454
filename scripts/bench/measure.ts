/** CPU microseconds of a call, the least of several passes. */
export function measureCpu(work: () => void, passes = 5): number {
  let least = Infinity
  for (let pass = 0; pass < passes; pass += 1) {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, user + system)
  }
  return least
}

let sink = 0

/** Keeps a result alive, so that no measured work is optimised away. */
export function consume(value: number): void {
  sink = (sink + value) | 0
}

/** Bytes that stay on the heap through a call; needs `--expose-gc`. */
export function measureHeap<T>(make: () => T): { made: T; bytes: number } {
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  const made = make()
  globalThis.gc?.()
  return { made, bytes: process.memoryUsage().heapUsed - before }
}

/** The same numbers in every run: a linear congruential generator, 0 ≤ x < 1. */
export function makeRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state / 0x80000000
  }
}

export function pick<T>(random: () => number, from: readonly T[]): T {
  const chosen = from[Math.floor(random() * from.length)]
  if (chosen === undefined) throw new RangeError('nothing to pick from')
  return chosen
}
