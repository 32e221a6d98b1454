import { EMPTY_CONVERSATION } from '../../src/engine/conversation.ts'
import { judge, type CompiledEngine } from '../../src/engine/judge.ts'
import type { DetectionRule } from '../../src/engine/rule-set.ts'
import { consume, measureCpu } from './measure.ts'
import { makeRandom, pick } from './random.ts'

export interface Worst {
  /** CPU microseconds per 1,024 UTF-16 units. */
  readonly perKb: number
  readonly start: string
}

const LENGTH = 4096
/** What texts are put together from, beside the words of the rules. */
const ODD = [
  'a ',
  'p a y ',
  '1',
  '. ',
  '\u200b',
  '\u0430',
  'e\u0301',
  '\u202e',
  '漢',
  '\ud83d\ude00',
]
const HOSTILE = [
  'http://a.example/ ',
  'x@y.example ',
  'file.pdf.exe ',
  "'",
  '\uff41',
  '0rder ',
  '\n> ',
]
const PIECES = [...ODD, ...HOSTILE]

/** Looks for the text that costs the whole verdict the most, by changing the worst one found. */
export function findWorstText(
  engine: CompiledEngine,
  signals: readonly DetectionRule[],
  rounds: number,
): Worst {
  const random = makeRandom(23)
  const words = readWords(signals)
  const makePiece = (): string =>
    random() < 0.5 ? `${pick(random, words)} ` : pick(random, PIECES)
  let worst: readonly string[] = [makePiece()]
  let cost = 0
  for (let round = 0; round < rounds; round += 1) {
    const pieces =
      round < rounds / 3 ? drawFresh(random, makePiece) : change(random, worst, makePiece)
    const found = costOf(engine, fill(pieces))
    if (found <= cost) continue
    cost = found
    worst = pieces
  }
  const confirmed = costOf(engine, fill(worst), 15)
  return { perKb: confirmed, start: fill(worst).slice(0, 60) }
}

function drawFresh(random: () => number, makePiece: () => string): string[] {
  return Array.from({ length: 1 + Math.floor(random() * 12) }, makePiece)
}

function change(random: () => number, worst: readonly string[], makePiece: () => string): string[] {
  const at = Math.floor(random() * worst.length)
  const kind = random()
  if (kind < 0.4) return worst.with(at, makePiece())
  if (kind < 0.7) return worst.toSpliced(at, 0, makePiece())
  return worst.length === 1 ? [makePiece()] : worst.toSpliced(at, 1)
}

function fill(pieces: readonly string[]): string {
  const unit = pieces.join('')
  return unit.repeat(Math.ceil(LENGTH / unit.length)).slice(0, LENGTH)
}

function costOf(engine: CompiledEngine, text: string, passes = 3): number {
  const message = { id: 'fuzz', channel: 'email', text } as const
  const work = (): void =>
    consume(judge({ message, engine, conversation: EMPTY_CONVERSATION }).verdicts.length)
  return (measureCpu(work, passes) * 1024) / LENGTH
}

/** All words that the rules' texts hold. */
function readWords(signals: readonly DetectionRule[]): string[] {
  const words = signals.flatMap(
    ({ detection }) => JSON.stringify(detection).match(/\p{L}{2,}/gu) ?? [],
  )
  return [...new Set(words)]
}
