import type { WordList } from '../text/word-list.ts'
import { WordMasks } from './word-masks.ts'
import { fitsAnywhere, leadsForward } from './word-reach.ts'
import { WordTest } from './word-test.ts'
import type { WordTree } from './word-tree.ts'

/** One step of a program; the last one says that it fits. */
export type Step =
  | { readonly kind: 'word'; readonly test: WordTest }
  /** Goes on at the first target, and at the second where that leads nowhere. */
  | {
      readonly kind: 'split'
      readonly first: number
      readonly second: number
      /** Up to so many words of any kind may stand before `second`: that is all that `first` leads to. */
      readonly gap?: number
    }
  | { readonly kind: 'found' }

/** A stretch of words: from `first` up to, not including, `last`. */
export interface WordStretch {
  readonly first: number
  readonly last: number
}

/** With the words of the longest text the memory of one search stays at a few megabytes. */
const MAX_STEPS = 200

/**
 * Finds what a word tree stands for, leftmost and in the order of its alternatives, as regular
 * expressions do. No step is taken twice at one word, so the time is at most steps times words.
 */
export class WordProgram {
  readonly #steps: readonly Step[]
  /** What a first word looks like. */
  readonly #starts: WordTest
  #leadsForward: boolean | undefined

  private constructor(steps: readonly Step[]) {
    this.#steps = steps
    this.#starts = findStarts(steps)
  }

  /** Undefined for a tree that counts too far or fits no words at all. */
  static compile(tree: WordTree): WordProgram | undefined {
    const steps: Step[] = []
    if (!write(tree, steps)) return undefined
    steps.push({ kind: 'found' })
    const canBeEmpty = listFirst(steps).some(({ kind }) => kind === 'found')
    return canBeEmpty ? undefined : new WordProgram(steps)
  }

  /** Whether it fits anywhere. */
  fits(words: WordList): boolean {
    this.#leadsForward ??= leadsForward(this.#steps)
    return this.#leadsForward ? fitsAnywhere(this.#steps, words) : this.find(words, 0) !== undefined
  }

  find(words: WordList, from: number): WordStretch | undefined {
    const masks = WordMasks.of(words)
    let tried: Places | undefined
    let first = masks.findNext(this.#starts, from)
    for (; first < words.count; first = masks.findNext(this.#starts, first + 1)) {
      tried ??= openPlaces(this.#steps.length * (words.count + 1))
      const last = this.#run(words, first, tried)
      if (last !== undefined) return { first, last }
    }
    return undefined
  }

  /**
   * Whether it fits where from `before[0]` to `before[1]` words stand between its first word and one of
   * the places.
   */
  fitsAround(
    words: WordList,
    places: readonly number[],
    before: readonly [number, number],
  ): boolean {
    let tried: Places | undefined
    for (const place of places) {
      const last = Math.min(place - before[0], words.count - 1)
      for (let first = Math.max(0, place - before[1]); first <= last; first += 1) {
        if (!this.#starts.fits(words, first)) continue
        tried ??= openPlaces(this.#steps.length * (words.count + 1))
        if (this.#run(words, first, tried) !== undefined) return true
      }
    }
    return false
  }

  #run(words: WordList, first: number, tried: Places): number | undefined {
    const size = this.#steps.length
    const { turns, turn: now } = tried
    // Places still to try, the most wanted on top: `word * size + step`.
    const places = stack
    let open = 1
    places[0] = first * size
    while (open > 0) {
      open -= 1
      const place = places[open] ?? 0
      if (turns[place] === now) continue
      turns[place] = now
      const at = (place / size) | 0
      const number = place - at * size
      const step = this.#steps[number]
      if (step === undefined || step.kind === 'found') return at
      if (step.kind === 'split') {
        places[open] = at * size + step.second
        places[open + 1] = at * size + step.first
        open += 2
      } else if (at < words.count && step.test.fits(words, at)) {
        places[open] = (at + 1) * size + number + 1
        open += 1
      }
    }
    return undefined
  }
}

/** Places of a search that were tried: those marked with its turn. */
interface Places {
  readonly turns: Uint32Array
  readonly turn: number
}

// One search runs at a time; marks of earlier ones need no wiping.
let turns = new Uint32Array(1024)
const stack: number[] = []
let turn = 0

function openPlaces(count: number): Places {
  turn += 1
  if (turns.length < count || turn > 0xffffffff) {
    turns = new Uint32Array(Math.max(count, turns.length))
    turn = 1
  }
  return { turns, turn }
}

/** Appends the steps of a tree; false where they become too many. */
function write(tree: WordTree, steps: Step[]): boolean {
  if (steps.length > MAX_STEPS) return false
  switch (tree.kind) {
    case 'word':
      steps.push(tree)
      return true
    case 'sequence':
      return tree.trees.every((child) => write(child, steps))
    case 'either':
      return writeEither(tree.trees, steps)
    case 'repeat':
      return writeRepeat(tree, steps)
  }
}

function writeEither(trees: readonly WordTree[], steps: Step[]): boolean {
  const [only, ...rest] = trees
  if (only === undefined) return true
  if (rest.length === 0) return write(only, steps)
  const fork = reserve(steps)
  if (!write(only, steps)) return false
  const leave = reserve(steps)
  steps[fork] = { kind: 'split', first: fork + 1, second: steps.length }
  if (!writeEither(rest, steps)) return false
  steps[leave] = { kind: 'split', first: steps.length, second: steps.length }
  return true
}

function writeRepeat(
  { tree, min, max }: Extract<WordTree, { kind: 'repeat' }>,
  steps: Step[],
): boolean {
  for (let i = 0; i < min; i += 1) if (!write(tree, steps)) return false
  if (max === Infinity) {
    const fork = reserve(steps)
    if (!write(tree, steps)) return false
    steps.push({ kind: 'split', first: fork, second: fork })
    steps[fork] = { kind: 'split', first: fork + 1, second: steps.length }
    return true
  }
  const forks: number[] = []
  for (let i = min; i < max; i += 1) {
    forks.push(reserve(steps))
    if (!write(tree, steps)) return false
  }
  for (const fork of forks) steps[fork] = { kind: 'split', first: fork + 1, second: steps.length }
  const [fork] = forks
  if (fork !== undefined && tree.kind === 'word' && tree.test.takesAll) {
    steps[fork] = { kind: 'split', first: fork + 1, second: steps.length, gap: forks.length }
  }
  return true
}

function reserve(steps: Step[]): number {
  return steps.push({ kind: 'found' }) - 1
}

/** The steps that are reached before any word is taken. */
function listFirst(steps: readonly Step[]): Step[] {
  const found: Step[] = []
  const seen = new Set<number>()
  const open = [0]
  for (let number = open.pop(); number !== undefined; number = open.pop()) {
    const step = steps[number]
    if (step === undefined || seen.has(number)) continue
    seen.add(number)
    if (step.kind === 'split') open.push(step.first, step.second)
    else found.push(step)
  }
  return found
}

function findStarts(steps: readonly Step[]): WordTest {
  const first = listFirst(steps)
  return new WordTest(first.flatMap((step) => (step.kind === 'word' ? step.test.shapes : [])))
}
