/** Selectors of a definition as this browser takes them; invalid ones are left out and told. */
export class SelectorSet {
  /** In the order of the definition. */
  readonly each: readonly string[]
  /** Place of each in the definition. */
  readonly places: readonly number[]
  readonly #joined: string

  constructor(selectors: readonly string[], isValid: (selector: string) => boolean) {
    this.each = selectors.filter(isValid)
    this.places = this.each.map((selector) => selectors.indexOf(selector))
    this.#joined = this.each.join(',')
  }

  get isEmpty(): boolean {
    return this.#joined === ''
  }

  matches(element: Element): boolean {
    return this.#joined !== '' && element.matches(this.#joined)
  }

  closest(element: Element): Element | undefined {
    return this.#joined === '' ? undefined : (element.closest(this.#joined) ?? undefined)
  }

  /** The first element of any selector, in document order. */
  findIn(root: ParentNode): Element | undefined {
    return this.#joined === '' ? undefined : (root.querySelector(this.#joined) ?? undefined)
  }

  findAllIn(root: ParentNode): ArrayLike<Element> {
    return this.#joined === '' ? [] : root.querySelectorAll(this.#joined)
  }
}

/** Whether this browser takes a selector; each faulty one is told once. */
export function createSelectorCheck(
  document: Document,
  onFault: (selector: string) => void,
): (selector: string) => boolean {
  const known = new Map<string, boolean>()
  const probe = document.createDocumentFragment()
  return (selector) => {
    const before = known.get(selector)
    if (before !== undefined) return before
    let isValid = true
    try {
      probe.querySelector(selector)
    } catch {
      isValid = false
      onFault(selector)
    }
    known.set(selector, isValid)
    return isValid
  }
}
