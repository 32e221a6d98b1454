import type { CompiledSite } from './compile-site.ts'

/** Whether an element is one message: never one that a body imitates, never one inside another. */
export function isUnit(site: CompiledSite, element: Element): boolean {
  const { each } = site.unit
  const index = each.findIndex((selector) => element.matches(selector))
  if (index < 0) return false
  if (!site.within.isEmpty && site.within.closest(element) === undefined) return false
  const parent = element.parentElement
  if (parent !== null) {
    if (site.body.closest(parent) !== undefined) return false
    if (each.slice(0, index + 1).some((selector) => parent.closest(selector) !== null)) return false
  }
  return each.slice(0, index).every((selector) => element.querySelector(selector) === null)
}

/** Units at or below a node, in document order. */
export function findUnits(site: CompiledSite, root: ParentNode): Element[] {
  const found = site.unit.findAllIn(root).filter((element) => isUnit(site, element))
  if (root instanceof Element && isUnit(site, root)) found.unshift(root)
  return found
}

/** The unit around a node, undefined outside all messages. */
export function findUnitAround(site: CompiledSite, node: Node): Element | undefined {
  const start = node instanceof Element ? node : node.parentElement
  let found: Element | undefined
  let next = start === null ? undefined : site.unit.closest(start)
  while (next !== undefined) {
    if (isUnit(site, next)) found = next
    next = next.parentElement === null ? undefined : site.unit.closest(next.parentElement)
  }
  return found
}
