import { adoptStyle } from './evidence-marks.ts'
import { holdScrollEnd } from './hold-scroll-end.ts'
import css from './panel.css?inline'

/** Events that a site's own handlers must not take for clicks on its message or for shortcuts. */
const KEPT = [
  'click',
  'dblclick',
  'mousedown',
  'mouseup',
  'pointerdown',
  'pointerup',
  'touchstart',
  'touchend',
  'keydown',
  'keyup',
  'keypress',
]
/** A page that removes the warning again and again gets it back this often at most. */
const MAX_RETURNS = 10
const RETURN_SPAN = 60_000

/** An empty element of the page that shows a card in its closed shadow root. */
export class WarningHost {
  readonly element: HTMLElement
  private readonly root: ShadowRoot
  private returns: number[] = []

  constructor(document: Document) {
    this.element = document.createElement('div')
    this.root = this.element.attachShadow({ mode: 'closed' })
    if (!adoptStyle(this.root, css)) {
      const style = document.createElement('style')
      style.textContent = css
      this.root.append(style)
    }
    for (const name of KEPT) this.root.addEventListener(name, keepEvent)
  }

  show(card: HTMLElement): void {
    this.root.querySelector('.card')?.remove()
    this.root.append(card)
  }

  /** Puts the host in its place unless it stands there; false where the page keeps removing it. */
  place({ element, at }: { element: Element; at: 'before' | 'after' }, now: number): boolean {
    if (this.element.isConnected && this.standsBeside(element, at)) return true
    this.returns = this.returns.filter((time) => now - time < RETURN_SPAN)
    if (this.returns.length > MAX_RETURNS) return false
    this.returns.push(now)
    const keepEnd = at === 'after' ? holdScrollEnd(element) : undefined
    element[at](this.element)
    keepEnd?.(this.element)
    return true
  }

  remove(): void {
    this.element.remove()
  }

  private standsBeside(element: Element, at: 'before' | 'after'): boolean {
    const neighbour = at === 'before' ? 'nextElementSibling' : 'previousElementSibling'
    return this.element[neighbour] === element
  }
}

function keepEvent(event: Event): void {
  event.stopPropagation()
}
