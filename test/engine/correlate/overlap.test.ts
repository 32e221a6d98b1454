import { describe, expect, it } from 'vitest'
import { isSameObservation, keepDistinct } from '../../../src/engine/correlate/overlap.ts'
import type { Span } from '../../../src/engine/conversation.ts'
import { span } from './entries.ts'

const holder = (name: string, spans: Span[], message = 'm') => ({ name, spans, message })

describe('isSameObservation', () => {
  it.each([
    ['one inside the other', [span(0, 10)], [span(2, 5)], true],
    ['partly over each other', [span(0, 10)], [span(8, 15)], true],
    ['side by side', [span(0, 10)], [span(10, 15)], false],
    ['in different fields', [span(0, 10)], [span(0, 10, 'subject')], false],
    ['each with a place of its own', [span(0, 5), span(20, 25)], [span(0, 5), span(40, 45)], false],
    ['one wholly among the places of the other', [span(0, 5), span(20, 25)], [span(0, 5)], true],
    ['without evidence', [], [], false],
  ])('%s: %s', (_, a, b, expected) => {
    expect(isSameObservation(holder('a', a), holder('b', b))).toBe(expected)
  })

  it('never spans two messages', () => {
    expect(
      isSameObservation(holder('a', [span(0, 5)], 'm1'), holder('b', [span(0, 5)], 'm2')),
    ).toBe(false)
  })
})

describe('keepDistinct', () => {
  it('counts overlapping evidence once', () => {
    const kept = keepDistinct([holder('wide', [span(0, 20)]), holder('narrow', [span(3, 5)])])
    expect(kept).toHaveLength(1)
  })

  it('prefers the two that can stand together to the one that covers both', () => {
    const kept = keepDistinct([
      holder('cover', [span(0, 20)]),
      holder('left', [span(0, 5)]),
      holder('right', [span(10, 15)]),
    ])
    expect(kept.map(({ name }) => name)).toEqual(['left', 'right'])
  })
})
