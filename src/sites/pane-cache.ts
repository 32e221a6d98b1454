/** Values by source. */
export type PaneValues = Map<object, string | undefined>

/**
 * What stands in a conversation's head is the same for all its messages: looked up once, until the
 * page changes something outside the messages. Without it every message would search the page again.
 */
export class PaneCache {
  #roots = new WeakMap<Node, PaneValues>()

  /** What is known of a root; to be added to. */
  open(root: Node): PaneValues {
    let values = this.#roots.get(root)
    if (values === undefined) {
      values = new Map()
      this.#roots.set(root, values)
    }
    return values
  }

  clear(): void {
    this.#roots = new WeakMap()
  }
}
