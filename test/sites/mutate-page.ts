import fc from 'fast-check'

/** One thing that a page may do to itself; the numbers choose among what stands on it. */
export const pageChange = fc.record({
  kind: fc.constantFrom(
    ...(['remove', 'move', 'copy', 'swap attributes', 'take attribute', 'text', 'empty'] as const),
    ...(['wrap', 'new shadow root', 'wait'] as const),
  ),
  which: fc.nat(100_000),
  where: fc.nat(100_000),
})
export type PageChange = typeof pageChange extends fc.Arbitrary<infer T> ? T : never

/**
 * Changes a page at random: its nodes, texts, shadow roots, and the attributes of `names`; no
 * conversation (`panes`) gets into another. Stands alone: it also runs inside a browser's page.
 */
export function mutatePage(
  document: Document,
  { kind, which, where }: PageChange,
  names: readonly string[],
  panes: readonly string[],
): void {
  const collect = (root: ParentNode): Element[] =>
    [...root.querySelectorAll('*')].flatMap((element) => [
      element,
      ...(element.shadowRoot === null ? [] : collect(element.shadowRoot)),
    ])
  const all = collect(document.body)
  const one = all[which % Math.max(all.length, 1)]
  const other = all[where % Math.max(all.length, 1)]
  if (one === undefined || other === undefined) return
  if (kind === 'remove') one.remove()
  if (kind === 'empty') one.replaceChildren()
  if (kind === 'text') one.append(` changed ${which}`)
  const pane = panes.join(',') || 'no-pane'
  const holdsPane = one.matches(pane) || one.querySelector(pane) !== null
  const isInside = (node: Node | null): boolean =>
    node !== null &&
    (node === one || isInside(node.parentNode ?? (node instanceof ShadowRoot ? node.host : null)))
  const canGo = !isInside(other) && !(holdsPane && other.closest(pane) !== null)
  if (kind === 'move' && canGo) other.append(one)
  if (kind === 'copy' && canGo) other.after(one.cloneNode(true))
  if (kind === 'wrap') {
    const section = document.createElement('section')
    one.replaceWith(section)
    section.append(one)
  }
  if (kind === 'take attribute') {
    const name = names[where % Math.max(names.length, 1)]
    if (name !== undefined) one.removeAttribute(name)
  }
  if (kind === 'swap attributes') {
    for (const name of names) {
      const [first, second] = [one.getAttribute(name), other.getAttribute(name)]
      if (second === null) one.removeAttribute(name)
      else one.setAttribute(name, second)
      if (first === null) other.removeAttribute(name)
      else other.setAttribute(name, first)
    }
  }
  if (kind === 'new shadow root' && other.shadowRoot !== null) {
    const host = document.createElement(other.tagName)
    for (const name of other.getAttributeNames()) {
      host.setAttribute(name, other.getAttribute(name) ?? '')
    }
    host.attachShadow({ mode: 'open' }).innerHTML = other.shadowRoot.innerHTML
    other.replaceWith(host)
  }
}
