import type { Clock } from './clock.ts'

/** No slice of work holds the page longer than this, in milliseconds. */
const SLICE = 5
const HIDDEN_PAUSE = 5_000

/** What is to be done, a step at a time; ends when nothing is left. */
export type Work = Iterator<void, void, void>

/** Does work in short slices when the page is idle; in a background tab at most once in five seconds. */
export class Slices {
  private work: Work | undefined
  private cancel: (() => void) | undefined
  private isStopped = false
  private lastStart = Number.NEGATIVE_INFINITY

  constructor(
    private readonly clock: Clock,
    private readonly isHidden: () => boolean,
    private readonly startWork: () => Work,
  ) {}

  /** Asks for work to be done soon; asking again changes nothing. */
  request(): void {
    if (this.isStopped || this.cancel !== undefined) return
    const wait = this.isHidden() ? this.lastStart + HIDDEN_PAUSE - this.clock.now() : 0
    if (wait > 0) this.cancel = this.clock.after(wait, this.run)
    else this.cancel = this.clock.whenIdle(this.run)
  }

  /** The tab came to the front: no more waiting. */
  hurry(): void {
    if (this.cancel === undefined) return
    this.cancel()
    this.cancel = undefined
    this.request()
  }

  stop(): void {
    this.isStopped = true
    this.cancel?.()
    this.cancel = undefined
    this.work = undefined
  }

  private readonly run = (): void => {
    this.cancel = undefined
    const start = this.clock.now()
    if (this.work === undefined) this.lastStart = start
    this.work ??= this.startWork()
    for (;;) {
      if (this.work.next().done === true) {
        this.work = undefined
        return
      }
      if (this.clock.now() - start >= SLICE) break
    }
    this.cancel = this.clock.whenIdle(this.run)
  }
}
