import type { Clock } from './clock.ts'

/** No slice of work holds the page longer than about this, in milliseconds. */
const SLICE = 2.5
/** Before work begins: changes mostly come several at once. */
const LEAD = 250
/** Between the beginnings of two pieces of work. A page that changes all the time is read in batches. */
export const PAUSE = 500
const HIDDEN_PAUSE = 5_000

/** Does work in short slices when the page is idle; in a background tab at most once in five seconds. */
export class Slices {
  #cancel: (() => void) | undefined
  #isStopped = false
  #isWorking = false
  #lastStart = Number.NEGATIVE_INFINITY

  /** `mayWait`: work that is due is put off for a while. `doStep` does a little; is something left? */
  readonly #clock: Clock
  readonly #isHidden: () => boolean
  readonly #mayWait: () => boolean
  readonly #doStep: () => boolean
  constructor(
    clock: Clock,
    isHidden: () => boolean,
    mayWait: () => boolean,
    doStep: () => boolean,
  ) {
    this.#clock = clock
    this.#isHidden = isHidden
    this.#mayWait = mayWait
    this.#doStep = doStep
  }

  /** Asks for work to be done soon; asking again changes nothing. */
  request(): void {
    if (this.#isStopped || this.#cancel !== undefined) return
    const pause = this.#isHidden() ? HIDDEN_PAUSE : PAUSE
    const wait = Math.max(LEAD, this.#lastStart + pause - this.#clock.now())
    this.#cancel = this.#clock.after(wait, this.#wake)
  }

  /** The tab came to the front: no more waiting. */
  hurry(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.request()
  }

  stop(): void {
    this.#isStopped = true
    this.#cancel?.()
    this.#cancel = undefined
  }

  /** An idle moment may never come in a background tab. */
  readonly #wake = (): void => {
    if (this.#isHidden()) this.#run()
    else this.#cancel = this.#clock.whenIdle(this.#run)
  }

  readonly #run = (): void => {
    this.#cancel = undefined
    if (!this.#isWorking && this.#mayWait()) {
      this.#cancel = this.#clock.after(PAUSE, this.#wake)
      return
    }
    const start = this.#clock.now()
    if (!this.#isWorking) this.#lastStart = start
    this.#isWorking = true
    while (this.#doStep()) {
      if (this.#clock.now() - start < SLICE) continue
      this.#cancel = this.#clock.whenIdle(this.#run)
      return
    }
    this.#isWorking = false
  }
}
