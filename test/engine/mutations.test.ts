import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { ruleSetData } from 'virtual:rules'
import { describe, expect, it } from 'vitest'
import { EMPTY_CONVERSATION } from '../../src/engine/conversation.ts'
import { judge, prepareEngine } from '../../src/engine/judge.ts'
import type { Message } from '../../src/engine/message.ts'
import type { Verdict } from '../../src/engine/verdict.ts'
import { parseMessage } from '../../src/packs/message-schema.ts'
import { readPath } from '../../src/engine/message-path.ts'

/** Whole messages as people and attackers write them, in many languages. */
const MESSAGES = ['second-author-a', 'third-author-a'].flatMap((name) =>
  readFileSync(new URL(`../corpus/${name}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map(readLine),
)

function readLine(line: string): Message {
  const parsed = parseMessage(JSON.parse(line))
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.message
}

const ODD = [
  '\u200b',
  '\u202e',
  '\u00ad',
  '\ud83d',
  '\u0301',
  'а',
  'ſ',
  'İ',
  '\u0000',
  '﷽',
  '𝐚',
  '　',
]

interface Mutation {
  readonly kind: 'insert' | 'delete' | 'double' | 'upper' | 'splice' | 'spread' | 'accent'
  readonly at: number
  readonly length: number
  readonly odd: string
}

/** `at` and `length` are parts of a thousand of the text. */
const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('insert', 'delete', 'double', 'upper', 'splice', 'spread', 'accent'),
  at: fc.nat(999),
  length: fc.nat(200),
  odd: fc.constantFrom(...ODD),
})

function mutate(text: string, { kind, at, length, odd }: Mutation, other: string): string {
  const start = Math.floor((text.length * at) / 1000)
  const end = Math.min(text.length, start + Math.ceil((text.length * length) / 1000))
  const [head, middle, tail] = [text.slice(0, start), text.slice(start, end), text.slice(end)]
  const changed = {
    insert: () => odd + middle,
    delete: () => '',
    double: () => middle + middle,
    upper: () => middle.toUpperCase(),
    splice: () => other.slice(start, end),
    spread: () => Array.from(middle).join(' '),
    accent: () => middle.replace(/\p{L}/gu, `$&${odd}`),
  }[kind]()
  return head + changed + tail
}

const mutated = fc
  .tuple(
    fc.constantFrom(...MESSAGES),
    fc.constantFrom(...MESSAGES),
    fc.array(mutation, { minLength: 1, maxLength: 5 }),
    fc.boolean(),
  )
  .map(([message, other, steps, isQuoted]): Message => {
    const change = (text: string): string =>
      steps.reduce((current, step) => mutate(current, step, other.text), text)
    return {
      ...message,
      text: change(message.text),
      ...(message.subject === undefined ? {} : { subject: change(message.subject) }),
      ...(isQuoted ? { quoted: change(other.text) } : {}),
      attachments: (message.attachments ?? []).map((file) => ({
        ...file,
        name: change(file.name),
      })),
    }
  })

describe('mutated messages', () => {
  const { engine } = prepareEngine(ruleSetData)
  // The product's whole rule set on many messages; on a busy machine that takes its time.
  const PATIENCE = 120_000
  const judgeAlone = (message: Message): readonly Verdict[] =>
    judge({ message, engine, conversation: EMPTY_CONVERSATION }).verdicts

  it(
    'are judged without an error, the same each time, with evidence that stands in them',
    () => {
      fc.assert(
        fc.property(mutated, (message) => {
          const [verdict] = judgeAlone(message)
          expect(judgeAlone(message)).toEqual([verdict])
          for (const { evidence } of verdict?.findings ?? []) {
            for (const { field, start, end, text } of evidence) {
              const whole = readPath(message, field)
              expect(whole?.slice(start, end)).toBe(text)
            }
          }
        }),
        { numRuns: Number(process.env['FC_RUNS'] ?? 400) },
      )
    },
    PATIENCE,
  )

  it(
    'keep their verdict under changes that no reader sees',
    () => {
      const flagged = MESSAGES.filter((message) => isFlagged(judgeAlone(message)))
      expect(flagged.length).toBeGreaterThan(20)
      const changes: ((text: string) => string)[] = [
        (text) => text.replaceAll(' ', '\u00a0'),
        (text) => text.normalize('NFD'),
        (text) => text.replace(/(\p{Ll}{2})(?=\p{Ll})/gu, '$1\u200b'),
      ]
      const lost = flagged.flatMap((message) =>
        changes
          .map((change, number) => ({
            ...message,
            id: `${message.id}/${number}`,
            text: change(message.text),
          }))
          .filter((changed) => !isFlagged(judgeAlone(changed)))
          .map(({ id }) => id),
      )
      expect(lost).toEqual([])
    },
    PATIENCE,
  )
})

function isFlagged(verdicts: readonly Verdict[]): boolean {
  const level = verdicts[0]?.level
  return level === 'medium' || level === 'high' || level === 'critical'
}
