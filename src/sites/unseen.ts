/** Watches what was passed over, without asking for layout, and tells what of it comes into view. */
export class Unseen {
  #observer: IntersectionObserver | undefined
  readonly #onSeen: (element: Element) => void

  constructor(onSeen: (element: Element) => void) {
    this.#onSeen = onSeen
  }

  watch(element: Element): void {
    this.#observer ??= new IntersectionObserver(this.#take)
    this.#observer.observe(element)
  }

  stop(): void {
    this.#observer?.disconnect()
  }

  readonly #take = (entries: readonly IntersectionObserverEntry[]): void => {
    for (const { isIntersecting, target, boundingClientRect } of entries) {
      // What has no box of its own (`display: contents`) never comes into view, but what it holds does.
      if (!isIntersecting && boundingClientRect.height > 0) continue
      this.#observer?.unobserve(target)
      this.#onSeen(target)
    }
  }
}
