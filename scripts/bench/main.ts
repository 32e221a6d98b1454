import { writeFileSync } from 'node:fs'
import { ruleSetData } from 'virtual:rules'
import { EMPTY_CONVERSATION } from '../../src/engine/conversation.ts'
import { judge, prepareEngine } from '../../src/engine/judge.ts'
import type { Message } from '../../src/engine/message.ts'
import {
  compileRuleSet,
  storeRuleSet,
  type CompiledRuleSet,
} from '../../src/engine/sigma/compile.ts'
import { matchSignals } from '../../src/engine/sigma/match.ts'
import { openRuleSet } from '../../src/engine/sigma/open-rule-set.ts'
import { cutWords, joinWords } from '../../src/engine/text/words.ts'
import { readCorpus } from './corpus.ts'
import { findWorstText } from './fuzz.ts'
import { findWorstRules } from './fuzz-rules.ts'
import { consume, measureCpu, measureInTurns, measureMemory } from './measure.ts'
import { makeRandom, pick } from './random.ts'
import { makePhraseRules, toRuleSet, type PhraseRule } from './phrase-rules.ts'
import { makeWordsEvent } from './words-event.ts'

interface Row {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly bar?: number
}

const GENERATED_TEXTS = 100_000
const EXACT_RULES = 1000
const THREAD = 300
const TURNS = 50

/** Decisions in which the matcher and one RegExp per rule differ. */
function countDifferences(
  ruleSet: CompiledRuleSet,
  rules: readonly PhraseRule[],
  texts: readonly string[],
): number {
  let differences = 0
  for (const text of texts) {
    const found = new Set(matchSignals(ruleSet, makeWordsEvent(text)).map(({ signal }) => signal))
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

const COUNTS = [100, 1000, 10_000]

function measureMatching(rules: readonly PhraseRule[], messages: readonly string[]): Row[] {
  const overAll = (work: (text: string) => number) => (): void => {
    for (const text of messages) consume(work(text))
  }
  const sumUnits = (text: string): number => {
    let sum = 0
    for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at)
    return sum
  }
  const ruleSets = COUNTS.map((count) => compileRuleSet(toRuleSet(rules.slice(0, count))).ruleSet)
  const [floor = NaN, cutting = NaN, ...costs] = measureInTurns([
    overAll(sumUnits),
    overAll((text) => cutWords(text).count),
    ...ruleSets.map((set) => overAll((text) => matchSignals(set, makeWordsEvent(text)).length)),
  ]).map((cost) => cost / messages.length)
  const first = costs[0] ?? NaN
  const last = costs.at(-1) ?? NaN
  return [
    { what: 'charCodeAt loop', value: floor, unit: 'µs/mail' },
    { what: 'cutting words', value: cutting, unit: 'µs/mail' },
    ...costs.map((cost, i) => ({
      what: `${COUNTS[i] ?? 0} rules, words included`,
      value: cost,
      unit: 'µs/mail',
    })),
    { what: 'cutting words against the loop', value: cutting / floor, unit: '×' },
    { what: '10,000 rules against the loop', value: last / floor, unit: '×', bar: 11 },
    { what: 'growth from 100 to 10,000 rules', value: last / first, unit: '×', bar: 1.6 },
  ]
}

function measureStart(rules: readonly PhraseRule[]): Row[] {
  const data = toRuleSet(rules)
  const compiling = measureCpu(() => consume(storeRuleSet(data).faults.length), 2)
  const { stored } = storeRuleSet(data)
  const open = (): CompiledRuleSet => {
    const ruleSet = openRuleSet(stored, data.version)
    if (ruleSet === undefined) throw new Error('the stored rules could not be opened')
    return ruleSet
  }
  const { made, bytes } = measureMemory(open)
  consume(made.signals.length)
  const opening = measureCpu(() => consume(open().signals.length), 9)
  const builtIn = measureCpu(() => consume(prepareEngine(ruleSetData).faults.length), 5)
  return [
    { what: '10,000 rules laid out and stored, once', value: compiling / 1000, unit: 'ms' },
    {
      what: '10,000 rules ready from their stored form',
      value: opening / 1000,
      unit: 'ms',
      bar: 5,
    },
    { what: 'memory of 10,000 rules beside it', value: bytes / 1e6, unit: 'MB' },
    { what: 'memory with it', value: (bytes + stored.length) / 1e6, unit: 'MB', bar: 3 },
    { what: 'the product’s rules and lists ready', value: builtIn / 1000, unit: 'ms' },
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

/** The worst pair of rules and text, against a mean mail under 10,000 rules in the same run. */
function measureWorstRules(
  rules: readonly PhraseRule[],
  messages: readonly string[],
  rounds: number,
): Row[] {
  const { ruleSet } = compileRuleSet(toRuleSet(rules))
  const size = messages.reduce((sum, { length }) => sum + length, 0)
  const cost = measureCpu(() => {
    for (const text of messages) consume(matchSignals(ruleSet, makeWordsEvent(text)).length)
  })
  const perKb = (cost * 1024) / size
  const worst = findWorstRules(rounds)
  console.log(`worst rule set found: ${JSON.stringify(worst)}`)
  return [
    { what: 'matching, mean of the mails under 10,000 rules', value: perKb, unit: 'µs/KB' },
    { what: `worst of ${rounds} fuzzed rule sets and texts`, value: worst.perKb, unit: 'µs/KB' },
    { what: 'worst rule set against the mean', value: worst.perKb / perKb, unit: '×', bar: 5 },
  ]
}

/** CPU time of a message at the end of a thread in which every message hits. */
function measureThread(): Row {
  const { engine } = prepareEngine(ruleSetData)
  const texts = [
    'Pay the registration fee in bitcoin to start.',
    'Open the archive offer.zip, the password is 1234.',
    'Write me on WhatsApp about the remote position.',
  ]
  const say = (number: number): Message => ({
    id: `m${number}`,
    site: 'bench',
    channel: 'chat',
    threadId: 't',
    sentAt: new Date(Date.UTC(2026, 0, 1) + number * 600_000).toISOString(),
    sender: { profileUrl: 'https://people.example/a' },
    text: texts[number % texts.length] ?? '',
  })
  let conversation = EMPTY_CONVERSATION
  for (let number = 0; number < THREAD; number += 1) {
    conversation = judge({ message: say(number), engine, conversation }).conversation
  }
  const work = (): void => {
    for (let turn = 0; turn < TURNS; turn += 1) {
      consume(judge({ message: say(THREAD), engine, conversation }).verdicts.length)
    }
  }
  return {
    what: `thread of ${THREAD} hitting messages, per message`,
    value: measureCpu(work) / TURNS / 1000,
    unit: 'ms',
    bar: 1,
  }
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
  measureThread(),
  ...measureWorstRules(rules, messages, Number(rounds)),
  ...measureExactness(rules, messages),
]
rows.forEach(printRow)
if (json !== undefined) {
  const about = { node: process.version, messages: messages.length, rules: ruleSetData.version }
  writeFileSync(json, `${JSON.stringify({ ...about, rows }, undefined, 2)}\n`)
}
