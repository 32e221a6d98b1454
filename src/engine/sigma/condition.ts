import { type RulePath, SigmaError } from './faults.ts'

/** A condition with its selections still named. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly nodes: readonly Condition[] }
  | { readonly kind: 'not'; readonly node: Condition }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'of'; readonly count: number | 'all'; readonly pattern: string }

const MAX_LENGTH = 5000
const MAX_DEPTH = 100
const TOKEN = /[()|]|[^\s()|]+/g

/** Reads one condition. Throws SigmaError with `path` and what is wrong where. */
export function parseCondition(source: string, path: RulePath): Condition {
  return new Parser(source, path).parse()
}

class Parser {
  readonly #tokens: string[]
  readonly #path: RulePath
  #position = 0
  #depth = 0

  constructor(source: string, path: RulePath) {
    this.#path = path
    if (source.length > MAX_LENGTH) this.#fail(`is longer than ${MAX_LENGTH} characters`)
    this.#tokens = splitTokens(source)
    if (this.#tokens.length === 0) this.#fail('is empty')
  }

  parse(): Condition {
    const condition = this.#parseOr()
    const rest = this.#peek()
    if (rest === ')') this.#fail('has a ")" without its "("')
    if (rest !== undefined) this.#fail(`expects "and" or "or" before "${rest}"`)
    return condition
  }

  #parseOr(): Condition {
    return this.#parseChain('or', () => this.#parseAnd())
  }

  #parseAnd(): Condition {
    return this.#parseChain('and', () => this.#parseNot())
  }

  #parseChain(kind: 'and' | 'or', parseNext: () => Condition): Condition {
    const first = parseNext()
    const nodes = [first]
    while (this.#isWord(kind)) {
      this.#position += 1
      nodes.push(parseNext())
    }
    return nodes.length === 1 ? first : { kind, nodes }
  }

  #parseNot(): Condition {
    if (!this.#isWord('not')) return this.#parseOperand()
    this.#position += 1
    return this.#nest(() => ({ kind: 'not', node: this.#parseNot() }))
  }

  #parseOperand(): Condition {
    const token = this.#take()
    if (token === '(') return this.#nest(() => this.#parseGroup())
    if (token === ')') this.#fail('has a ")" where a selection should stand')
    if (isKeyword(token)) this.#fail(`has "${token}" where a selection should stand`)
    if (this.#isWord('of')) return this.#parseOf(token)
    if (token.includes('*')) this.#fail(`uses the pattern "${token}" without "1 of" or "all of"`)
    return { kind: 'name', name: token }
  }

  #parseGroup(): Condition {
    const inner = this.#parseOr()
    if (this.#take() !== ')') this.#fail('has a "(" without its ")"')
    return inner
  }

  #parseOf(quantifier: string): Condition {
    this.#position += 1
    const pattern = this.#take()
    if (pattern === '(' || pattern === ')' || isKeyword(pattern)) {
      this.#fail(`has "${quantifier} of ${pattern}": a selection or pattern should follow`)
    }
    const word = quantifier.toLowerCase()
    if (word === 'all') return { kind: 'of', count: 'all', pattern }
    if (word === 'any') return { kind: 'of', count: 1, pattern }
    if (!/^[1-9]\d{0,3}$/.test(word)) {
      this.#fail(`has "${quantifier} of": use a number from 1, "any" or "all"`)
    }
    return { kind: 'of', count: Number(word), pattern }
  }

  #nest(parse: () => Condition): Condition {
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) this.#fail(`is nested deeper than ${MAX_DEPTH}`)
    const inner = parse()
    this.#depth -= 1
    return inner
  }

  #peek(): string | undefined {
    const token = this.#tokens[this.#position]
    if (token === '|') {
      this.#fail('uses an aggregation ("|"): obsolete, write a correlation rule instead')
    }
    return token
  }

  #isWord(word: string): boolean {
    return this.#peek()?.toLowerCase() === word
  }

  #take(): string {
    const token = this.#peek()
    if (token === undefined) this.#fail('ends too early')
    this.#position += 1
    return token
  }

  #fail(reason: string): never {
    throw new SigmaError(this.#path, `condition ${reason}`)
  }
}

function splitTokens(source: string): string[] {
  return source.match(TOKEN) ?? []
}

function isKeyword(token: string): boolean {
  return /^(?:and|or|not|of)$/i.test(token)
}

/** Names that `pattern` stands for: `them` is every name without a leading underscore. */
export function selectNames(pattern: string, names: readonly string[]): string[] {
  if (pattern === 'them') return names.filter((name) => !name.startsWith('_'))
  const pieces = pattern.split('*')
  return names.filter((name) => matchesPieces(name, pieces))
}

function matchesPieces(name: string, pieces: readonly string[]): boolean {
  const [head = ''] = pieces
  const tail = pieces.at(-1) ?? ''
  if (pieces.length === 1) return name === head
  if (!name.startsWith(head)) return false
  let position = head.length
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, position)
    if (found < 0) return false
    position = found + piece.length
  }
  return name.endsWith(tail) && name.length - tail.length >= position
}
