import type { CountCondition } from '../rule-set.ts'

/** Without a condition a story needs every member. */
export function meetsCondition(
  count: number,
  condition: CountCondition | undefined,
  all: number,
): boolean {
  if (condition === undefined) return count >= all
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
