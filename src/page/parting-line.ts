import { makeButton, makeElement } from './make-element.ts'
import type { PanelTexts } from './panel-texts.ts'

interface Ways {
  /** Whether the warning is back. */
  undo(): Promise<boolean>
  close(): void
}

/** Says in one line that a warning was taken away, and takes it back. */
export function buildPartingLine(
  document: Document,
  texts: PanelTexts,
  scope: 'once' | 'sender',
  ways: Ways,
): HTMLElement {
  const status = makeElement(document, 'span', {
    attributes: { role: 'status' },
    text: texts.get(`gone_${scope}`),
  })
  const undo = makeButton(document, 'plain', texts.get('undo'), () => {
    void ways.undo().then((isDone) => {
      if (!isDone) status.textContent = texts.get('failed')
    })
  })
  const close = makeButton(document, 'plain', texts.get('gone_close'), () => {
    ways.close()
  })
  return makeElement(document, 'div', {
    className: 'card parting',
    attributes: { dir: texts.direction },
    children: [status, undo, close],
  })
}
