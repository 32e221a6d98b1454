import type { DetectionRule } from '../../src/engine/rule-set.ts'
import { compileRuleSet } from '../../src/engine/sigma/compile.ts'
import { matchSignals } from '../../src/engine/sigma/match.ts'
import { consume, measureCpu } from './measure.ts'
import { makeRandom, pick } from './random.ts'
import { makeRule, toRuleSet } from './phrase-rules.ts'
import { makeWordsEvent } from './words-event.ts'

export interface WorstRules {
  /** CPU microseconds per 1,024 UTF-16 units. */
  readonly perKb: number
  readonly rules: number
  readonly hits: number
  readonly start: string
}

const LENGTH = 4096
const STEMS = [
  'pay',
  'the',
  'a',
  'to',
  'interview',
  'x',
  'telegram',
  'fee',
  'paying',
  'of',
  'п',
  '支',
]

type Random = () => number

/** How one rule set and its text are drawn. */
interface Draw {
  readonly seed: number
  readonly rules: number
  /** Different words of rules and text: the fewer, the more rules lie in wait for each word. */
  readonly words: number
  readonly longest: number
  /** Share of rules that are word patterns with gaps. */
  readonly gaps: number
}

/** Looks for the rule set and text whose matching costs the most, by changing the worst one found. */
export function findWorstRules(rounds: number): WorstRules {
  const random = makeRandom(41)
  let worst = drawFresh(random)
  let cost = 0
  for (let round = 0; round < rounds; round += 1) {
    const drawn = round < rounds / 3 ? drawFresh(random) : change(random, worst)
    const found = measure(drawn, 2).perKb
    if (found <= cost) continue
    cost = found
    worst = drawn
  }
  return measure(worst, 9)
}

function drawFresh(random: Random): Draw {
  const seed = Math.floor(random() * 1e9)
  return {
    seed,
    rules: 20 + Math.floor(random() ** 2 * 1000),
    words: 1 + Math.floor(random() ** 2 * 200),
    longest: 1 + Math.floor(random() * 6),
    gaps: random() ** 2,
  }
}

function change(random: Random, worst: Draw): Draw {
  const other = drawFresh(random)
  const key = pick(random, ['seed', 'rules', 'words', 'longest', 'gaps'] as const)
  return { ...worst, [key]: other[key] }
}

function measure(drawn: Draw, passes: number): WorstRules {
  const random = makeRandom(drawn.seed)
  const words = Array.from(
    { length: drawn.words },
    (_, i) => pick(random, STEMS) + (i < STEMS.length ? '' : String(i)),
  )
  const signals = Array.from({ length: drawn.rules }, (_, number) =>
    drawRule(random, number, words, drawn),
  )
  const { ruleSet } = compileRuleSet(toRuleSet(signals.map((rule) => ({ rule }))))
  let text = ''
  while (text.length < LENGTH) text += `${pick(random, words)} `
  const event = (): ReturnType<typeof makeWordsEvent> => makeWordsEvent(text)
  const hits = matchSignals(ruleSet, event()).length
  const work = (): void => consume(matchSignals(ruleSet, event()).length)
  const perKb = (measureCpu(work, passes) * 1024) / text.length
  return { perKb, rules: drawn.rules, hits, start: text.slice(0, 60) }
}

function drawRule(
  random: Random,
  number: number,
  words: readonly string[],
  { longest, gaps }: Draw,
): DetectionRule {
  const length = 1 + Math.floor(random() * longest)
  const phrase = Array.from({ length }, () => pick(random, words))
  if (random() >= gaps) return makeRule(number, { 'words|contains': ` ${phrase.join(' ')} ` })
  return makeRule(number, { 'words|re': ` ${phrase.join(' ([^ ]+ ){0,6}')} ` })
}
