import type { WordList } from '../text/word-list.ts'
import { WordMasks } from './word-masks.ts'
import type { Step } from './word-program.ts'

/** Whether no step leads back: the places that each step reaches are then known in one pass. */
export function leadsForward(steps: readonly Step[]): boolean {
  return steps.every(
    (step, number) => step.kind !== 'split' || Math.min(step.first, step.second) > number,
  )
}

/** Room for the places that each step reaches, and which steps are reached; one search runs at a time. */
let room = new Int32Array(4096)
let isReached = new Uint8Array(256)

/**
 * Whether steps that lead forward fit anywhere in a text. All places are tried at once, a bit each, so
 * that rules of common words, which nearly fit everywhere, cost no more than others.
 */
export function fitsAnywhere(steps: readonly Step[], words: WordList): boolean {
  const masks = WordMasks.of(words)
  // What fits often fits early: a long text is seldom looked at as a whole for it.
  if (masks.width > EARLY * 2 && fitsWithin(steps, masks, EARLY)) return true
  return fitsWithin(steps, masks, masks.width)
}

/** Numbers of a mask that cover the beginning of a text. */
const EARLY = 2

/** Whether steps fit among as many words as `width` numbers of a mask cover. */
function fitsWithin(steps: readonly Step[], masks: WordMasks, width: number): boolean {
  const size = width * steps.length
  if (room.length < size) room = new Int32Array(size)
  if (isReached.length < steps.length) isReached = new Uint8Array(steps.length)
  isReached.fill(0, 1, steps.length)
  isReached[0] = 1
  room.fill(-1, 0, width)
  let last = 0
  for (let number = 0; number <= last; number += 1) {
    const step = steps[number]
    if (step === undefined || isReached[number] === 0) continue
    if (step.kind === 'found') return true
    if (step.kind === 'word') {
      const start = masks.startOf(step.test)
      if (moveOn(number, masks.bits, start, width)) last = Math.max(last, number + 1)
    } else {
      if (step.gap === undefined) join(number, step.first, width)
      else spread(number * width, step.gap, width)
      join(number, step.second, width)
      last = Math.max(last, step.first, step.second)
    }
  }
  return false
}

/** All places of one step are also places of another. */
function join(step: number, next: number, width: number): void {
  const reached = room
  const from = step * width
  const to = next * width
  if (isReached[next] === 0) reached.copyWithin(to, from, from + width)
  else {
    for (let i = 0; i < width; i += 1) {
      reached[to + i] = (reached[to + i] ?? 0) | (reached[from + i] ?? 0)
    }
  }
  isReached[next] = 1
}

/**
 * Adds all places up to `gap` words behind those there are, twice as many in each pass. What then lies
 * behind the last word leads nowhere.
 */
function spread(from: number, gap: number, width: number): void {
  const reached = room
  let done = 0
  while (done < gap) {
    const by = Math.min(done + 1, gap - done, 31)
    for (let i = from + width - 1; i > from; i -= 1) {
      const carry = (reached[i - 1] ?? 0) >>> (32 - by)
      reached[i] = (reached[i] ?? 0) | ((reached[i] ?? 0) << by) | carry
    }
    reached[from] = (reached[from] ?? 0) | ((reached[from] ?? 0) << by)
    done += by
  }
}

/** The next step stands one word behind each place whose word fits; false where none does. */
function moveOn(step: number, masks: Int32Array, start: number, width: number): boolean {
  const reached = room
  const from = step * width
  const to = from + width
  const isKnown = isReached[step + 1] === 1
  let carry = 0
  let all = 0
  for (let i = 0; i < width; i += 1) {
    const fitting = (reached[from + i] ?? 0) & (masks[start + i] ?? 0)
    const moved = (fitting << 1) | carry
    reached[to + i] = isKnown ? (reached[to + i] ?? 0) | moved : moved
    carry = fitting >>> 31
    all |= fitting
  }
  if (all !== 0) isReached[step + 1] = 1
  return all !== 0
}
