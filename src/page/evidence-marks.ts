import type { Evidence } from '../engine/verdict.ts'
import type { LocatedMessage } from '../sites/located-message.ts'

const MARK = 'background-color:#ffdf8a;color:#1b1b1b'

/**
 * Marks evidence in the page's own text with the CSS Custom Highlight API, which changes no node.
 * Where a browser lacks it, or refuses it to extensions, nothing is marked.
 */
export class EvidenceMarks {
  private readonly ranges = new Map<string, readonly Range[]>()
  private readonly styledRoots = new WeakSet<ShadowRoot>()
  private name: string | undefined

  setName(name: string): void {
    this.name = name
  }

  set(key: string, message: LocatedMessage, evidence: readonly Evidence[]): void {
    const ranges = evidence.flatMap((item) => findRange(message, item) ?? [])
    this.ranges.set(key, ranges)
    if (ranges.length > 0) this.styleShadow(message.element)
    this.paint()
  }

  /** Whether the page replaced the marked text: its ranges point nowhere now. */
  isStale(key: string): boolean {
    const ranges = this.ranges.get(key) ?? []
    return ranges.some((range) => range.collapsed || !range.startContainer.isConnected)
  }

  clear(key: string): void {
    if (this.ranges.delete(key)) this.paint()
  }

  /** Shows these places alone; none: shows all again. `in view`: brings the first to the reader. */
  emphasise(message: LocatedMessage, evidence: readonly Evidence[], how?: 'in view'): void {
    const ranges = evidence.flatMap((item) => findRange(message, item) ?? [])
    this.paint(ranges.length === 0 ? undefined : ranges)
    if (how === undefined) return
    const place = ranges[0]?.startContainer.parentElement
    place?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  }

  destroy(): void {
    this.ranges.clear()
    this.paint()
  }

  private paint(only?: readonly Range[]): void {
    if (this.name === undefined || !hasHighlights()) return
    const ranges = only ?? [...this.ranges.values()].flat()
    try {
      if (ranges.length === 0) CSS.highlights.delete(this.name)
      else CSS.highlights.set(this.name, new Highlight(...ranges))
    } catch {
      // Firefox may refuse the page's registry to an extension's world: a warning without marks is still one.
      return
    }
  }

  /** In Firefox a rule of the document paints nothing inside a shadow root. */
  private styleShadow(element: Element): void {
    const root = element.getRootNode()
    if (!(root instanceof ShadowRoot) || this.styledRoots.has(root) || this.name === undefined) {
      return
    }
    this.styledRoots.add(root)
    adoptStyle(root, `::highlight(${this.name}){${MARK}}`)
  }
}

function findRange(
  message: LocatedMessage,
  { field, start, end, text }: Evidence,
): Range | undefined {
  return message.findRange(field, start, end, text)
}

function hasHighlights(): boolean {
  return typeof Highlight === 'function' && 'highlights' in CSS
}

/** Whether the root took the sheet; an extension's world may be refused. */
export function adoptStyle(root: ShadowRoot, css: string): boolean {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet]
    return root.adoptedStyleSheets.includes(sheet)
  } catch {
    return false
  }
}
