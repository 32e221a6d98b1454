import { LiteralTrie } from './literal-trie.ts'
import { CharClasses, LINE_END, NEIGHBOURS, TEXT_END, WORD_UNIT } from './scan-classes.ts'
import type { ScanProgram, ScanStep } from './scan-program.ts'

/** Is told what ends at a place of the text: a part of an expression, or a literal. */
export type ReportEnd = (number: number, end: number) => void

type Numbers = readonly number[]

/** What a character leads to. */
interface Outcome {
  /** Steps that are to be taken next, and nodes of the trie behind the last step. */
  readonly open: Numbers
  /** What ended before the character, known only now. */
  readonly late: Numbers
  /** What ends with it. */
  readonly ended: Numbers
}

/** All that is known behind a character: what began before it, and what begins with it. */
interface ScanState extends Outcome {
  readonly fresh: Outcome
  /** Character class and what stands before it: what `fresh` depends on. */
  readonly freshKey: number
  /** What the character is to its neighbours. */
  readonly before: number
}

/** Two thousand mails take some nine thousand with the product's rules; a table that is full is made anew. */
const MAX_STATES = 16_000
const FIRST_ROOM = 64
const NOTHING: Outcome = { open: [], late: [], ended: [] }
const START: ScanState = { ...NOTHING, fresh: NOTHING, freshKey: 0, before: TEXT_END }

/** The states of a scan and the table that leads from one to the next; made when first asked for. */
export class ScanStates {
  readonly classes: CharClasses
  /** By state and class of ASCII: the next state, its complement where something ended; 0: unknown. */
  table = new Int16Array()
  /** How often all was dropped for being too much. */
  renewals = 0
  readonly start = 1
  readonly #program: ScanProgram
  readonly #trie: LiteralTrie
  readonly #parts: number
  #states: ScanState[] = []
  #numbers = new Map<string, number>()
  /** As `table`, for all other classes. */
  #far = new Map<number, number>()
  /** What begins with a class, by that and what stands before it. */
  readonly #fresh = new Map<number, Outcome>()
  /** What becomes of what began with one class, when another follows. */
  #pairs = new Map<number, Outcome>()

  constructor(program: ScanProgram, trie: LiteralTrie) {
    this.#program = program
    this.#trie = trie
    this.#parts = program.steps.length
    this.classes = new CharClasses(program, trie)
    this.#reset()
  }

  /** The next state, or its complement where something ended. */
  follow(state: number, kind: number): number {
    const { asciiCount } = this.classes
    const isNear = kind < asciiCount
    const place = isNear ? state * asciiCount + kind : kind * MAX_STATES * 2 + state
    const known = isNear ? (this.table[place] ?? 0) : (this.#far.get(place) ?? 0)
    if (known !== 0) return known
    const before = this.#states[state]
    const next = this.#make(before ?? START, kind)
    // Where all was dropped on the way, the state that led here is gone.
    if (this.#states[state] !== before) return next
    if (isNear) this.table[place] = next
    else this.#far.set(place, next)
    return next
  }

  reportEnds(state: number, before: number, behind: number, report: ReportEnd): void {
    const { late, ended } = this.#states[state] ?? START
    for (const number of late) report(number, before)
    for (const number of ended) report(number, behind)
  }

  /** What ends with the text, known only at its end. */
  reportLast(state: number, end: number, report: ReportEnd): void {
    const { open, fresh, before } = this.#states[state] ?? START
    const resolved = this.#resolveAll([...open, ...fresh.open], before, TEXT_END)
    for (const number of resolved.ended) report(number, end)
  }

  #reset(): void {
    // The number 0 stands for the unknown.
    this.#states = [START, START]
    this.#numbers = new Map()
    this.#far = new Map()
    this.#pairs = new Map()
    this.table = new Int16Array(FIRST_ROOM * this.classes.asciiCount)
  }

  #make(state: ScanState, kind: number): number {
    const { open, before } = state
    const carried = this.#advance(open, before, kind)
    const pair = this.#followFresh(state, kind)
    const nextKey = kind * NEIGHBOURS + before
    const fresh = this.#startWith(nextKey, before, kind)
    const isNew = (place: number): boolean => !fresh.open.includes(place)
    const next: ScanState = {
      open: unite(carried.open, pair.open, []).filter(isNew),
      late: unite(carried.late, pair.late, fresh.late),
      ended: unite(carried.ended, pair.ended, fresh.ended),
      fresh,
      freshKey: nextKey,
      before: this.classes.at(kind).neighbour,
    }
    return this.#intern(next)
  }

  #followFresh({ fresh, freshKey, before }: ScanState, kind: number): Outcome {
    const key = freshKey * 0x10000 + kind
    const known = this.#pairs.get(key)
    if (known !== undefined) return known
    const outcome = this.#advance(fresh.open, before, kind)
    this.#pairs.set(key, outcome)
    return outcome
  }

  #startWith(key: number, before: number, kind: number): Outcome {
    const known = this.#fresh.get(key)
    if (known !== undefined) return known
    const places = [...this.#program.starts, this.#parts + LiteralTrie.ROOT]
    const outcome = this.#advance(places, before, kind)
    this.#fresh.set(key, outcome)
    return outcome
  }

  #intern(state: ScanState): number {
    const { open, late, ended, freshKey } = state
    const key = `${freshKey}:${open.join()}:${late.join()}:${ended.join()}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    if (this.#states.length >= MAX_STATES) {
      this.#reset()
      this.renewals += 1
    }
    const number = this.#states.push(state) - 1
    this.#makeRoom(number)
    const signed = late.length + ended.length > 0 ? ~number : number
    this.#numbers.set(key, signed)
    return signed
  }

  #makeRoom(number: number): void {
    const needed = (number + 1) * this.classes.asciiCount
    if (needed <= this.table.length) return
    const table = new Int16Array(Math.max(needed, this.table.length * 2))
    table.set(this.table)
    this.table = table
  }

  #advance(open: Numbers, before: number, kind: number): Outcome {
    const { sets, letter, neighbour } = this.classes.at(kind)
    const steps = open.filter((place) => place < this.#parts)
    const ready = this.#resolveAll(steps, before, neighbour)
    const next = new Set<number>()
    const ended = new Set<number>()
    const seen = new Set<number>()
    for (const place of ready.open) {
      const step = this.#program.steps[place]
      if (step?.kind === 'take' && sets[step.set] === 1) this.#open(step.next, next, ended, seen)
    }
    if (letter >= 0) {
      for (const place of open) {
        if (place >= this.#parts) this.#takeLetter(place - this.#parts, letter, next, ended)
      }
    }
    return { open: [...next], late: ready.ended, ended: [...ended] }
  }

  #takeLetter(node: number, letter: number, open: Set<number>, ended: Set<number>): void {
    const next = this.#trie.next(node, letter)
    if (next === undefined) return
    open.add(this.#parts + next)
    const end = this.#trie.endAt(next)
    if (end !== undefined) ended.add(end)
  }

  /** Opens a step and all that is reached from it without a character; edges wait for the next one. */
  #open(place: number, open: Set<number>, ended: Set<number>, seen: Set<number>): void {
    const step = this.#program.steps[place]
    if (step === undefined || seen.has(place)) return
    seen.add(place)
    if (step.kind === 'end') ended.add(step.part)
    else if (step.kind !== 'split') open.add(place)
    else for (const next of step.nexts) this.#open(next, open, ended, seen)
  }

  /** Follows edges now that both neighbours are known: what takes a character then, and what has ended. */
  #resolveAll(places: Numbers, before: number, behind: number): Omit<Outcome, 'late'> {
    const open: number[] = []
    const ended = new Set<number>()
    const seen = new Set<number>()
    const left = [...places]
    for (let place = left.pop(); place !== undefined; place = left.pop()) {
      const step = this.#program.steps[place]
      if (step === undefined || seen.has(place)) continue
      seen.add(place)
      if (step.kind === 'take') open.push(place)
      else if (step.kind === 'end') ended.add(step.part)
      else if (step.kind === 'split') left.push(...step.nexts)
      else if (isAtEdge(step, before, behind)) left.push(step.next)
    }
    return { open, ended: [...ended] }
  }
}

function unite(a: Numbers, b: Numbers, c: Numbers): Numbers {
  if (b.length + c.length === 0) return [...a].sort(compareNumbers)
  return [...new Set([...a, ...b, ...c])].sort(compareNumbers)
}

function compareNumbers(a: number, b: number): number {
  return a - b
}

function isAtEdge(
  { edge }: Extract<ScanStep, { kind: 'edge' }>,
  before: number,
  behind: number,
): boolean {
  switch (edge) {
    case 'textStart':
      return before === TEXT_END
    case 'textEnd':
      return behind === TEXT_END
    case 'lineStart':
      return before === TEXT_END || before === LINE_END
    case 'lineEnd':
      return behind === TEXT_END || behind === LINE_END
    case 'boundary':
      return (before === WORD_UNIT) !== (behind === WORD_UNIT)
    case 'inside':
      return (before === WORD_UNIT) === (behind === WORD_UNIT)
  }
}
