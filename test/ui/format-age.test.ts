import { expect, it } from 'vitest'
import { formatAge } from '../../src/ui/format-age.ts'
import { translate } from './fake-services.ts'

const NOW = Date.UTC(2026, 10, 24, 12)
const HOUR = 3_600_000
const DAY = 24 * HOUR

it.each([
  [0, 'this minute'],
  [-5 * 60_000, '5 minutes ago'],
  [5 * HOUR - 1000, 'in 5 hours'],
  [-DAY, 'yesterday'],
  [80 * DAY, 'in 80 days'],
  [-150 * DAY, '5 months ago'],
  [400 * DAY, 'in 13 months'],
  [730 * DAY, 'in 2 years'],
])('%d ms from now is %s', (distance, words) => {
  expect(formatAge(translate, NOW + distance, NOW)).toBe(words)
})
