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

/**
 * CPU microseconds of several works, the least of several passes. The works take turns, so that a busy
 * machine slows all of them alike and their ratios stay true.
 */
export function measureInTurns(works: readonly (() => void)[], passes = 9): number[] {
  const least = works.map(() => Infinity)
  for (let pass = 0; pass < passes; pass += 1) {
    for (const [i, work] of works.entries()) {
      least[i] = Math.min(least[i] ?? Infinity, measureCpu(work, 1))
    }
  }
  return least
}

let sink = 0

/** Keeps a result alive, so that no measured work is optimised away. */
export function consume(value: number): void {
  sink = (sink + value) | 0
}

/** Bytes that a call leaves behind, in the heap and in buffers; needs `--expose-gc`. */
export function measureMemory<T>(make: () => T): { made: T; bytes: number } {
  const before = readMemory()
  const made = make()
  return { made, bytes: readMemory() - before }
}

function readMemory(): number {
  // Buffers are freed behind the heap.
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
