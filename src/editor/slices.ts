/** Milliseconds of work before the page may draw and answer keys again. */
const SLICE_MS = 12

/** Thrown inside work that newer work has overtaken. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken'
}

/** Lets a page breathe between the parts of long work, and ends work that is no longer wanted. */
export class Slices {
  #started = performance.now()

  constructor(readonly isWanted: () => boolean) {}

  /** @throws Overtaken */
  async pause(): Promise<void> {
    if (performance.now() - this.#started < SLICE_MS) return
    await new Promise((resolve) => setTimeout(resolve))
    if (!this.isWanted()) throw new Overtaken()
    this.#started = performance.now()
  }
}
