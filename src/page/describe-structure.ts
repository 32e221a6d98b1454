import { maskClass, maskId, maskValue } from './mask-name.ts'

const MAX_LINES = 3_000
const MAX_DEPTH = 60
/** Neighbours that look the same: written out this often. */
const MAX_ALIKE = 2
const MAX_CLASSES = 8
const MAX_ATTRIBUTES = 12
/** Nothing in them tells how a page is built. */
const LEFT_OUT = new Set('SCRIPT STYLE LINK META NOSCRIPT TEMPLATE HEAD'.split(' '))
/** Their value is one of few words of the platform. */
const PLAIN = new Set('role type dir hidden aria-hidden aria-expanded contenteditable'.split(' '))
/** Names that a site's makers gave to parts of their page. */
const MAKERS = /^(?:data-(?:test|qa|tid|cy|automation|component|view|type|kind)|componentkey$)/

/**
 * The structure of a document with its open shadow roots and readable frames, one element a line: tag,
 * id, classes, names of attributes. No text of the page is in it, no address, no link.
 */
export function describeStructure(document: Document): string {
  const lines: string[] = []
  const { documentElement: root } = document as { documentElement: Element | null }
  if (root !== null) describeElement(root, 0, lines)
  return lines.join('\n')
}

function describeElement(element: Element, depth: number, lines: string[]): void {
  addLine(lines, depth, describeHead(element))
  if (element.namespaceURI?.endsWith('/svg') === true) return
  if (element.shadowRoot !== null) {
    addLine(lines, depth + 1, '#shadow-root')
    describeChildren(element.shadowRoot, depth + 2, lines)
  }
  const inner = readFrame(element)
  if (inner !== undefined) {
    addLine(lines, depth + 1, '#document')
    describeChildren(inner, depth + 2, lines)
  }
  describeChildren(element, depth + 1, lines)
}

function describeChildren(parent: ParentNode, depth: number, lines: string[]): void {
  let last = ''
  let alike = 0
  for (const child of parent.children) {
    if (LEFT_OUT.has(child.tagName.toUpperCase())) continue
    const head = describeHead(child)
    alike = head === last ? alike + 1 : 0
    last = head
    if (alike === MAX_ALIKE) addLine(lines, depth, '… and more like this')
    if (alike >= MAX_ALIKE) continue
    if (depth > MAX_DEPTH || lines.length >= MAX_LINES) {
      addLine(lines, depth, '… cut')
      return
    }
    describeElement(child, depth, lines)
  }
}

function addLine(lines: string[], depth: number, text: string): void {
  if (lines.length < MAX_LINES + MAX_DEPTH)
    lines.push(' '.repeat(Math.min(depth, MAX_DEPTH)) + text)
}

/** `div#list.row.row--own[data-key="aaa-0"][title] "…"`; the last mark: it has text of its own. */
function describeHead(element: Element): string {
  const id = element.id === '' ? '' : `#${maskId(element.id)}`
  const classes = [...element.classList].slice(0, MAX_CLASSES).map((name) => `.${maskClass(name)}`)
  const attributes = [...element.attributes]
    .filter(({ name }) => name !== 'id' && name !== 'class')
    .slice(0, MAX_ATTRIBUTES)
    .map(({ name, value }) => `[${describeAttribute(name, value)}]`)
  const text = [...element.childNodes].some((node) => isWritten(node)) ? ' "…"' : ''
  const tag = maskId(element.tagName.toLowerCase())
  return `${tag}${id}${classes.join('')}${attributes.join('')}${text}`
}

function describeAttribute(name: string, value: string): string {
  const shown = maskId(name)
  if (PLAIN.has(name) && /^[a-z]{1,20}$/.test(value)) return `${shown}=${value}`
  if (MAKERS.test(name)) return `${shown}=${maskId(value)}`
  return name.startsWith('data-') ? `${shown}=${maskValue(value)}` : shown
}

function isWritten(node: Node): boolean {
  return node.nodeType === 3 && (node.nodeValue ?? '').trim() !== ''
}

/** Document of a frame that the page's own origin filled, such as a mail's body. */
function readFrame(element: Element): Document | undefined {
  if (element.tagName !== 'IFRAME' || element.hasAttribute('src')) return undefined
  return (element as HTMLIFrameElement).contentDocument ?? undefined
}
