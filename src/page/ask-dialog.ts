import type { Warning } from '../platform/schema/views.ts'
import { makeButton, makeElement } from './make-element.ts'
import type { PanelTexts } from './panel-texts.ts'
import type { Risk } from './risky-target.ts'
import { nameSender } from './sender-name.ts'
import { WarningHost } from './warning-host.ts'

export type Answer = 'no' | 'once' | 'always'

interface Subject {
  readonly warning: Warning
  readonly risk: Risk
}
/** Whether it was done. */
type TakeAnswer = (answer: Answer) => Promise<boolean>

/**
 * The question before something is opened, in the browser's top layer: the safer way comes first and
 * has the focus, the others need a word against whoever is talking the reader into it.
 */
export class AskDialog {
  readonly #document: Document
  readonly #texts: PanelTexts
  readonly #subject: Subject
  readonly #onAnswer: TakeAnswer
  readonly #host: WarningHost
  readonly #dialog: HTMLDialogElement
  #isAnswered = false

  private constructor(
    document: Document,
    texts: PanelTexts,
    subject: Subject,
    onAnswer: TakeAnswer,
  ) {
    this.#document = document
    this.#texts = texts
    this.#subject = subject
    this.#onAnswer = onAnswer
    this.#host = new WarningHost(document, 'floating')
    this.#dialog = this.#build()
    this.#dialog.addEventListener('cancel', (event) => {
      event.preventDefault()
      this.#answer('no')
    })
  }

  /** Undefined where the page can't show it. */
  static open(
    document: Document,
    texts: PanelTexts,
    subject: Subject,
    onAnswer: TakeAnswer,
  ): AskDialog | undefined {
    const asked = new AskDialog(document, texts, subject, onAnswer)
    try {
      asked.#host.show(asked.#dialog)
      document.documentElement.append(asked.#host.element)
      asked.#dialog.showModal()
      return asked
    } catch {
      asked.close()
      return undefined
    }
  }

  /** Whether the page removed it before it was answered. */
  get isTakenAway(): boolean {
    return !this.#isAnswered && !this.#host.element.isConnected
  }

  close(): void {
    if (this.#dialog.open) this.#dialog.close()
    this.#host.remove()
  }

  #build(): HTMLDialogElement {
    const { level } = this.#subject.warning.verdict
    const get = (key: string): string => this.#texts.get(key)
    const document = this.#document
    return makeElement(document, 'dialog', {
      className: `card ask ${level}`,
      attributes: {
        'aria-labelledby': 'title',
        'aria-describedby': 'live',
        dir: this.#texts.direction,
      },
      children: [
        makeElement(document, 'h2', { text: get('ask_title'), attributes: { id: 'title' } }),
        makeElement(document, 'p', { text: get('ask_live'), attributes: { id: 'live' } }),
        this.#buildSubject(),
        ...this.#buildAnswers(),
      ],
    })
  }

  #buildSubject(): HTMLElement {
    const { kind, shown } = this.#subject.risk
    const document = this.#document
    return makeElement(document, 'p', {
      children: [
        makeElement(document, 'span', {
          className: 'name',
          text: this.#texts.get(`ask_${kind}`),
        }),
        document.createTextNode(' '),
        makeElement(document, 'bdi', { className: 'subject', text: shown }),
      ],
    })
  }

  #buildAnswers(): HTMLElement[] {
    const document = this.#document
    const safe = makeButton(document, 'main', this.#texts.get('ask_no'), () => {
      this.#answer('no')
    })
    safe.autofocus = true
    const once = this.#makeChoice(this.#texts.get('ask_once'), 'once')
    const always = this.#buildAlways()
    const sworn = makeElement(document, 'input', { attributes: { type: 'checkbox' } })
    sworn.addEventListener('change', () => {
      for (const button of [once, always?.button]) if (button) button.disabled = !sworn.checked
    })
    const label = makeElement(document, 'label', {
      children: [
        sworn,
        document.createTextNode(' '),
        makeElement(document, 'span', { text: this.#texts.get('ask_sworn') }),
      ],
    })
    const advice = makeElement(document, 'p', {
      className: 'advice',
      text: this.#texts.get('ask_safer'),
    })
    const status = makeElement(document, 'p', {
      className: 'failure',
      attributes: { role: 'status' },
    })
    return [advice, safe, label, once, ...(always ? [always.element] : []), status]
  }

  /** Apart from the rest, so that it is not taken for the quick way on. */
  #buildAlways(): { element: HTMLElement; button: HTMLButtonElement } | undefined {
    const sender = nameSender(this.#subject.warning)
    if (sender === undefined) return undefined
    const button = this.#makeChoice(this.#texts.get('ask_always', sender), 'always')
    const document = this.#document
    const element = makeElement(document, 'details', {
      children: [
        makeElement(document, 'summary', { text: this.#texts.get('ask_more') }),
        makeElement(document, 'p', { text: this.#texts.get('ask_always_note') }),
        button,
      ],
    })
    return { element, button }
  }

  #makeChoice(text: string, answer: Answer): HTMLButtonElement {
    const button = makeButton(this.#document, 'plain', text, () => {
      this.#answer(answer)
    })
    button.disabled = true
    return button
  }

  #answer(answer: Answer): void {
    this.#isAnswered = true
    void this.#onAnswer(answer).then((isDone) => {
      if (!isDone) this.#say(this.#texts.get('failed'))
      else if (answer === 'no' || this.#subject.risk.href !== undefined) this.close()
      else this.#showAllowed(answer)
    })
  }

  #say(text: string): void {
    const status = this.#dialog.querySelector('[role="status"]')
    if (status !== null) status.textContent = text
  }

  /** What the page itself must do can't be done for it: the reader does it again. */
  #showAllowed(answer: Answer): void {
    const document = this.#document
    const text = this.#texts.get(answer === 'once' ? 'ask_again' : 'ask_never')
    const note = makeElement(document, 'p', { text, attributes: { id: 'title' } })
    const close = makeButton(document, 'main', this.#texts.get('ask_close'), () => {
      this.close()
    })
    this.#dialog.removeAttribute('aria-describedby')
    this.#dialog.replaceChildren(note, close)
    close.focus()
  }
}
