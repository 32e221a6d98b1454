/** A chat's list counts as scrolled to its end this many pixels short of it. */
const NEAR_END = 24

/**
 * Keeps the end of a chat in view over an insertion beside `element`: call the answer with what was
 * inserted. A chat shows its newest message at the lower edge, and a warning behind it would stand
 * out of sight; one that is higher than the list is shown from its top.
 */
export function holdScrollEnd(element: Element): (inserted: Element) => void {
  const list = findScroller(element)
  if (list === undefined) return () => undefined
  const left = list.scrollHeight - list.clientHeight - list.scrollTop
  if (left > NEAR_END) return () => undefined
  return (inserted) => {
    const top = inserted.getBoundingClientRect().top - list.getBoundingClientRect().top
    list.scrollTop = Math.min(list.scrollHeight - list.clientHeight, list.scrollTop + top)
  }
}

/** The list that scrolls the element; never the page itself, which a mail is read from the top of. */
function findScroller(element: Element): Element | undefined {
  let at: Element | null = element.parentElement
  while (at !== null && at !== at.ownerDocument.body) {
    if (at.scrollTop > 0 && at.scrollHeight > at.clientHeight) return at
    at = at.parentElement
  }
  return undefined
}
