import type { Evidence, Finding } from '../engine/verdict.ts'
import type { Warning } from '../platform/schema/views.ts'
import { findAttackPage } from '../ui/attack-link.ts'
import { makeButton, makeElement } from './make-element.ts'
import type { PanelTexts } from './panel-texts.ts'
import { pointAt, type Emphasise } from './point-at.ts'
import { buildTimeline } from './stage-timeline.ts'

const MAX_QUOTE = 160

/** Everything known of a warning, on demand. Esc closes it. */
export function buildDetails(
  document: Document,
  { verdict, ruleSet }: Warning,
  texts: PanelTexts,
  emphasise: Emphasise,
): HTMLElement {
  const details = makeElement(document, 'details')
  const summary = makeElement(document, 'summary', { text: texts.get('everything') })
  const close = (): void => {
    details.open = false
    summary.focus()
  }
  details.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && details.open) close()
  })
  const build = (finding: Finding): HTMLElement =>
    buildFinding(document, finding, { texts, emphasise, ruleSet })
  details.append(
    summary,
    makeElement(document, 'h3', { text: texts.get('timeline') }),
    buildTimeline(document, verdict.findings, texts),
    ...verdict.findings.map(build),
    makeButton(document, 'plain', texts.get('close'), close),
  )
  return details
}

interface Parts {
  readonly texts: PanelTexts
  readonly emphasise: Emphasise
  readonly ruleSet: string | undefined
}

function buildFinding(document: Document, finding: Finding, parts: Parts): HTMLElement {
  const { texts, ruleSet } = parts
  const related = finding.related?.length ?? 0
  const version = ruleSet === undefined ? '' : `(${texts.get('version', `\u2068${ruleSet}\u2069`)})`
  const children = [
    makeElement(document, 'h3', { text: finding.title, attributes: { dir: 'auto' } }),
    makeElement(document, 'p', { text: finding.explain, attributes: { dir: 'auto' } }),
    buildQuotes(document, finding.evidence, parts),
    related === 0
      ? undefined
      : makeElement(document, 'p', { text: texts.get('related', String(related)) }),
    buildRow(document, texts.get('innocent'), finding.innocent),
    buildRow(document, texts.get('rule'), finding.name, version),
    buildReferences(document, finding.tags ?? [], texts),
  ]
  return makeElement(document, 'div', { className: 'finding', children })
}

function buildRow(document: Document, name: string, ...values: string[]): HTMLElement | undefined {
  const shown = values.filter((value) => value !== '')
  if (shown.length === 0) return undefined
  return makeElement(document, 'p', {
    children: [
      makeElement(document, 'span', { className: 'name', text: name }),
      ...shown.flatMap((text) => [
        document.createTextNode(' '),
        makeElement(document, 'bdi', { text }),
      ]),
    ],
  })
}

/** Links are opened by the reader alone, and the page that is left is not told to the other. */
function buildReferences(
  document: Document,
  tags: readonly string[],
  texts: PanelTexts,
): HTMLElement | undefined {
  if (tags.length === 0) return undefined
  const children: Node[] = [
    makeElement(document, 'span', { className: 'name', text: texts.get('tags') }),
  ]
  for (const tag of tags) {
    const page = findAttackPage(tag)
    const text = page === undefined ? tag : `ATT&CK ${page.name}`
    const shown =
      page === undefined
        ? makeElement(document, 'bdi', { text })
        : makeElement(document, 'a', {
            text,
            attributes: { href: page.href, target: '_blank', rel: 'noopener noreferrer' },
          })
    children.push(document.createTextNode(' '), shown)
  }
  return makeElement(document, 'p', { className: 'references', children })
}

function buildQuotes(
  document: Document,
  evidence: readonly Evidence[],
  parts: Parts,
): HTMLElement | undefined {
  if (evidence.length === 0) return undefined
  return makeElement(document, 'ul', {
    className: 'quotes',
    attributes: { 'aria-label': parts.texts.get('evidence') },
    children: evidence.map((item) =>
      makeElement(document, 'li', { children: [buildQuote(document, item, parts)] }),
    ),
  })
}

/** A button, because pointing at it shows the place in the message. */
function buildQuote(document: Document, evidence: Evidence, parts: Parts): HTMLElement {
  const quote = makeElement(document, 'button', {
    className: 'quote',
    attributes: { type: 'button' },
    children: [
      makeElement(document, 'span', {
        className: 'name',
        text: parts.texts.nameField(evidence.field),
      }),
      document.createTextNode(' '),
      makeElement(document, 'q', {
        children: [makeElement(document, 'bdi', { text: shorten(evidence.text) })],
      }),
    ],
  })
  pointAt(quote, [evidence], parts.emphasise)
  return quote
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const characters = Array.from(line.slice(0, MAX_QUOTE * 2))
  return characters.length > MAX_QUOTE ? `${characters.slice(0, MAX_QUOTE - 1).join('')}…` : line
}
