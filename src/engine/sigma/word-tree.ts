import { WordTest, type WordShape } from './word-test.ts'

/** The shape of a regular expression that takes whole words, each with the space behind it. */
export type WordTree =
  | { readonly kind: 'word'; readonly test: WordTest }
  | { readonly kind: 'sequence' | 'either'; readonly trees: readonly WordTree[] }
  /** Takes as many as it can. */
  | {
      readonly kind: 'repeat'
      readonly tree: WordTree
      readonly min: number
      readonly max: number
    }

/**
 * Reads an expression such as ` (pay|send) ([^ ]+ ){0,6}(fee|first month) `, which begins with a space
 * and takes whole words. Undefined for every other: a linear engine finds those in the joined words.
 */
export function readWordTree(pattern: string): WordTree | undefined {
  if (!pattern.startsWith(' ')) return undefined
  const reader = new Reader(pattern)
  try {
    return reader.readWhole()
  } catch (error) {
    if (error instanceof Unusual) return undefined
    throw error
  }
}

class Unusual extends Error {}

const MAX_DEPTH = 20
const MAX_REPEAT = 100
const PLAIN_TEXT = /^[\p{L}\p{M}\p{N}]+$/u
const OPEN_TEXT = /^([\p{L}\p{M}\p{N}]*)\[\^ \]([*+])$/u
const COUNTS = /^(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})/
/** Classes that hold no space. */
const CLASS = /^\[(?:\^ |(?:[\p{L}\p{N}]-[\p{L}\p{N}]|\\d|[\p{L}\p{N}+#])+)\]/u
const CHARACTER = /^(?:\\d|[\p{L}\p{M}\p{N}#'&%=~@<>_,;:!/-])/u

class Reader {
  readonly #pattern: string
  #at = 1

  constructor(pattern: string) {
    this.#pattern = pattern
  }

  readWhole(): WordTree {
    const tree = this.#readSequence(0, false)
    if (this.#at < this.#pattern.length) throw new Unusual()
    return tree
  }

  /** Reads up to `|`, `)` or the end; `isClosed`: the space behind the last word stands outside. */
  #readSequence(depth: number, isClosed: boolean): WordTree {
    if (depth > MAX_DEPTH) throw new Unusual()
    const trees: WordTree[] = []
    for (;;) {
      const next = this.#pattern.charAt(this.#at)
      if (next === '' || next === '|' || next === ')') break
      const group = next === '(' ? this.#tryGroup(depth, isClosed) : undefined
      trees.push(group ?? this.#readWord(isClosed))
      if (isClosed && this.#endsSequence(group !== undefined)) return { kind: 'sequence', trees }
    }
    // A last word that waits for the space outside has ended the sequence above.
    if (isClosed || trees.length === 0) throw new Unusual()
    return { kind: 'sequence', trees }
  }

  /** Whether the last word or group was the last of the sequence, its space outside. */
  #endsSequence(isGroup: boolean): boolean {
    const last = this.#pattern.charAt(this.#at - 1)
    return isGroup ? last === ')' && /^[|)]/.test(this.#pattern.slice(this.#at)) : last !== ' '
  }

  /** One word with its space; the expression for it may hold groups, but no space. */
  #readWord(isClosed: boolean): WordTree {
    const start = this.#at
    while (this.#takePart());
    const source = this.#pattern.slice(start, this.#at)
    if (source === '') throw new Unusual()
    const next = this.#pattern.charAt(this.#at)
    if (next === ' ') this.#at += 1
    else if (!isClosed || (next !== '|' && next !== ')')) throw new Unusual()
    return { kind: 'word', test: new WordTest([readShape(source)]) }
  }

  #takePart(): boolean {
    const rest = this.#pattern.slice(this.#at)
    const group = rest.startsWith('(') ? measureWordGroup(rest) : 0
    const length = group || (CLASS.exec(rest) ?? CHARACTER.exec(rest))?.[0].length
    if (length === undefined) return false
    this.#at += length
    const counts = COUNTS.exec(this.#pattern.slice(this.#at))
    if (counts !== null) this.#at += counts[0].length
    if (/^[?*+{]/.test(this.#pattern.slice(this.#at))) throw new Unusual()
    return true
  }

  /** A group of whole words; undefined, and nothing read, where it is part of a word. */
  #tryGroup(depth: number, isInClosed: boolean): WordTree | undefined {
    const end = findEnd(this.#pattern, this.#at)
    const inner = this.#pattern.slice(this.#at, end)
    const after = this.#pattern.slice(end + 1)
    const isClosed = after.startsWith(' ')
    const isLast = isInClosed && /^[|)]/.test(after)
    if (!isClosed && !isLast && !inner.includes(' ')) return undefined
    const tree = this.#readEither(depth, isClosed || isLast)
    this.#at = isClosed ? end + 2 : end + 1
    if (isClosed || isLast) return tree
    const counts = COUNTS.exec(after)
    if (counts === null) return tree
    this.#at += counts[0].length
    if (/^[?*+{]/.test(this.#pattern.slice(this.#at))) throw new Unusual()
    return repeat(tree, counts[0])
  }

  #readEither(depth: number, isClosed: boolean): WordTree {
    this.#at += 1
    if (this.#pattern.startsWith('?:', this.#at)) this.#at += 2
    const trees = [this.#readSequence(depth + 1, isClosed)]
    while (this.#pattern.charAt(this.#at) === '|') {
      this.#at += 1
      trees.push(this.#readSequence(depth + 1, isClosed))
    }
    if (this.#pattern.charAt(this.#at) !== ')') throw new Unusual()
    return joinWords(trees)
  }
}

function readShape(source: string): WordShape {
  if (PLAIN_TEXT.test(source)) return { kind: 'whole', text: source }
  const open = OPEN_TEXT.exec(source)
  if (open === null) return { kind: 'expression', source }
  const text = open[1] ?? ''
  if (text === '' && open[2] === '*') throw new Unusual()
  return { kind: 'start', text, more: open[2] === '+' }
}

/** Neighbouring alternatives of one word become one test: which of them fits makes no difference. */
function joinWords(trees: readonly WordTree[]): WordTree {
  const joined: WordTree[] = []
  let shapes: WordShape[] = []
  const flush = (): void => {
    if (shapes.length > 0) joined.push({ kind: 'word', test: new WordTest(shapes) })
    shapes = []
  }
  for (const tree of trees) {
    const only = tree.kind === 'sequence' && tree.trees.length === 1 ? tree.trees[0] : undefined
    if (only?.kind === 'word') shapes.push(...only.test.shapes)
    else {
      flush()
      joined.push(tree)
    }
  }
  flush()
  const [first] = joined
  return joined.length === 1 && first !== undefined ? first : { kind: 'either', trees: joined }
}

function repeat(tree: WordTree, counts: string): WordTree {
  if (counts === '?') return { kind: 'repeat', tree, min: 0, max: 1 }
  const range = counts === '*' ? '0,' : counts === '+' ? '1,' : counts.slice(1, -1)
  const [min = '', max] = range.split(',')
  const least = Number(min)
  const most = max === undefined ? least : max === '' ? Infinity : Number(max)
  if (most === Infinity && canBeEmpty(tree)) throw new Unusual()
  if (least > MAX_REPEAT || (most !== Infinity && most > MAX_REPEAT)) throw new Unusual()
  return { kind: 'repeat', tree, min: least, max: most }
}

function canBeEmpty(tree: WordTree): boolean {
  switch (tree.kind) {
    case 'word':
      return false
    case 'sequence':
      return tree.trees.every(canBeEmpty)
    case 'either':
      return tree.trees.some(canBeEmpty)
    case 'repeat':
      return tree.min === 0 || canBeEmpty(tree.tree)
  }
}

/** Position of the `)` that belongs to the `(` at `start`. */
function findEnd(pattern: string, start: number): number {
  let depth = 0
  for (let at = start; at < pattern.length; at += 1) {
    const char = pattern.charAt(at)
    if (char === '\\') at += 1
    else if (char === '(') depth += 1
    else if (char === ')') {
      depth -= 1
      if (depth === 0) return at
    }
  }
  throw new Unusual()
}

/** Length of a group that is part of a word, such as `(s|ing)`; 0 where it is none. */
function measureWordGroup(rest: string): number {
  const length = findEnd(rest, 0) + 1
  const inner = rest.slice(1, length - 1).replace(/^\?:/, '')
  return /^[\p{L}\p{M}\p{N}|]+$/u.test(inner) ? length : 0
}
