/**
 * What stands in a conversation's head is the same for all its messages: looked up once, until the
 * page changes something outside the messages. Without it every message would search the page again.
 */
export class PaneCache {
  private roots = new WeakMap<Node, Map<object, string | undefined>>()

  read(root: Node, source: object, find: () => string | undefined): string | undefined {
    let values = this.roots.get(root)
    if (values === undefined) {
      values = new Map()
      this.roots.set(root, values)
    }
    if (values.has(source)) return values.get(source)
    const value = find()
    values.set(source, value)
    return value
  }

  clear(): void {
    this.roots = new WeakMap()
  }
}
