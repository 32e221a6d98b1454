import { STAGES, type Finding, type Stage } from '../engine/verdict.ts'
import { makeElement } from './make-element.ts'
import type { PanelTexts } from './panel-texts.ts'

/** The way of a recruiter's lure; other stages stand behind it, where they were reached. */
const WAY: readonly Stage[] = ['approach', 'trust', 'channel-shift', 'delivery', 'execution']

export interface Step {
  readonly stage: Stage
  /** In this message, in an earlier one of the conversation, or not at all. */
  readonly reached: 'now' | 'before' | 'no'
  /** ISO 8601: the first earlier message of the stage. */
  readonly since?: string
}

export function listSteps(findings: readonly Finding[]): Step[] {
  const now = new Set(findings.map(({ stage }) => stage))
  const before = new Map<Stage, string | undefined>()
  for (const { stage, sentAt } of findings.flatMap(({ related }) => related ?? [])) {
    const known = before.get(stage)
    if (!before.has(stage) || (sentAt !== undefined && sentAt < (known ?? '~'))) {
      before.set(stage, sentAt)
    }
  }
  return STAGES.filter((stage) => WAY.includes(stage) || now.has(stage) || before.has(stage)).map(
    (stage) => {
      const since = before.get(stage)
      const reached = now.has(stage) ? 'now' : before.has(stage) ? 'before' : 'no'
      return { stage, reached, ...(since === undefined ? {} : { since }) }
    },
  )
}

/** How far the conversation came: every step says by mark and word whether it was seen. */
export function buildTimeline(
  document: Document,
  findings: readonly Finding[],
  texts: PanelTexts,
): HTMLElement {
  return makeElement(document, 'ol', {
    className: 'timeline',
    attributes: { 'aria-label': texts.get('timeline') },
    children: listSteps(findings).map((step) => buildStep(document, step, texts)),
  })
}

function buildStep(document: Document, step: Step, texts: PanelTexts): HTMLElement {
  const since = step.since === undefined ? '' : texts.formatDate(step.since)
  const word = texts.get(`step_${step.reached}`)
  return makeElement(document, 'li', {
    className: `step ${step.reached}`,
    ...(step.reached === 'now' ? { attributes: { 'aria-current': 'step' } } : {}),
    children: [
      makeElement(document, 'span', { className: 'stage', text: texts.nameStage(step.stage) }),
      document.createTextNode(' '),
      makeElement(document, 'span', {
        className: 'name',
        text: since === '' ? word : `${word}, ${since}`,
      }),
    ],
  })
}
