import { LazyScanner } from './lazy-scanner.ts'
import { LiteralTrie } from './literal-trie.ts'
import { type Chain, readChains } from './regex-chain.ts'
import { ScanProgram } from './scan-program.ts'

/** An expression to look for. */
export interface ScannedPattern {
  readonly pattern: string
  readonly flags: string
}

/** What a scan found in a text; good until the next scan. */
export interface ScanFindings {
  readonly literals: readonly number[]
  /** Positions of expressions that may fit; all others don't. */
  readonly patterns: readonly number[]
  /** Where a match of each of `patterns` can end; of many only the first `MAX_ENDS`. */
  readonly ends: readonly (readonly number[])[]
}

const NO_USES: readonly PartUse[] = []

export const MAX_ENDS = 32

/** Where a part stands in a chain. */
interface PartUse {
  /** Of all links of all chains, in a row. */
  readonly link: number
  /** The part before it, where that begins the chain; a link in the middle has places of its own. */
  readonly firstPart: number | undefined
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly pattern: number
  readonly within: number
  readonly crossesLines: boolean
}

/** Whether a scanner can look for an expression. */
export function isScannable(pattern: string, flags: string): boolean {
  const chains = readChains(pattern, flags)
  return chains !== undefined && addChains(chains, new ScanProgram()) !== undefined
}

/** The number of the part of each link of each chain; undefined where one is too large. */
function addChains(chains: readonly Chain[], program: ScanProgram): number[][] | undefined {
  const numbers = chains.map(({ links }) => links.map(({ tree }) => program.addPart(tree)))
  const known = numbers.map((list) => list.filter((part) => part !== undefined))
  return numbers.some((list) => list.includes(undefined)) ? undefined : known
}

const SURROGATE = /[\ud800-\udfff]/

/** Finds in one pass which literals a text holds, and which expressions may fit it where. */
export class TextScanner {
  readonly #scanner: LazyScanner
  readonly #uses: PartUse[][] = []
  readonly #parts: number
  /** End of each link's last place, and the scan in which that was. */
  readonly #ends: Int32Array
  readonly #turns: Uint32Array
  /** The same of each part. */
  readonly #partEnds: Int32Array
  readonly #partTurns: Uint32Array
  readonly #foundIn: Uint32Array
  #turn = 0

  /** Each of `patterns` is scannable. Literals are folded texts of one character or more. */
  constructor(
    patterns: readonly ScannedPattern[],
    literals: readonly (readonly [string, number])[],
  ) {
    const program = new ScanProgram()
    let links = 0
    for (const [number, { pattern, flags }] of patterns.entries()) {
      links = this.#addPattern(number, readChains(pattern, flags) ?? [], program, links)
    }
    this.#parts = program.starts.length
    const trie = new LiteralTrie()
    for (const [text, literal] of literals) trie.add(text, this.#parts + literal)
    this.#scanner = new LazyScanner(program, trie)
    this.#ends = new Int32Array(links)
    this.#turns = new Uint32Array(links)
    this.#partEnds = new Int32Array(this.#parts)
    this.#partTurns = new Uint32Array(this.#parts)
    const last = literals.reduce((most, [, literal]) => Math.max(most, literal), 0)
    this.#foundIn = new Uint32Array(last + 1)
  }

  #addPattern(
    pattern: number,
    chains: readonly Chain[],
    program: ScanProgram,
    before: number,
  ): number {
    let link = before
    const parts = addChains(chains, program)
    for (const [i, { links }] of chains.entries()) {
      for (const [place, { within, crossesLines }] of links.entries()) {
        const part = parts?.[i]?.[place] ?? -1
        const isFirst = place === 0
        const isLast = place === links.length - 1
        const firstPart = place === 1 ? parts?.[i]?.[0] : undefined
        const use = { link, firstPart, pattern, within, crossesLines, isFirst, isLast }
        // Later links first: one place is not taken for two of them. What only begins chains is noted once.
        if (!isFirst || isLast) (this.#uses[part] ??= []).unshift(use)
        link += 1
      }
    }
    return link
  }

  /** Undefined for a text that takes too much to scan. */
  scan(text: string): ScanFindings | undefined {
    this.#turn += 1
    const scan = new Scan(text)
    const isWhole = this.#scanner.scan(text, (number, end) => {
      if (number < this.#parts) this.#meetPart(number, end, scan)
      else if (this.#foundIn[number - this.#parts] !== this.#turn) {
        this.#foundIn[number - this.#parts] = this.#turn
        scan.literals.push(number - this.#parts)
      }
    })
    return isWhole ? scan : undefined
  }

  #meetPart(part: number, end: number, scan: Scan): void {
    for (const use of this.#uses[part] ?? NO_USES) {
      const { link, isFirst, isLast, within, crossesLines } = use
      if (!isFirst) {
        const before = this.#endBefore(use)
        if (before < 0 || end - before > within * scan.unitsOfCharacter) continue
        if (!crossesLines && scan.findLineStart(end) > before) continue
      }
      this.#ends[link] = end
      this.#turns[link] = this.#turn
      if (isLast) scan.add(use.pattern, end)
    }
    this.#partEnds[part] = end
    this.#partTurns[part] = this.#turn
  }

  /** Where the link before one ended last; -1 where it did not in this text. */
  #endBefore({ link, firstPart }: PartUse): number {
    if (firstPart === undefined) {
      return this.#turns[link - 1] === this.#turn ? (this.#ends[link - 1] ?? 0) : -1
    }
    return this.#partTurns[firstPart] === this.#turn ? (this.#partEnds[firstPart] ?? 0) : -1
  }
}

class Scan implements ScanFindings {
  readonly literals: number[] = []
  readonly patterns: number[] = []
  readonly ends: number[][] = []
  readonly #text: string
  #lineStart = 0
  #nextLine: number | undefined
  #units: number | undefined

  constructor(text: string) {
    this.#text = text
  }

  get unitsOfCharacter(): number {
    return (this.#units ??= SURROGATE.test(this.#text) ? 2 : 1)
  }

  /** Where the line begins that a place ends; asked of one place after the other. */
  findLineStart(end: number): number {
    this.#nextLine ??= this.#findLineEnd(0)
    while (this.#nextLine < end) {
      this.#lineStart = this.#nextLine + 1
      this.#nextLine = this.#findLineEnd(this.#lineStart)
    }
    return this.#lineStart
  }

  #findLineEnd(from: number): number {
    const found = this.#text.indexOf('\n', from)
    return found < 0 ? Infinity : found
  }

  add(pattern: number, end: number): void {
    const at = this.patterns.indexOf(pattern)
    const ends = this.ends[at]
    if (ends === undefined) {
      this.patterns.push(pattern)
      this.ends.push([end])
    } else if (ends.length < MAX_ENDS && ends.at(-1) !== end) ends.push(end)
  }
}
