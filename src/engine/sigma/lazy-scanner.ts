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
      let next = 0
      let size = 1
      if (unit < 0x80) {
        const kind = ascii[unit] ?? 0
        next = table[state * asciiCount + kind] ?? 0
        if (next === 0) next = states.follow(state, kind)
      } else {
        const point = text.codePointAt(at) ?? unit
        if (point > 0xffff) size = 2
        next = states.followFar(state, states.classes.classOf(point))
      }
      if (next < 0) {
        next = ~next
        states.reportEnds(next, at, at + size, report)
      }
      if (states.table !== table) {
        if (states.renewals - renewals > MAX_RENEWALS) return false
        table = states.table
      }
      state = next
      at += size
    }
    states.reportLast(state, length, report)
    return true
  }
}
