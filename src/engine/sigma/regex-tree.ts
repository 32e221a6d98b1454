/** The shape of a regular expression, as far as its texts are asked for. */
export type RegexTree =
  /** `edge`: an end of the text or of a line; it takes no character either. */
  | { readonly kind: 'empty' | 'edge' | 'any' }
  /** One character out of a few. */
  | { readonly kind: 'chars'; readonly chars: readonly string[] }
  | { readonly kind: 'sequence' | 'either'; readonly trees: readonly RegexTree[] }
  | {
      readonly kind: 'repeat'
      readonly tree: RegexTree
      readonly min: number
      readonly max: number
    }

/** Reads an expression that RE2 accepts; undefined where something in it is unusual. */
export function readRegexTree(pattern: string): RegexTree | undefined {
  try {
    return new Reader(pattern).readWhole()
  } catch (error) {
    if (error instanceof Unusual) return undefined
    throw error
  }
}

class Unusual extends Error {}

const MAX_DEPTH = 50
const MAX_CLASS = 8
const ANY: RegexTree = { kind: 'any' }
const EMPTY: RegexTree = { kind: 'empty' }
const EDGE: RegexTree = { kind: 'edge' }

class Reader {
  readonly #chars: readonly string[]
  #at = 0

  constructor(pattern: string) {
    this.#chars = Array.from(pattern)
  }

  readWhole(): RegexTree {
    const tree = this.#readEither(0)
    if (this.#at < this.#chars.length) throw new Unusual()
    return tree
  }

  #readEither(depth: number): RegexTree {
    if (depth > MAX_DEPTH) throw new Unusual()
    const trees = [this.#readSequence(depth)]
    while (this.#peek() === '|') {
      this.#at += 1
      trees.push(this.#readSequence(depth))
    }
    return { kind: 'either', trees }
  }

  #readSequence(depth: number): RegexTree {
    const trees: RegexTree[] = []
    for (let char = this.#peek(); char !== undefined && char !== '|' && char !== ')';) {
      trees.push(this.#readRepeat(this.#readAtom(depth)))
      char = this.#peek()
    }
    return { kind: 'sequence', trees }
  }

  #readAtom(depth: number): RegexTree {
    const char = this.#take()
    switch (char) {
      case '.':
        return ANY
      case '^':
      case '$':
        return EDGE
      case '[':
        return this.#readClass()
      case '(':
        return this.#readGroup(depth)
      case '\\':
        return this.#readEscape()
      case '*':
      case '+':
      case '?':
        throw new Unusual()
      default:
        return { kind: 'chars', chars: [char] }
    }
  }

  #readGroup(depth: number): RegexTree {
    if (this.#peek() === '?') {
      this.#at += 1
      // Flags change letter case and line ends only: neither matters to folded texts.
      let char = this.#take()
      while (/[ims-]/.test(char)) char = this.#take()
      if (char === ')') return EMPTY
      if (char !== ':') throw new Unusual()
    }
    const inner = this.#readEither(depth + 1)
    if (this.#take() !== ')') throw new Unusual()
    return inner
  }

  #readEscape(): RegexTree {
    const char = this.#take()
    if (/[bB]/.test(char)) return EMPTY
    if (/[Az]/.test(char)) return EDGE
    if (/[dDwWsSntrfv]/.test(char)) return ANY
    if (/[A-Za-z0-9]/.test(char)) throw new Unusual()
    return { kind: 'chars', chars: [char] }
  }

  #readClass(): RegexTree {
    const isNegated = this.#peek() === '^'
    if (isNegated) this.#at += 1
    const members: string[] = []
    let isPlain = !isNegated
    // A `]` that stands first is a member of the class.
    for (let char = this.#take(); char !== ']' || members.length === 0; char = this.#take()) {
      if (char === '[') throw new Unusual()
      if (char === '-') isPlain = false
      if (char === '\\') {
        char = this.#take()
        if (/[A-Za-z0-9]/.test(char)) isPlain = false
      }
      members.push(char)
    }
    return isPlain && members.length <= MAX_CLASS ? { kind: 'chars', chars: members } : ANY
  }

  #readRepeat(tree: RegexTree): RegexTree {
    const counts = this.#readCounts()
    if (counts === undefined) return tree
    if (this.#peek() === '?') this.#at += 1
    const [min, max] = counts
    return { kind: 'repeat', tree, min, max }
  }

  #readCounts(): readonly [number, number] | undefined {
    const sign = this.#peek()
    if (sign !== '*' && sign !== '+' && sign !== '?' && sign !== '{') return undefined
    if (sign !== '{') {
      this.#at += 1
      return [sign === '+' ? 1 : 0, sign === '?' ? 1 : Infinity]
    }
    const text = this.#chars.slice(this.#at, this.#at + 12).join('')
    const found = /^\{(\d+)(,?)(\d*)\}/.exec(text)
    if (found === null) throw new Unusual()
    this.#at += found[0].length
    const min = Number(found[1])
    if (found[2] === '') return [min, min]
    return [min, found[3] === '' ? Infinity : Number(found[3])]
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
