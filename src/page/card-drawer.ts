import { makeElement } from './make-element.ts'
import type { PanelTexts } from './panel-texts.ts'

/** Room below the buttons, for what one of them opened; Esc closes it. */
export class Drawer {
  readonly element: HTMLElement
  /** There from the start: a region that comes with its text is not announced. */
  readonly status: HTMLElement
  readonly #texts: PanelTexts
  #opener: HTMLElement | undefined

  constructor(document: Document, texts: PanelTexts) {
    this.#texts = texts
    this.element = makeElement(document, 'div', { className: 'drawer' })
    this.status = makeElement(document, 'p', { className: 'said', attributes: { role: 'status' } })
    this.element.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.close()
    })
  }

  toggle(opener: HTMLElement, build: () => Node): void {
    const isOpen = this.#opener === opener
    this.close()
    if (isOpen) return
    this.#opener = opener
    opener.setAttribute('aria-expanded', 'true')
    this.element.append(build())
  }

  close(): void {
    this.say('')
    this.#opener?.setAttribute('aria-expanded', 'false')
    this.#opener?.focus()
    this.#opener = undefined
    this.element.replaceChildren()
  }

  say(text: string): void {
    this.status.textContent = text
  }

  /** Says so where an action was not done. */
  async run<T>(action: Promise<T>): Promise<T> {
    const outcome = await action
    const isFailed = outcome === undefined || outcome === false
    if (isFailed) this.say(this.#texts.get('failed'))
    return outcome
  }
}
