import { writeFileSync } from 'node:fs'
import { ruleSetData } from 'virtual:rules'
import { EMPTY_CONVERSATION } from '../../src/engine/conversation.ts'
import type { Event } from '../../src/engine/event.ts'
import { judge, prepareEngine } from '../../src/engine/judge.ts'
import { compileRuleSet, type CompiledRuleSet } from '../../src/engine/sigma/compile.ts'
import { matchSignals } from '../../src/engine/sigma/match.ts'
import { cutWords, joinWords } from '../../src/engine/text/words.ts'
import { readCorpus } from './corpus.ts'
import { findWorstText } from './fuzz.ts'
import { consume, makeRandom, measureCpu, measureHeap, pick } from './measure.ts'
import { makePhraseRules, toRuleSet, type PhraseRule } from './phrase-rules.ts'

interface Row {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly bar?: number
}

const GENERATED_TEXTS = 100_000
const EXACT_RULES = 1000

/** An event that holds nothing but the words of a text, cut when first asked for. */
function makeEvent(text: string): Event {
  return {
    get(field) {
      if (field !== 'words') return []
      const words = cutWords(text)
      return [
        {
          path: 'text',
          words,
          get value() {
            return joinWords(words)
          },
        },
      ]
    },
  }
}

/** Decisions in which the matcher and one RegExp per rule differ. */
function countDifferences(
  ruleSet: CompiledRuleSet,
  rules: readonly PhraseRule[],
  texts: readonly string[],
): number {
  let differences = 0
  for (const text of texts) {
    const found = new Set(matchSignals(ruleSet, makeEvent(text)).map(({ signal }) => signal))
    const joined = joinWords(cutWords(text))
    for (const [number, { oracle }] of rules.entries()) {
      if (oracle.test(joined) !== found.has(number)) differences += 1
    }
  }
  return differences
}

/** Short texts of the words of a few rules, so that most are near misses. */
function generateTexts(rules: readonly PhraseRule[], count: number): string[] {
  const random = makeRandom(31)
  const words = rules.flatMap(({ oracle }) => oracle.source.match(/[a-z]+/g) ?? [])
  const joints = [' ', ' ', ' ', ', ', '\n', '-', "'", '. ']
  return Array.from({ length: count }, () =>
    Array.from(
      { length: 1 + Math.floor(random() * 14) },
      () => pick(random, words) + pick(random, joints),
    ).join(''),
  )
}

function measureExactness(rules: readonly PhraseRule[], messages: readonly string[]): Row[] {
  const some = rules.slice(0, EXACT_RULES)
  const { ruleSet } = compileRuleSet(toRuleSet(some))
  const few = rules.filter((_, number) => number % 25 === 0).slice(0, 40)
  const fewSet = compileRuleSet(toRuleSet(few)).ruleSet
  const texts = generateTexts(few, GENERATED_TEXTS)
  return [
    {
      what: `differing decisions, ${messages.length} mails × ${some.length} rules`,
      value: countDifferences(ruleSet, some, messages),
      unit: '',
      bar: 0,
    },
    {
      what: `differing decisions, ${texts.length} generated texts × ${few.length} rules`,
      value: countDifferences(fewSet, few, texts),
      unit: '',
      bar: 0,
    },
  ]
}

function measureMatching(rules: readonly PhraseRule[], messages: readonly string[]): Row[] {
  const perMessage = (work: (text: string) => number): number =>
    measureCpu(() => {
      for (const text of messages) consume(work(text))
    }) / messages.length
  const floor = perMessage((text) => {
    let sum = 0
    for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at)
    return sum
  })
  const cutting = perMessage((text) => cutWords(text).words.length)
  const costs = [100, 1000, 10_000].map((count) => {
    const { ruleSet } = compileRuleSet(toRuleSet(rules.slice(0, count)))
    return { count, cost: perMessage((text) => matchSignals(ruleSet, makeEvent(text)).length) }
  })
  const first = costs[0]?.cost ?? NaN
  const last = costs.at(-1)?.cost ?? NaN
  return [
    { what: 'charCodeAt loop', value: floor, unit: 'µs/mail' },
    { what: 'cutting words', value: cutting, unit: 'µs/mail' },
    ...costs.map(({ count, cost }) => ({
      what: `${count} rules, words included`,
      value: cost,
      unit: 'µs/mail',
    })),
    { what: '10,000 rules against the loop', value: last / floor, unit: '×', bar: 11 },
    { what: 'growth from 100 to 10,000 rules', value: last / first, unit: '×', bar: 1.6 },
  ]
}

function measureStart(rules: readonly PhraseRule[]): Row[] {
  const stored = JSON.stringify(toRuleSet(rules))
  const data = toRuleSet(rules)
  const { bytes } = measureHeap(() => compileRuleSet(data))
  const cost = measureCpu(() => consume(compileRuleSet(data).faults.length), 3)
  return [
    { what: '10,000 rules ready', value: cost / 1000, unit: 'ms', bar: 5 },
    { what: '10,000 rules, heap beside their data', value: bytes / 1e6, unit: 'MB', bar: 3 },
    { what: '10,000 rules as stored', value: stored.length / 1e6, unit: 'MB', bar: 3 },
  ]
}

function measureVerdicts(messages: readonly string[], rounds: number): Row[] {
  const { engine } = prepareEngine(ruleSetData)
  const work = (): void => {
    for (const [number, text] of messages.entries()) {
      const message = { id: String(number), channel: 'email', text } as const
      consume(judge({ message, engine, conversation: EMPTY_CONVERSATION }).verdicts.length)
    }
  }
  const cost = measureCpu(work, 3)
  const size = messages.reduce((sum, { length }) => sum + length, 0)
  const perKb = (cost * 1024) / size
  const worst = findWorstText(engine, ruleSetData.signals, rounds)
  console.log(`worst text found begins ${JSON.stringify(worst.start)}`)
  return [
    {
      what: `whole verdict, ${ruleSetData.signals.length} signals of the product`,
      value: cost / messages.length,
      unit: 'µs/mail',
      bar: 60,
    },
    { what: 'whole verdict', value: perKb, unit: 'µs/KB' },
    { what: `worst of ${rounds} fuzzed texts`, value: worst.perKb, unit: 'µs/KB' },
    { what: 'worst text against the mean', value: worst.perKb / perKb, unit: '×', bar: 5 },
  ]
}

function printRow({ what, value, unit, bar }: Row): void {
  const number = Number.isInteger(value) ? String(value) : value.toFixed(2)
  const judged = bar === undefined ? '' : `≤ ${bar}  ${value <= bar ? 'met' : 'MISSED'}`
  console.log(`${what.padEnd(56)}${number.padStart(10)} ${unit.padEnd(8)}${judged}`)
}

const [corpus = '', rounds = '300', json] = process.argv.slice(2)
const { messages, heldOut } = readCorpus(corpus)
const rules = makePhraseRules(heldOut, 10_000)
const rows = [
  ...measureMatching(rules, messages),
  ...measureStart(rules),
  ...measureVerdicts(messages, Number(rounds)),
  ...measureExactness(rules, messages),
]
rows.forEach(printRow)
if (json !== undefined) {
  const about = { node: process.version, messages: messages.length, rules: ruleSetData.version }
  writeFileSync(json, `${JSON.stringify({ ...about, rows }, undefined, 2)}\n`)
}
