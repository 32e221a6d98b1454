interface ElementOptions {
  readonly className?: string
  readonly text?: string
  readonly attributes?: Readonly<Record<string, string>>
  readonly children?: readonly (Node | undefined)[]
}

/** Makes an element of the panel; texts are always texts, never markup. */
export function makeElement<K extends keyof HTMLElementTagNameMap>(
  document: Document,
  name: K,
  options: ElementOptions = {},
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name)
  if (options.className !== undefined) element.className = options.className
  if (options.text !== undefined) element.textContent = options.text
  for (const [attribute, value] of Object.entries(options.attributes ?? {})) {
    element.setAttribute(attribute, value)
  }
  for (const child of options.children ?? []) if (child !== undefined) element.append(child)
  return element
}

const SVG = 'http://www.w3.org/2000/svg'

/** A drawing of one path, hidden from screen readers: the level stands beside it as a word. */
export function makeShape(document: Document, path: string): SVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('focusable', 'false')
  const shape = document.createElementNS(SVG, 'path')
  shape.setAttribute('d', path)
  shape.setAttribute('fill-rule', 'evenodd')
  svg.append(shape)
  return svg
}

export function makeButton(
  document: Document,
  className: string,
  text: string,
  act: () => void,
): HTMLButtonElement {
  const button = makeElement(document, 'button', {
    className,
    text,
    attributes: { type: 'button' },
  })
  button.addEventListener('click', act)
  return button
}
