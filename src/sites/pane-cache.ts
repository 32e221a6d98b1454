import type { Kind } from './kinds.ts'

/** What is known of a conversation. */
export interface Pane {
  /** Values by source. */
  readonly values: Map<object, string | undefined>
  /** Kinds of messages that were read, the last met first. */
  readonly kinds: Kind[]
}

/**
 * What stands in a conversation's head is the same for all its messages: looked up once, until the
 * page changes something outside the messages. Without it every message would search the page again.
 */
export class PaneCache {
  #roots = new WeakMap<Node, Pane>()

  /** What is known of a root; to be added to. */
  open(root: Node): Pane {
    let pane = this.#roots.get(root)
    if (pane === undefined) {
      pane = { values: new Map(), kinds: [] }
      this.#roots.set(root, pane)
    }
    return pane
  }

  clear(): void {
    this.#roots = new WeakMap()
  }
}
