/**
 * Elements that an event passes, from the inside out; behind the document of an inner frame comes the
 * frame itself, with what it stands in.
 */
export function listPath(event: Event): Element[] {
  const path = event.composedPath().filter(isElement)
  let outer = findFrame(path.at(-1))
  while (outer !== undefined) {
    path.push(outer)
    outer = findParent(outer)
  }
  return path
}

/** Nodes of inner frames are no instances of this frame's classes. */
export function isElement(target: EventTarget): target is Element {
  return 'nodeType' in target && target.nodeType === 1
}

function findFrame(root: Element | undefined): Element | undefined {
  try {
    return root?.ownerDocument.defaultView?.frameElement ?? undefined
  } catch {
    return undefined
  }
}

function findParent(element: Element): Element | undefined {
  const parent: Node | null = element.parentNode
  if (parent !== null && isElement(parent)) return parent
  return parent !== null && 'host' in parent ? (parent as ShadowRoot).host : findFrame(element)
}
