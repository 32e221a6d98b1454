import type { WordList } from '../text/word-list.ts'
import { WordMasks } from './word-masks.ts'
import type { Step } from './word-program.ts'

/** Whether no step leads back: the places that each step reaches are then known in one pass. */
export function leadsForward(steps: readonly Step[]): boolean {
  return steps.every(
    (step, number) => step.kind !== 'split' || Math.min(step.first, step.second) > number,
  )
}

/** Room for the places that each step reaches; one search runs at a time. */
let room = new Int32Array(4096)

/**
 * Whether steps that lead forward fit anywhere in a text. All places are tried at once, a bit each, so
 * that rules of common words, which nearly fit everywhere, cost no more than others.
 */
export function fitsAnywhere(steps: readonly Step[], words: WordList): boolean {
  const masks = WordMasks.of(words)
  const { width } = masks
  const size = width * steps.length
  if (room.length < size) room = new Int32Array(size)
  const reached = room
  reached.fill(0, width, size)
  reached.fill(-1, 0, width)
  let last = 0
  for (let number = 0; number <= last; number += 1) {
    const from = number * width
    const step = steps[number]
    if (step === undefined || isEmpty(reached, from, width)) continue
    if (step.kind === 'found') return true
    if (step.kind === 'word') {
      const start = masks.startOf(step.test)
      if (moveOn(reached, from, masks.bits, start, width)) last = Math.max(last, number + 1)
    } else {
      join(reached, from, step.first * width, width)
      join(reached, from, step.second * width, width)
      last = Math.max(last, step.first, step.second)
    }
  }
  return false
}

function isEmpty(reached: Int32Array, from: number, width: number): boolean {
  for (let i = from; i < from + width; i += 1) if (reached[i] !== 0) return false
  return true
}

function join(reached: Int32Array, from: number, to: number, width: number): void {
  for (let i = 0; i < width; i += 1) {
    reached[to + i] = (reached[to + i] ?? 0) | (reached[from + i] ?? 0)
  }
}

/** The next step stands one word behind each place whose word fits; false where none does. */
function moveOn(
  reached: Int32Array,
  from: number,
  masks: Int32Array,
  start: number,
  width: number,
): boolean {
  const to = from + width
  let carry = 0
  let all = 0
  for (let i = 0; i < width; i += 1) {
    const fitting = (reached[from + i] ?? 0) & (masks[start + i] ?? 0)
    reached[to + i] = (reached[to + i] ?? 0) | (fitting << 1) | carry
    carry = fitting >>> 31
    all |= fitting
  }
  return all !== 0
}
