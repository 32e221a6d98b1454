import type { Decision, Warning } from '../platform/schema/views.ts'
import { Drawer } from './card-drawer.ts'
import { writeDetails } from './copy-details.ts'
import { makeButton, makeElement } from './make-element.ts'
import type { PanelTexts } from './panel-texts.ts'
import { findTie, nameSender } from './sender-name.ts'

export interface CardActions {
  /** Not a lure: this message alone, or all of its sender. */
  dismiss(scope: 'once' | 'sender'): Promise<boolean>
  /** Marks it as reported; what stood before, to undo it with. */
  report(): Promise<Decision | undefined>
  undo(before: Decision): Promise<boolean>
  /** Asks again before something of this sender is opened. */
  askAgain(): Promise<boolean>
  review(): Promise<boolean>
}

/** Buttons of a warning; each that needs more room opens it below them, one at a time. */
export function buildActions(
  document: Document,
  warning: Warning,
  texts: PanelTexts,
  actions: CardActions,
): HTMLElement {
  const drawer = new Drawer(document, texts)
  const parts: Parts = { document, warning, texts, actions, drawer }
  const review = makeButton(document, 'main', texts.get('review'), () => {
    void drawer.run(actions.review())
  })
  const openers = [
    makeOpener(parts, 'report', () => buildReport(parts)),
    makeOpener(parts, 'copy', () => copyDetails(parts)),
    makeOpener(parts, 'dismiss', () => buildChoices(parts)),
  ]
  const row = makeElement(document, 'div', { className: 'actions', children: [review, ...openers] })
  return makeElement(document, 'div', {
    children: [buildAllowed(parts), row, drawer.element, drawer.status],
  })
}

interface Parts {
  readonly document: Document
  readonly warning: Warning
  readonly texts: PanelTexts
  readonly actions: CardActions
  readonly drawer: Drawer
}

function makeOpener(
  { document, texts, drawer }: Parts,
  key: string,
  build: () => Node,
): HTMLElement {
  const opener = makeButton(document, 'plain', texts.get(key), () => {
    drawer.toggle(opener, build)
  })
  opener.setAttribute('aria-expanded', 'false')
  return opener
}

/** Says that what this sender sends opens without a question, and takes it back. */
function buildAllowed({
  document,
  warning,
  texts,
  actions,
  drawer,
}: Parts): HTMLElement | undefined {
  if (warning.allowed !== true) return undefined
  const button = makeButton(document, 'plain', texts.get('allowed_undo'), () => {
    void drawer.run(actions.askAgain())
  })
  return makeElement(document, 'div', {
    className: 'actions',
    children: [makeElement(document, 'span', { text: texts.get('allowed') }), button],
  })
}

function buildChoices({ document, warning, texts, actions, drawer }: Parts): HTMLElement {
  const choose = (scope: 'once' | 'sender') => () => {
    void drawer.run(actions.dismiss(scope))
  }
  const sender = nameSender(warning)
  return makeElement(document, 'div', {
    children: [
      makeElement(document, 'p', { text: texts.get('dismiss_question') }),
      makeButton(document, 'plain', texts.get('dismiss_once'), choose('once')),
      sender === undefined
        ? undefined
        : makeButton(document, 'plain', texts.get('dismiss_sender', sender), choose('sender')),
      makeElement(document, 'p', { className: 'name', text: texts.get(`tie_${findTie(warning)}`) }),
    ],
  })
}

/** Prepares a report: the message is marked, and the reader told where to send it. */
function buildReport({ document, texts, actions, drawer }: Parts): HTMLElement {
  const places = ['security', 'site', 'police'].map((place) => texts.get(`report_${place}`))
  const said = makeElement(document, 'div', { className: 'actions' })
  void drawer.run(actions.report()).then((before) => {
    if (before === undefined) return
    const undo = makeButton(document, 'plain', texts.get('undo'), () => {
      void drawer.run(actions.undo(before)).then((isDone) => {
        if (isDone) drawer.close()
      })
    })
    said.append(makeElement(document, 'span', { text: texts.get('reported') }), undo)
  })
  return makeElement(document, 'div', {
    children: [
      said,
      makeElement(document, 'ul', {
        className: 'reasons',
        children: places.map((text) => makeElement(document, 'li', { text })),
      }),
    ],
  })
}

/** Shows what is copied, so that it can be copied by hand where the page forbids it. */
function copyDetails({ document, warning, texts, drawer }: Parts): HTMLElement {
  const text = writeDetails(warning, texts)
  const shown = makeElement(document, 'textarea', {
    attributes: { readonly: '', rows: '6', 'aria-label': texts.get('copied_text') },
  })
  shown.value = text
  // `clipboard` is absent on pages without TLS.
  const { clipboard } = document.defaultView?.navigator ?? {}
  const copied = clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))
  copied.then(
    () => {
      drawer.say(texts.get('copied'))
    },
    () => {
      drawer.say(texts.get('copy_by_hand'))
      shown.select()
    },
  )
  return shown
}
