import type { CompiledSite } from './compile-site.ts'

/** Whether an element is one message: never one that a body imitates, never one inside another. */
export function isUnit(site: CompiledSite, element: Element): boolean {
  const { each } = site.unit
  const index = each.findIndex((selector) => element.matches(selector))
  if (index < 0) return false
  if (!site.within.isEmpty && site.within.closest(element) === undefined) return false
  const parent = element.parentElement
  if (parent !== null && site.unitGuards[index]?.closest(parent) !== undefined) return false
  for (let earlier = 0; earlier < index; earlier++) {
    if (element.querySelector(each[earlier] ?? '') !== null) return false
  }
  return true
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
