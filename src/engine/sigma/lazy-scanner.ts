import type { LiteralTrie } from './literal-trie.ts'
import type { ScanProgram } from './scan-program.ts'
import { type ReportEnd, ScanStates } from './scan-states.ts'

/** Tables are dropped so often in one text before it is left to others. */
const MAX_RENEWALS = 2

/**
 * Finds parts of expressions and literals in one pass over a text. What stands behind a character is
 * worked out when it is first met and kept: the next text finds it in a table. A text for which
 * too much had to be worked out is given up, so that no text costs more than a fixed time for each character.
 */
export class LazyScanner {
  readonly #states: ScanStates

  constructor(program: ScanProgram, trie: LiteralTrie) {
    this.#states = new ScanStates(program, trie)
  }

  /** False where the text was given up: what was reported is not all. */
  scan(text: string, report: ReportEnd): boolean {
    const states = this.#states
    const { ascii, asciiCount } = states.classes
    const { length } = text
    const renewals = states.renewals
    let { table } = states
    let state = states.start
    let at = 0
    while (at < length) {
      const unit = text.charCodeAt(at)
      // The short way: nearly all characters lead to a known state in which nothing ends.
      const known = unit < 0x80 ? (table[state * asciiCount + (ascii[unit] ?? 0)] ?? 0) : 0
      if (known > 0) {
        state = known
        at += 1
        continue
      }
      const point = unit < 0x80 ? unit : (text.codePointAt(at) ?? unit)
      const size = point > 0xffff ? 2 : 1
      state = known < 0 ? known : states.follow(state, states.classes.classOf(point))
      if (state < 0) {
        state = ~state
        states.reportEnds(state, at, at + size, report)
      }
      if (states.renewals - renewals > MAX_RENEWALS) return false
      table = states.table
      at += size
    }
    states.reportLast(state, length, report)
    return true
  }
}
