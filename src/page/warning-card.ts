import type { Finding, Level } from '../engine/verdict.ts'
import type { Warning } from '../platform/schema/views.ts'
import { buildActions, type CardActions } from './card-actions.ts'
import { buildDetails } from './card-details.ts'
import { makeElement, makeShape } from './make-element.ts'
import type { PanelTexts } from './panel-texts.ts'
import { pointAt, type Emphasise } from './point-at.ts'

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

interface CardParts {
  readonly actions: CardActions
  /** Evidence that the reader points at; an empty list: none any more. */
  readonly emphasise: Emphasise
}

/** Builds what one warning says: what, why, what to do; the rest on demand. */
export function buildWarningCard(
  document: Document,
  warning: Warning,
  texts: PanelTexts,
  parts: CardParts,
): HTMLElement {
  const { verdict, headline } = warning
  const { findings, level } = verdict
  const strongest = findings.slice(0, STRONGEST)
  const advice = strongest.map((finding) => finding.advice).find((text) => text !== '')
  return makeElement(document, 'section', {
    className: `card ${level}`,
    attributes: {
      role: 'region',
      'aria-label': texts.get('region', headline),
      dir: texts.direction,
    },
    children: [
      buildHead(document, level, headline, texts),
      buildReasons(document, strongest, texts, parts.emphasise),
      advice === undefined ? undefined : buildAdvice(document, advice, texts),
      buildReport(document, warning.report, texts),
      buildActions(document, warning, texts, parts.actions),
      buildDetails(document, warning, texts, parts.emphasise),
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

/** A reason that has its place in the message shows it when it is pointed at. */
function buildReasons(
  document: Document,
  findings: readonly Finding[],
  texts: PanelTexts,
  emphasise: Emphasise,
): HTMLElement {
  const seen = new Map<string, Finding>()
  for (const finding of findings) {
    if (finding.explain !== '' && !seen.has(finding.explain)) seen.set(finding.explain, finding)
  }
  return makeElement(document, 'ul', {
    className: 'reasons',
    children: [...seen.values()].map((finding) =>
      makeElement(document, 'li', { children: [buildReason(document, finding, texts, emphasise)] }),
    ),
  })
}

function buildReason(
  document: Document,
  { explain, evidence }: Finding,
  texts: PanelTexts,
  emphasise: Emphasise,
): HTMLElement {
  const attributes = { dir: 'auto' }
  if (evidence.length === 0) return makeElement(document, 'span', { text: explain, attributes })
  const reason = makeElement(document, 'button', {
    className: 'reason',
    text: explain,
    attributes: { ...attributes, type: 'button', title: texts.get('shows_place') },
  })
  pointAt(reason, evidence, emphasise)
  return reason
}

/** Whom the reader's organisation wants told. */
function buildReport(
  document: Document,
  report: Warning['report'],
  texts: PanelTexts,
): HTMLElement | undefined {
  if (report === undefined) return undefined
  const { name, contact, link } = report
  const text = texts.get('report_to', `\u2068${name}\u2069`, `\u2068${contact}\u2069`)
  const attributes = { href: link ?? '', target: '_blank', rel: 'noopener noreferrer' }
  const shown =
    link === undefined
      ? document.createTextNode(text)
      : makeElement(document, 'a', { text, attributes })
  return makeElement(document, 'p', { className: 'report-to', children: [shown] })
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
