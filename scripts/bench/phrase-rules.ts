import type { DetectionRule, RuleSetData } from '../../src/engine/rule-set.ts'
import { cutWords } from '../../src/engine/text/words.ts'
import { makeRandom, pick } from './random.ts'

/** A generated rule in Sigma and, to check the answers, as a RegExp over the joined words. */
export interface PhraseRule {
  readonly rule: DetectionRule
  readonly oracle: RegExp
}

/** A word in so many held-out mails is too common to be all that a rule looks for. */
const COMMON = 8

/**
 * 72 % phrases of 2 to 5 words, 20 % with one alternation of 2 to 4 words, 8 % with a gap of up to
 * three words. 30 % are word for word from the held-out mails, in the others one word is exchanged.
 */
export function makePhraseRules(heldOut: readonly string[], count: number): PhraseRule[] {
  const random = makeRandom(11)
  const texts = heldOut.map((text) => cutWords(text).words).filter(({ length }) => length > 30)
  const seenIn = countTexts(texts)
  const isRare = (word: string): boolean =>
    /^[a-z]{3,}$/.test(word) && (seenIn.get(word) ?? 0) < COMMON
  const vocabulary = texts.flat().filter((word) => /^[a-z]+$/.test(word))
  const takePhrase = (): string[] => {
    for (;;) {
      const words = pick(random, texts)
      const length = 2 + Math.floor(random() * 4)
      const at = Math.floor(random() * (words.length - length))
      const phrase = words.slice(at, at + length)
      if (random() < 0.7) phrase[Math.floor(random() * length)] = pick(random, vocabulary)
      if (phrase.every((word) => /^[a-z]+$/.test(word)) && phrase.some(isRare)) return phrase
    }
  }
  return Array.from({ length: count }, (_, number) => {
    const kind = random()
    const phrase = takePhrase()
    if (kind < 0.72) return makePhrase(number, phrase)
    const choices = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
      pick(random, vocabulary),
    )
    return kind < 0.92
      ? makeAlternation(number, phrase, Math.floor(random() * phrase.length), choices)
      : makeGap(number, phrase)
  })
}

function countTexts(texts: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const words of texts) {
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

function makePhrase(number: number, phrase: readonly string[]): PhraseRule {
  const text = ` ${phrase.join(' ')} `
  return wrap(number, { 'words|contains': text }, text)
}

function makeAlternation(
  number: number,
  phrase: readonly string[],
  at: number,
  choices: readonly string[],
): PhraseRule {
  const all = [...new Set([phrase[at] ?? '', ...choices])]
  const texts = all.map((word) => ` ${phrase.with(at, word).join(' ')} `)
  const pattern = ` ${phrase.with(at, `(?:${all.join('|')})`).join(' ')} `
  return wrap(number, { 'words|contains': texts }, pattern)
}

function makeGap(number: number, phrase: readonly string[]): PhraseRule {
  const [first = '', ...rest] = phrase
  const pattern = ` ${first} ([^ ]+ ){0,3}${rest.join(' ')} `
  return wrap(number, { 'words|re': pattern }, pattern)
}

function wrap(number: number, selection: Record<string, unknown>, pattern: string): PhraseRule {
  return { rule: makeRule(number, selection), oracle: new RegExp(pattern) }
}

/** A rule of one selection. */
export function makeRule(number: number, selection: Record<string, unknown>): DetectionRule {
  const name = `generated_${number}`
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
  return { id, name, title: name, level: 'low', detection: { selection, condition: 'selection' } }
}

export function toRuleSet(rules: readonly Pick<PhraseRule, 'rule'>[]): RuleSetData {
  return {
    format: 1,
    version: 'bench',
    signals: rules.map(({ rule }) => rule),
    stories: [],
    exceptions: [],
    lists: { organisations: [], values: {}, fileKinds: {} },
  }
}
