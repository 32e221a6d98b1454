import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isVisibleTo, isWithin, placeEntries } from '../../../src/engine/correlate/order.ts'
import { makeEntry } from './entries.ts'

function place(...parts: Parameters<typeof makeEntry>[0][]) {
  return placeEntries(parts.map((part, index) => makeEntry({ seq: index + 1, ...part })))
}

describe('placeEntries', () => {
  it.each([
    [
      'by time',
      [
        { id: 'b', sentAt: 2 },
        { id: 'a', sentAt: 1 },
      ],
      ['a', 'b'],
    ],
    ['as read without times', [{ id: 'b' }, { id: 'a' }], ['b', 'a']],
    [
      'an untimed one behind the message read before it',
      [{ id: 'late', sentAt: 9 }, { id: 'early', sentAt: 1 }, { id: 'untimed' }],
      ['early', 'untimed', 'late'],
    ],
  ])('orders %s', (_, parts, expected) => {
    expect(place(...parts).map(({ entry }) => entry.id)).toEqual(expected)
  })

  it('does not depend on the order in which entries are stored', () => {
    const times = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(times, fc.integer(), (sentAts, rotation) => {
        const entries = sentAts.map((sentAt, index) =>
          makeEntry({ id: `m${index}`, sentAt, seq: index + 1 }),
        )
        const turn = Math.abs(rotation) % entries.length
        const turned = [...entries.slice(turn), ...entries.slice(0, turn)]
        expect(placeEntries(turned)).toEqual(placeEntries(entries))
      }),
    )
  })
})

describe('isVisibleTo', () => {
  it('shows earlier messages to later ones only', () => {
    const [early, late] = place({ id: 'a', sentAt: 1 }, { id: 'b', sentAt: 2 })
    expect(isVisibleTo(early!, late!)).toBe(true)
    expect(isVisibleTo(late!, early!)).toBe(false)
  })

  it('shows messages of the same time to each other, and none to itself', () => {
    const [a, b] = place({ id: 'a', sentAt: 1 }, { id: 'b', sentAt: 1 })
    expect([isVisibleTo(a!, b!), isVisibleTo(b!, a!), isVisibleTo(a!, a!)]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('falls back to reading order where a time is missing', () => {
    const [a, b] = place({ id: 'a', sentAt: 1 }, { id: 'b' })
    expect([isVisibleTo(a!, b!), isVisibleTo(b!, a!)]).toEqual([true, false])
  })
})

describe('isWithin', () => {
  it.each([
    [{ sentAt: 0 }, { sentAt: 10 }, true],
    [{ sentAt: 0 }, { sentAt: 11 }, false],
    [{}, { sentAt: 11 }, true],
    [{ sentAt: 0 }, {}, true],
  ])('%o to %o within 10 ms: %s', (a, b, expected) => {
    const [first, second] = place({ id: 'a', ...a }, { id: 'b', ...b })
    expect(isWithin(first!, second!, 10)).toBe(expected)
  })
})
