import type { CountCondition } from '../rule-set.ts'

/** Whether a number lies where a condition wants it. */
export function isMet(condition: CountCondition, count: number): boolean {
  const { gt, gte, lt, lte, eq, neq } = condition
  return (
    (gt === undefined || count > gt) &&
    (gte === undefined || count >= gte) &&
    (lt === undefined || count < lt) &&
    (lte === undefined || count <= lte) &&
    (eq === undefined || count === eq) &&
    (neq === undefined || count !== neq)
  )
}

/** Without a condition a story needs every member. */
export function meetsCondition(
  count: number,
  condition: CountCondition | undefined,
  all: number,
): boolean {
  return condition === undefined ? count >= all : isMet(condition, count)
}
