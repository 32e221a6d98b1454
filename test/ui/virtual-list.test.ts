import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findRange } from '../../src/ui/virtual-list.tsx'

const ten = (): number => 10

describe('findRange', () => {
  it.each([
    ['at the top', 0, 30, { start: 0, end: 3 }],
    ['above the list', -500, 30, { start: 0, end: 3 }],
    ['in the middle', 25, 45, { start: 2, end: 5 }],
    ['at the end', 990, 2_000, { start: 99, end: 100 }],
    ['below the list', 5_000, 6_000, { start: 99, end: 100 }],
    ['wholly above', -500, -400, { start: 0, end: 1 }],
  ])('finds the rows %s', (_, from, to, expected) => {
    expect(findRange(ten, 100, from, to)).toEqual(expected)
  })

  it('covers what is asked for, whatever the heights, and stays within the list', () => {
    const heights = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(
        heights,
        fc.nat(20_000),
        fc.integer({ min: 1, max: 2_000 }),
        (all, from, size) => {
          const heightOf = (index: number): number => all[index] ?? 0
          const { start, end } = findRange(heightOf, all.length, from, from + size)
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(all.length)
          const total = all.reduce((sum, height) => sum + height, 0)
          const top = all.slice(0, start).reduce((sum, height) => sum + height, 0)
          const bottom = all.slice(0, end).reduce((sum, height) => sum + height, 0)
          expect(top).toBeLessThanOrEqual(Math.max(from, 0))
          expect(bottom).toBeGreaterThanOrEqual(Math.min(from + size, total))
        },
      ),
    )
  })
})
