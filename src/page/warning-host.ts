import { adoptStyle } from './evidence-marks.ts'
import { holdScrollEnd } from './hold-scroll-end.ts'
import { makeElement } from './make-element.ts'
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
const FLOATING = ':host{position:fixed!important;margin:0!important}'
/** A page that removes the warning again and again gets it back this often in a while. */
const MAX_RETURNS = 10
const RETURN_SPAN = 60_000
/** A live region is heard when its text comes after it; a second time only if it stays. */
const SAY_AFTER = 200
const SAY_FOR = 5_000

export interface Place {
  readonly element: Element
  readonly at: 'before' | 'after'
}

/** An empty element of the page that shows a card in its closed shadow root. */
export class WarningHost {
  readonly element: HTMLElement
  readonly #root: ShadowRoot
  readonly #status: HTMLElement
  #returns: number[] = []

  /** `floating`: holds a dialog, and takes no room in the page itself. */
  constructor(document: Document, kind: 'beside' | 'floating' = 'beside') {
    this.element = document.createElement('div')
    this.#root = this.element.attachShadow({ mode: 'closed' })
    const rules = kind === 'floating' ? css + FLOATING : css
    if (!adoptStyle(this.#root, rules)) {
      this.#root.append(makeElement(document, 'style', { text: rules }))
    }
    this.#status = makeElement(document, 'p', {
      className: 'unseen',
      attributes: { role: 'status' },
    })
    if (kind === 'beside') this.#root.append(this.#status)
    for (const name of KEPT) this.#root.addEventListener(name, keepEvent)
  }

  /** The control in here that has the focus. */
  get focused(): Element | null {
    return this.#root.activeElement
  }

  /** Shows a card in place of the one before; the focus goes to the control that stands where it was. */
  show(card: HTMLElement): void {
    const [old, ...rest] = this.#root.querySelectorAll('.card')
    const focused =
      old === undefined ? -1 : listControls(old).findIndex((one) => one === this.focused)
    for (const one of rest) one.remove()
    if (old === undefined) this.#root.append(card)
    else old.replaceWith(card)
    if (focused < 0) return
    // Where nothing stands in the old one's place, the focus goes to the first control.
    const controls = listControls(card)
    ;(controls[focused] ?? controls[0])?.focus({ preventScroll: true })
  }

  /** Has a screen reader say something, once. */
  say(text: string): void {
    setTimeout(() => (this.#status.textContent = text), SAY_AFTER)
    setTimeout(() => (this.#status.textContent = ''), SAY_AFTER + SAY_FOR)
  }

  /** Puts the host in its place unless it stands there; not now where the page keeps removing it. */
  place({ element, at }: Place, now: number): void {
    // `inert` and `aria-hidden` would take it from the reader; it has no attributes of its own.
    for (const { name } of [...this.element.attributes]) this.element.removeAttribute(name)
    if (this.element.isConnected && this.#standsBeside(element, at)) return
    this.#returns = this.#returns.filter((time) => now - time < RETURN_SPAN)
    if (this.#returns.length > MAX_RETURNS) return
    this.#returns.push(now)
    const keepEnd = at === 'after' ? holdScrollEnd(element) : undefined
    element[at](this.element)
    keepEnd?.(this.element)
  }

  remove(): void {
    this.element.remove()
  }

  /** Brings the card into sight and the keyboard to it; false where there is nothing to lead to. */
  focus(): boolean {
    const heading = this.#root.querySelector<HTMLElement>('.card :is(h1, h2, h3, [role=heading])')
    const target = heading ?? this.#root.querySelector<HTMLElement>('.card button')
    if (target === null || !this.element.isConnected) return false
    if (target === heading) heading.tabIndex = -1
    target.focus({ preventScroll: true })
    this.element.scrollIntoView({ block: 'center' })
    return true
  }

  #standsBeside(element: Element, at: 'before' | 'after'): boolean {
    const neighbour = at === 'before' ? 'nextElementSibling' : 'previousElementSibling'
    return this.element[neighbour] === element
  }
}

function listControls(card: Element): HTMLElement[] {
  return [...card.querySelectorAll<HTMLElement>('button, summary, a, input, textarea')]
}

function keepEvent(event: Event): void {
  event.stopPropagation()
}
