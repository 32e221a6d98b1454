import type { Node } from './node.ts'

/** What is known of an item, or of a condition. */
export const UNASKED = 0
export const FALSE = 1
export const TRUE = 2
/** The conversation decides. */
export const OPEN = 3

/** A condition laid out to be answered fast: numbers stand for items. */
export interface ConditionPlan {
  readonly kind: 'and' | 'or' | 'not' | 'atLeast'
  readonly parts: readonly (number | ConditionPlan)[]
  /** Of `atLeast`. */
  readonly count: number
}

export function planCondition(node: Node): ConditionPlan {
  if (node.kind === 'item') return { kind: 'and', parts: [node.item], count: 1 }
  if (node.kind === 'not') return { kind: 'not', parts: [planPart(node.node)], count: 1 }
  const count = node.kind === 'atLeast' ? node.count : 1
  return { kind: node.kind, parts: node.nodes.map(planPart), count }
}

function planPart(node: Node): number | ConditionPlan {
  return node.kind === 'item' ? node.item : planCondition(node)
}

/** Tells what is known of an item; with `isAsked` it finds out what is not known yet. */
export interface AnswerSource {
  answer(item: number, isAsked: boolean): number
}

/** The answer to a condition; with `isAsked` false, UNASKED where it takes more than what is known. */
export function answerPlan(plan: ConditionPlan, source: AnswerSource, isAsked: boolean): number {
  switch (plan.kind) {
    case 'and':
      return answerChain(plan.parts, FALSE, TRUE, source, isAsked)
    case 'or':
      return answerChain(plan.parts, TRUE, FALSE, source, isAsked)
    case 'not':
      return negate(answerChain(plan.parts, FALSE, TRUE, source, isAsked))
    case 'atLeast':
      return answerCount(plan, source, isAsked)
  }
}

function answerPart(part: number | ConditionPlan, source: AnswerSource, isAsked: boolean): number {
  return typeof part === 'number' ? source.answer(part, isAsked) : answerPlan(part, source, isAsked)
}

function answerChain(
  parts: readonly (number | ConditionPlan)[],
  deciding: number,
  neutral: number,
  source: AnswerSource,
  isAsked: boolean,
): number {
  let result = neutral
  for (let i = 0; i < parts.length; i += 1) {
    const answer = answerPart(parts[i] ?? 0, source, isAsked)
    if (answer === deciding) return deciding
    if (answer !== neutral && result !== UNASKED) result = answer
  }
  return result
}

function negate(answer: number): number {
  if (answer === TRUE) return FALSE
  return answer === FALSE ? TRUE : answer
}

function answerCount(plan: ConditionPlan, source: AnswerSource, isAsked: boolean): number {
  let held = 0
  let open = 0
  let unasked = 0
  for (const part of plan.parts) {
    const answer = answerPart(part, source, isAsked)
    if (answer === TRUE) held += 1
    else if (answer === OPEN) open += 1
    else if (answer === UNASKED) unasked += 1
    if (held >= plan.count) return TRUE
  }
  if (held + open + unasked < plan.count) return FALSE
  return unasked > 0 ? UNASKED : OPEN
}
