/** Runs before the page's own scripts: what a site does that wants to know who looks at it. */
export function layTraps(): void {
  const seen: string[] = []
  Object.assign(globalThis, { trapped: seen })
  addEventListener('message', () => seen.push('message'))
  addEventListener('securitypolicyviolation', ({ blockedURI }) => seen.push(blockedURI))
  addEventListener('error', ({ error }) => seen.push(String(error)))
  for (const name of ['attachShadow', 'scrollIntoView', 'getBoundingClientRect'] as const) {
    const real: unknown = Reflect.get(Element.prototype, name)
    Object.assign(Element.prototype, {
      [name](this: Element, ...args: unknown[]): unknown {
        seen.push(name)
        return typeof real === 'function' ? (Reflect.apply(real, this, args) as unknown) : undefined
      },
    })
  }
}

/** What the page finds of an extension, by every way that needs no luck. */
export function lookAround(): Record<string, unknown> {
  const all = [...document.querySelectorAll('*')]
  const entries = performance.getEntries().map(({ name }) => name)
  const paint = (name: string) => getComputedStyle(document.body, `::highlight(${name})`)
  const styles = ['lurewatch', 'lure', 'evidence', 'lure-evidence', 'page-notes'].map(
    (name) => `${paint(name).backgroundColor} ${paint(name).textDecoration}`,
  )
  const bare = paint('nobody-has-this-name')
  return {
    trapped: Reflect.get(globalThis, 'trapped'),
    globals: Object.getOwnPropertyNames(globalThis).filter((name) =>
      /lurewatch|pageNotes|pageOutline/i.test(name),
    ),
    addresses: [document.documentElement.outerHTML, ...entries].filter((text) =>
      text.includes('-extension:'),
    ),
    sheets: [document.adoptedStyleSheets.length, document.querySelectorAll('style').length],
    highlights: CSS.highlights.size,
    painted: styles.filter((style) => style !== `${bare.backgroundColor} ${bare.textDecoration}`),
    bare: all.filter(
      ({ tagName, attributes, childNodes }) =>
        tagName === 'DIV' && attributes.length + childNodes.length === 0,
    ).length,
    words: /lurewatch/i.test(document.documentElement.outerHTML),
  }
}

/** What `lookAround` answers on a page that no extension touches. */
export const NOTHING = {
  trapped: [],
  globals: [],
  addresses: [],
  sheets: [0, 0],
  highlights: 0,
  painted: [],
  bare: 0,
  words: false,
}

/** Notes from now on each change of the page other than of its own lists, and each event that only a reader could cause. */
export function watchForReader(): void {
  const noted: string[] = []
  Object.assign(globalThis, { noted })
  for (const type of ['selectionchange', 'focusin', 'scroll', 'copy', 'resize', 'slotchange']) {
    document.addEventListener(type, () => noted.push(type), true)
  }
  const isItem = (node: Node) => node.nodeName === 'LI'
  new MutationObserver((records) => {
    for (const { type, target, attributeName, addedNodes, removedNodes } of records) {
      const isList = type === 'childList' && [...addedNodes, ...removedNodes].every(isItem)
      if (!isList) noted.push(`${type} ${target.nodeName} ${attributeName ?? ''}`)
    }
  }).observe(document, {
    attributes: true,
    characterData: true,
    childList: true,
    subtree: true,
  })
}

export function readNoted(): unknown {
  return Reflect.get(globalThis, 'noted')
}
