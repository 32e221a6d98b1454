import {
  type CharSet,
  complement,
  DIGITS,
  makeCharSet,
  type Members,
  SPACES,
  WORD,
} from './char-set.ts'

/** A place that takes no character. `text…`: the ends of the whole text. */
export type Edge = 'textStart' | 'textEnd' | 'lineStart' | 'lineEnd'

/** The shape of a regular expression. */
export type RegexTree =
  | { readonly kind: 'empty' }
  /** An end of the text or of a line. */
  | { readonly kind: 'edge'; readonly edge: Edge }
  | { readonly kind: 'boundary'; readonly isNegated: boolean }
  | { readonly kind: 'any'; readonly set: CharSet }
  /** One character out of a few. */
  | { readonly kind: 'chars'; readonly chars: readonly string[]; readonly set: CharSet }
  | { readonly kind: 'sequence' | 'either'; readonly trees: readonly RegexTree[] }
  | {
      readonly kind: 'repeat'
      readonly tree: RegexTree
      readonly min: number
      readonly max: number
    }

/** Reads an expression that RE2 accepts; undefined where something in it is unusual. */
export function readRegexTree(pattern: string, flags = ''): RegexTree | undefined {
  try {
    return new Reader(pattern, new Set(flags)).readWhole()
  } catch (error) {
    if (error instanceof Unusual) return undefined
    throw error
  }
}

class Unusual extends Error {}

const MAX_DEPTH = 50
const MAX_CLASS = 8
const EMPTY: RegexTree = { kind: 'empty' }
const CONTROLS: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  v: '\v',
}
const CLASSES = new Map([
  ['d', DIGITS],
  ['w', WORD],
  ['s', SPACES],
  ['D', complement(DIGITS)],
  ['W', complement(WORD)],
  ['S', complement(SPACES)],
])

class Reader {
  readonly #chars: readonly string[]
  #flags: ReadonlySet<string>
  #at = 0

  constructor(pattern: string, flags: ReadonlySet<string>) {
    this.#chars = Array.from(pattern)
    this.#flags = flags
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
    const isLined = this.#flags.has('m')
    switch (char) {
      case '.': {
        const none = this.#flags.has('s') ? '' : '\n'
        return { kind: 'any', set: this.#makeSet([none], true) }
      }
      case '^':
        return { kind: 'edge', edge: isLined ? 'lineStart' : 'textStart' }
      case '$':
        return { kind: 'edge', edge: isLined ? 'lineEnd' : 'textEnd' }
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
        return this.#makeChar(char)
    }
  }

  #makeChar(char: string): RegexTree {
    return { kind: 'chars', chars: [char], set: this.#makeSet([char], false) }
  }

  #makeSet(chars: readonly string[], isNegated: boolean): CharSet {
    const members: Members = { ranges: [], properties: [] }
    for (const char of chars) addChar(members, char)
    return makeCharSet(members, isNegated, this.#flags.has('i'))
  }

  #readGroup(depth: number): RegexTree {
    const outer = this.#flags
    if (this.#peek() === '?') {
      this.#at += 1
      const last = this.#readFlags()
      // Flags without a colon hold up to the end of the group around them.
      if (last === ')') return EMPTY
      if (last !== ':') throw new Unusual()
    }
    const inner = this.#readEither(depth + 1)
    if (this.#take() !== ')') throw new Unusual()
    this.#flags = outer
    return inner
  }

  #readFlags(): string {
    const flags = new Set(this.#flags)
    let isOn = true
    let char = this.#take()
    for (; /[ims-]/.test(char); char = this.#take()) {
      if (char === '-') isOn = false
      else if (isOn) flags.add(char)
      else flags.delete(char)
    }
    this.#flags = flags
    return char
  }

  #readEscape(): RegexTree {
    const char = this.#take()
    if (char === 'b' || char === 'B') return { kind: 'boundary', isNegated: char === 'B' }
    if (char === 'A') return { kind: 'edge', edge: 'textStart' }
    if (char === 'z') return { kind: 'edge', edge: 'textEnd' }
    const members: Members = { ranges: [], properties: [] }
    if (this.#addEscaped(char, members)) {
      return { kind: 'any', set: makeCharSet(members, false, this.#flags.has('i')) }
    }
    return this.#makeChar(char)
  }

  /** Adds a class, a property or a control character; false for a character that stands for itself. */
  #addEscaped(char: string, members: Members): boolean {
    const known = CLASSES.get(char)
    const control = this.#readControl(char)
    if (known !== undefined) members.ranges.push(...known)
    else if (control !== undefined) addChar(members, control)
    else if (char === 'p' || char === 'P') members.properties.push(this.#readProperty(char))
    else if (/[A-Za-z0-9]/.test(char)) throw new Unusual()
    else return false
    return true
  }

  /** General categories only: scripts differ in name. */
  #readProperty(letter: string): RegExp {
    let name = this.#take()
    if (name === '{') {
      name = ''
      for (let char = this.#take(); char !== '}'; char = this.#take()) name += char
    }
    if (!/^[LMNPSZC][a-z]?$/.test(name)) throw new Unusual()
    return new RegExp(`^\\${letter}{${name}}`, 'u')
  }

  #readClass(): RegexTree {
    const isNegated = this.#peek() === '^'
    if (isNegated) this.#at += 1
    const members: Members = { ranges: [], properties: [] }
    const chars: string[] = []
    let isPlain = !isNegated
    let isFirst = true
    // A `]` that stands first is a member of the class.
    for (let char = this.#take(); char !== ']' || isFirst; char = this.#take()) {
      isFirst = false
      if (char === '[') throw new Unusual()
      const single = char === '\\' ? this.#readMember(members) : char
      if (single === undefined) isPlain = false
      else if (this.#readRangeEnd(single, members)) isPlain = false
      else chars.push(single)
    }
    for (const char of chars) addChar(members, char)
    const set = makeCharSet(members, isNegated, this.#flags.has('i'))
    const isFew = isPlain && chars.length <= MAX_CLASS
    return isFew ? { kind: 'chars', chars, set } : { kind: 'any', set }
  }

  /** What stands behind a backslash in a class: the character, undefined for a class of its own. */
  #readMember(members: Members): string | undefined {
    const char = this.#take()
    const control = this.#readControl(char)
    if (control !== undefined) return control
    return this.#addEscaped(char, members) ? undefined : char
  }

  #readControl(char: string): string | undefined {
    if (char !== 'x') return CONTROLS[char]
    const code = this.#take() + this.#take()
    if (!/^[0-9a-f]{2}$/i.test(code)) throw new Unusual()
    return String.fromCharCode(parseInt(code, 16))
  }

  #readRangeEnd(first: string, members: Members): boolean {
    const next = this.#chars[this.#at + 1]
    if (this.#peek() !== '-' || next === undefined || next === ']') return false
    this.#at += 1
    let last = this.#take()
    if (last === '\\') last = this.#readMember(members) ?? ''
    if (last === '') throw new Unusual()
    members.ranges.push([pointOf(first), pointOf(last)])
    return true
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

function addChar(members: Members, char: string): void {
  if (char !== '') members.ranges.push([pointOf(char), pointOf(char)])
}

function pointOf(char: string): number {
  return char.codePointAt(0) ?? 0
}
