import type { WordList } from '../text/word-list.ts'
import type { Places, PreparedValue, Range, TestForm, ValueTest } from './prepared-value.ts'
import type { RegexTest } from './regex-test.ts'
import { findGuards, type Guards } from './word-guards.ts'
import { WordProgram, type WordStretch } from './word-program.ts'
import { readWordTree } from './word-tree.ts'

const MAX_RANGES = 8
const COST = 2
/** Tried at a word for each so many of a text, patterns have cost as much as a table of its words. */
const ENOUGH = 4

/** A regular expression that takes whole words, found among the words instead of their letters. */
export class WordSequenceTest implements ValueTest {
  readonly cost = COST
  /** What stands wherever the expression fits; undefined: nothing is known. */
  readonly guards: Guards | undefined
  readonly #regex: RegexTest
  readonly #program: WordProgram

  private constructor(regex: RegexTest, program: WordProgram, guards: Guards | undefined) {
    this.#regex = regex
    this.#program = program
    this.guards = guards
  }

  /** Undefined for an expression that does not take whole words. */
  static compile(regex: RegexTest): WordSequenceTest | undefined {
    const tree = regex.flags === '' ? readWordTree(regex.pattern) : undefined
    const program = tree && WordProgram.compile(tree)
    if (tree === undefined || program === undefined) return undefined
    return new WordSequenceTest(regex, program, findGuards(tree))
  }

  get form(): TestForm {
    const { pattern, flags, texts } = this.#regex
    return ['sequence', pattern, flags, texts ?? null]
  }

  holds(value: PreparedValue, { words: guardedAt }: Places = {}): boolean {
    if (value.source.words === undefined) return this.#regex.holds(value)
    const { words } = value
    const before = this.guards?.before
    if (guardedAt === undefined || before === undefined) return this.#program.fits(words)
    const starts = guardedAt.length * (before[1] - before[0] + 1)
    value.startsTried += starts
    return value.startsTried * ENOUGH > words.count
      ? this.#program.fits(words)
      : this.#program.fitsAround(words, guardedAt, before)
  }

  locate(value: PreparedValue): readonly Range[] {
    if (value.source.words === undefined) return this.#regex.locate(value)
    return toRanges(value.words, this.locateWords(value.words))
  }

  locateWords(words: WordList): readonly WordStretch[] {
    const found: WordStretch[] = []
    let next = this.#program.find(words, 0)
    while (next !== undefined && found.length < MAX_RANGES) {
      found.push(next)
      // The space behind a match is taken: the word that follows it can't begin another.
      next = this.#program.find(words, next.last + 1)
    }
    return found
  }
}

/** Offsets in the joined words, from the space before the first word to the one behind the last. */
function toRanges(words: WordList, stretches: readonly WordStretch[]): Range[] {
  let word = 0
  let offset = 0
  const offsetOf = (target: number): number => {
    for (; word < target; word += 1) offset += words.wordAt(word).length + 1
    return offset
  }
  return stretches.map(({ first, last }): Range => {
    const start = offsetOf(first)
    return [start, offsetOf(last) + 1]
  })
}
