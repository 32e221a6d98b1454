import type { WordList } from '../text/word-list.ts'
import type { Step } from './word-program.ts'
import type { WordTest } from './word-test.ts'

/** One bit for each word of a text: those that fit a test. */
type Mask = Int32Array

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
  const width = (words.count >> 5) + 1
  const size = width * steps.length
  if (room.length < size) room = new Int32Array(size)
  const reached = room
  reached.fill(0, 0, size)
  reached.fill(-1, 0, width)
  for (const [number, step] of steps.entries()) {
    const from = number * width
    if (isEmpty(reached, from, width)) continue
    if (step.kind === 'found') return true
    if (step.kind === 'word') moveOn(reached, from, maskOf(step.test, words), width)
    else {
      join(reached, from, step.first * width, width)
      join(reached, from, step.second * width, width)
    }
  }
  return false
}

function isEmpty(reached: Mask, from: number, width: number): boolean {
  for (let i = from; i < from + width; i += 1) if (reached[i] !== 0) return false
  return true
}

function join(reached: Mask, from: number, to: number, width: number): void {
  for (let i = 0; i < width; i += 1) {
    reached[to + i] = (reached[to + i] ?? 0) | (reached[from + i] ?? 0)
  }
}

/** The next step stands one word behind each place whose word fits. */
function moveOn(reached: Mask, from: number, mask: Mask, width: number): void {
  const to = from + width
  let carry = 0
  for (let i = 0; i < width; i += 1) {
    const fitting = (reached[from + i] ?? 0) & (mask[i] ?? 0)
    reached[to + i] = (reached[to + i] ?? 0) | (fitting << 1) | carry
    carry = fitting >>> 31
  }
}

/** By text and by what a test asks: rules share the words that they look for. */
const masks = new WeakMap<WordList, Map<string, Mask>>()
const keys = new WeakMap<WordTest, string>()

function maskOf(test: WordTest, words: WordList): Mask {
  let known = masks.get(words)
  if (known === undefined) masks.set(words, (known = new Map<string, Mask>()))
  let key = keys.get(test)
  if (key === undefined) keys.set(test, (key = JSON.stringify(test.shapes)))
  let mask = known.get(key)
  if (mask === undefined) known.set(key, (mask = makeMask(test, words)))
  return mask
}

function makeMask(test: WordTest, words: WordList): Mask {
  const mask = new Int32Array((words.count >> 5) + 1)
  for (let i = 0; i < words.count; i += 1) {
    if (test.fits(words, i)) mask[i >> 5] = (mask[i >> 5] ?? 0) | (1 << (i & 31))
  }
  return mask
}
