import type { Evidence, Finding, Level } from '../engine/verdict.ts'
import type { Warning } from '../platform/schema/views.ts'
import { makeElement, makeShape } from './make-element.ts'
import type { PanelTexts } from './panel-texts.ts'

/** A triangle, an octagon, and a filled octagon: the level is told by shape too, each with its mark. */
const TRIANGLE = 'M12 2 23 21H1ZM11 9v6h2V9ZM11 17v2h2v-2Z'
const OCTAGON =
  'M8 1h8l7 7v8l-7 7H8l-7-7V8Zm.9 2.2L3.2 8.9v6.2l5.7 5.7h6.2l5.7-5.7V8.9l-5.7-5.7ZM11 6v8h2V6ZM11 16v2h2v-2Z'
const FULL_OCTAGON = 'M8 1h8l7 7v8l-7 7H8l-7-7V8ZM11 6v8h2V6ZM11 16v2h2v-2Z'
const SHAPES: Readonly<Record<Level, string>> = {
  none: TRIANGLE,
  low: TRIANGLE,
  medium: TRIANGLE,
  high: OCTAGON,
  critical: FULL_OCTAGON,
}
const STRONGEST = 3
const MAX_QUOTE = 160

export interface CardActions {
  dismiss(): Promise<boolean>
  review(): Promise<boolean>
  /** Evidence that the reader points at; undefined: none any more. */
  emphasise(evidence: Evidence | undefined): void
}

/** Builds what one warning says: what, why, what to do. */
export function buildWarningCard(
  document: Document,
  warning: Warning,
  texts: PanelTexts,
  actions: CardActions,
): HTMLElement {
  const { verdict, headline } = warning
  const { findings, level } = verdict
  const strongest = findings.slice(0, STRONGEST)
  const advice = uniqueTexts(strongest.map((finding) => finding.advice))[0]
  return makeElement(document, 'section', {
    className: `card ${level}`,
    attributes: {
      role: 'region',
      'aria-label': texts.get('region', headline),
      dir: texts.direction,
    },
    children: [
      buildHead(document, level, headline, texts),
      buildList(document, uniqueTexts(strongest.map((finding) => finding.explain))),
      advice === undefined ? undefined : buildAdvice(document, advice, texts),
      buildDetails(document, findings, texts, actions),
      buildActions(document, texts, actions),
    ],
  })
}

function buildHead(
  document: Document,
  level: Level,
  headline: string,
  texts: PanelTexts,
): HTMLElement {
  const words = makeElement(document, 'div', {
    children: [
      makeElement(document, 'p', { className: 'level', text: texts.nameLevel(level) }),
      makeElement(document, 'h2', { text: headline, attributes: { dir: 'auto' } }),
    ],
  })
  return makeElement(document, 'div', {
    className: 'head',
    children: [makeShape(document, SHAPES[level]), words],
  })
}

function buildList(document: Document, reasons: readonly string[]): HTMLElement {
  return makeElement(document, 'ul', {
    className: 'reasons',
    children: reasons.map((text) =>
      makeElement(document, 'li', { text, attributes: { dir: 'auto' } }),
    ),
  })
}

function buildAdvice(document: Document, advice: string, texts: PanelTexts): HTMLElement {
  return makeElement(document, 'div', {
    className: 'advice',
    children: [
      makeElement(document, 'h3', { text: texts.get('advice') }),
      makeElement(document, 'p', { text: advice, attributes: { dir: 'auto' } }),
    ],
  })
}

function buildDetails(
  document: Document,
  findings: readonly Finding[],
  texts: PanelTexts,
  actions: CardActions,
): HTMLElement {
  const details = makeElement(document, 'details')
  const summary = makeElement(document, 'summary', { text: texts.get('why') })
  const close = makeElement(document, 'button', {
    className: 'plain',
    text: texts.get('close'),
    attributes: { type: 'button' },
  })
  close.addEventListener('click', () => {
    details.open = false
    summary.focus()
  })
  const parts = findings.map((finding) => buildFinding(document, finding, texts, actions))
  details.append(summary, ...parts, close)
  return details
}

function buildFinding(
  document: Document,
  finding: Finding,
  texts: PanelTexts,
  actions: CardActions,
): HTMLElement {
  const related = finding.related?.length ?? 0
  const rows: (Node | undefined)[] = [
    makeElement(document, 'h3', { text: finding.title, attributes: { dir: 'auto' } }),
    makeElement(document, 'p', { text: finding.explain, attributes: { dir: 'auto' } }),
    buildQuotes(document, finding.evidence, texts, actions),
    related === 0
      ? undefined
      : makeElement(document, 'p', { text: texts.get('related', String(related)) }),
    buildRow(document, texts.get('innocent'), finding.innocent),
    buildRow(document, texts.get('rule'), finding.name),
    finding.tags === undefined || finding.tags.length === 0
      ? undefined
      : buildRow(document, texts.get('tags'), finding.tags.join(', ')),
  ]
  return makeElement(document, 'div', { className: 'finding', children: rows })
}

function buildRow(document: Document, name: string, value: string): HTMLElement | undefined {
  if (value === '') return undefined
  return makeElement(document, 'p', {
    className: 'row',
    children: [
      makeElement(document, 'span', { className: 'name', text: name }),
      document.createTextNode(' '),
      makeElement(document, 'bdi', { text: value }),
    ],
  })
}

function buildQuotes(
  document: Document,
  evidence: readonly Evidence[],
  texts: PanelTexts,
  actions: CardActions,
): HTMLElement | undefined {
  if (evidence.length === 0) return undefined
  return makeElement(document, 'ul', {
    className: 'quotes',
    attributes: { 'aria-label': texts.get('evidence') },
    children: evidence.map((item) =>
      makeElement(document, 'li', { children: [buildQuote(document, item, texts, actions)] }),
    ),
  })
}

/** A button, because pointing at it shows the place in the message. */
function buildQuote(
  document: Document,
  evidence: Evidence,
  texts: PanelTexts,
  actions: CardActions,
): HTMLElement {
  const quote = makeElement(document, 'button', {
    className: 'quote',
    attributes: { type: 'button' },
    children: [
      makeElement(document, 'span', { className: 'name', text: texts.nameField(evidence.field) }),
      document.createTextNode(' '),
      makeElement(document, 'q', {
        children: [makeElement(document, 'bdi', { text: shorten(evidence.text) })],
      }),
    ],
  })
  const point = (): void => {
    actions.emphasise(evidence)
  }
  const release = (): void => {
    actions.emphasise(undefined)
  }
  quote.addEventListener('focus', point)
  quote.addEventListener('pointerenter', point)
  quote.addEventListener('click', point)
  quote.addEventListener('blur', release)
  quote.addEventListener('pointerleave', release)
  return quote
}

function buildActions(document: Document, texts: PanelTexts, actions: CardActions): HTMLElement {
  const failure = makeElement(document, 'p', {
    className: 'failure',
    attributes: { role: 'status' },
  })
  const makeButton = (key: string, className: string, act: () => Promise<boolean>): HTMLElement => {
    const button = makeElement(document, 'button', {
      className,
      text: texts.get(key),
      attributes: { type: 'button' },
    })
    button.addEventListener('click', () => {
      void act().then((isDone) => {
        failure.textContent = isDone ? '' : texts.get('failed')
      })
    })
    return button
  }
  return makeElement(document, 'div', {
    className: 'actions',
    children: [
      makeButton('review', 'main', () => actions.review()),
      makeButton('dismiss', 'plain', () => actions.dismiss()),
      failure,
    ],
  })
}

function uniqueTexts(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text) => text !== ''))]
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const characters = Array.from(line.slice(0, MAX_QUOTE * 2))
  return characters.length > MAX_QUOTE ? `${characters.slice(0, MAX_QUOTE - 1).join('')}…` : line
}
