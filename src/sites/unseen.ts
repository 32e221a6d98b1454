import type { Clock } from './clock.ts'

/** Neighbours of which the first and the last are watched: each one would cost as much as reading does. */
const STRETCH = 16
/** From the first scroll event to a look at what is in view, in milliseconds. */
const PAUSE = 100

/** Watches what was passed over, without asking for layout, and tells what of it comes near view. */
export class Unseen {
  #observer: IntersectionObserver | undefined
  readonly #stretches = new Set<readonly Element[]>()
  #isLookDue = false

  readonly #clock: Clock
  readonly #onSeen: (element: Element) => void
  constructor(clock: Clock, onSeen: (element: Element) => void) {
    this.#clock = clock
    this.#onSeen = onSeen
  }

  /** Watches elements that stand one after another in one document or shadow root. */
  watch(elements: readonly Element[]): void {
    this.#observer ??= new IntersectionObserver(this.#take)
    for (let at = 0; at < elements.length; at += STRETCH) {
      const stretch = elements.slice(at, at + STRETCH)
      this.#stretches.add(stretch)
      this.#observe(stretch)
    }
    // A root takes the same listener once, however often it is added.
    elements[0]?.getRootNode().addEventListener('scroll', this.#onScroll, true)
  }

  /** Has the browser tell where everything stands now. */
  readonly look = (): void => {
    this.#isLookDue = false
    this.#observer?.disconnect()
    for (const stretch of this.#stretches) this.#observe(stretch)
  }

  /** Watches nothing any more. */
  clear(): void {
    this.#stretches.clear()
    this.#observer?.disconnect()
  }

  #observe(stretch: readonly Element[]): void {
    for (const end of listEnds(stretch)) this.#observer?.observe(end)
  }

  readonly #onScroll = (): void => {
    if (this.#isLookDue) return
    this.#isLookDue = true
    this.#clock.after(PAUSE, this.look)
  }

  readonly #take = (entries: readonly IntersectionObserverEntry[]): void => {
    const told = new Map(entries.map((entry) => [entry.target, entry]))
    for (const stretch of this.#stretches) {
      if (!isNear(listEnds(stretch).flatMap((end) => told.get(end) ?? []))) continue
      this.#stretches.delete(stretch)
      stretch.forEach(this.#onSeen)
    }
  }
}

function listEnds(stretch: readonly Element[]): Element[] {
  return [0, -1].flatMap((at) => stretch.at(at) ?? [])
}

/** Whether what stands between the ends may be in view. */
function isNear(ends: readonly IntersectionObserverEntry[]): boolean {
  // In a frame of another site the browser does not tell where the view ends.
  const view = ends[0]?.rootBounds ?? { top: -Infinity, bottom: Infinity }
  // What has no box of its own (`display: contents`) never comes into view, but what it holds does.
  const rects = ends.map(({ boundingClientRect: at }) => (at.height === 0 ? view : at))
  return (
    rects.some(({ top }) => top <= view.bottom) && rects.some(({ bottom }) => bottom >= view.top)
  )
}
