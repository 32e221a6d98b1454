/**
 * Whether two texts differ by at most `limit` (1 or 2) letters put in, left out, changed or swapped
 * with their neighbour.
 */
export function isWithinDistance(a: string, b: string, limit: number): boolean {
  if (Math.abs(a.length - b.length) > limit) return false
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const isSame = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + (isSame ? 0 : 1))
      if (isSwapped(a, b, i, j)) cost = Math.min(cost, at(beforeLast, j - 2) + 1)
      row.push(cost)
      if (cost < least) least = cost
    }
    // A swap reaches back two rows, so only two rows over the limit end it.
    if (least > limit && Math.min(...last) > limit) return false
    beforeLast = last
    last = row
  }
  return at(last, b.length) <= limit
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}

function isSwapped(a: string, b: string, i: number, j: number): boolean {
  return (
    i > 1 &&
    j > 1 &&
    a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
    a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
  )
}
