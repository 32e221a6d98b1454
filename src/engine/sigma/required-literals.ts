/**
 * Finds texts of which one must occur wherever a regular expression matches, so that a plain search
 * can go first. Careful rather than complete: on anything unusual it gives undefined.
 */
export function findRequiredLiterals(pattern: string): readonly string[] | undefined {
  try {
    const scanner = new Scanner(pattern)
    const found = scanner.readAlternatives(0)
    return scanner.isAtEnd() ? found : undefined
  } catch (error) {
    if (error instanceof Unusual) return undefined
    throw error
  }
}

class Unusual extends Error {}

const MAX_LITERALS = 32
const MIN_LENGTH = 2
const MAX_DEPTH = 50
const BREAKING_ESCAPES = 'dDwWsSbBAzntrfv'
type Literals = readonly string[] | undefined

class Scanner {
  readonly #chars: readonly string[]
  #at = 0

  constructor(pattern: string) {
    this.#chars = Array.from(pattern)
  }

  isAtEnd(): boolean {
    return this.#at >= this.#chars.length
  }

  readAlternatives(depth: number): Literals {
    if (depth > MAX_DEPTH) throw new Unusual()
    let union: Literals = this.#readSequence(depth)
    while (this.#peek() === '|') {
      this.#at += 1
      const next = this.#readSequence(depth)
      union = union && next ? [...union, ...next] : undefined
    }
    return union && union.length <= MAX_LITERALS ? union : undefined
  }

  #readSequence(depth: number): Literals {
    let best: Literals
    let run = ''
    const keepRun = (): void => {
      if (run.length >= MIN_LENGTH) best = better(best, [run])
      run = ''
    }
    while (!this.isAtEnd() && this.#peek() !== '|' && this.#peek() !== ')') {
      const atom = this.#readAtom(depth)
      const repeat = this.#readRepeat()
      if (typeof atom === 'string' && repeat === 'once') run += atom
      else if (typeof atom === 'string' && repeat === 'more') {
        run += atom
        keepRun()
      } else {
        keepRun()
        if (typeof atom === 'object' && repeat !== 'optional') best = better(best, atom)
      }
    }
    keepRun()
    return best
  }

  /** One character that must stand there, the literals of a group, or undefined for anything. */
  #readAtom(depth: number): string | Literals {
    const char = this.#take()
    if (char === '.' || char === '^' || char === '$') return undefined
    if (char === '[') {
      this.#skipClass()
      return undefined
    }
    if (char === '(') return this.#readGroup(depth)
    if (char === '\\') return this.#readEscape()
    if (char === '*' || char === '+' || char === '?') throw new Unusual()
    return char
  }

  #readGroup(depth: number): Literals {
    if (this.#peek() === '?') {
      this.#at += 1
      if (this.#take() !== ':') throw new Unusual()
    }
    const inner = this.readAlternatives(depth + 1)
    if (this.#take() !== ')') throw new Unusual()
    return inner
  }

  #readEscape(): string | undefined {
    const char = this.#take()
    if (BREAKING_ESCAPES.includes(char)) return undefined
    if (/[A-Za-z0-9]/.test(char)) throw new Unusual()
    return char
  }

  #skipClass(): void {
    if (this.#peek() === '^') this.#at += 1
    // A `]` that stands first is a member of the class.
    if (this.#peek() === ']') this.#at += 1
    for (let char = this.#take(); char !== ']'; char = this.#take()) {
      if (char === '[') throw new Unusual()
      if (char === '\\') this.#at += 1
    }
  }

  #readRepeat(): 'once' | 'more' | 'optional' {
    const char = this.#peek()
    let repeat: 'once' | 'more' | 'optional' = 'once'
    if (char === '*' || char === '?') repeat = 'optional'
    else if (char === '+') repeat = 'more'
    else if (char === '{') return this.#readCounts()
    if (repeat !== 'once') this.#skipLazyMark()
    return repeat
  }

  #readCounts(): 'once' | 'more' | 'optional' {
    const counts = /^\{(\d+)(?:,\d*)?\}/.exec(this.#chars.slice(this.#at, this.#at + 12).join(''))
    if (counts === null) throw new Unusual()
    this.#at += counts[0].length - 1
    this.#skipLazyMark()
    return Number(counts[1]) === 0 ? 'optional' : 'more'
  }

  #skipLazyMark(): void {
    this.#at += 1
    if (this.#peek() === '?') this.#at += 1
  }

  #peek(): string | undefined {
    return this.#chars[this.#at]
  }

  #take(): string {
    const char = this.#chars[this.#at]
    if (char === undefined) throw new Unusual()
    this.#at += 1
    return char
  }
}

/** The set whose shortest text is longer tells more; then the smaller set. */
function better(a: Literals, b: Literals): Literals {
  if (!a || !b) return a ?? b
  const byLength = shortest(b) - shortest(a)
  if (byLength !== 0) return byLength > 0 ? b : a
  return b.length < a.length ? b : a
}

function shortest(texts: readonly string[]): number {
  return Math.min(...texts.map((text) => text.length))
}
