import { describe, expect, it } from 'vitest'
import { compilePack } from '../../src/packs/compile.ts'
import { runExamples } from '../../src/packs/run-examples.ts'
import { houseException, houseSignal, houseStory } from './pack-files.ts'

type Change = Readonly<Record<string, string | null>>

function run(signal: Change = {}, story: Change = {}, exception: Change = {}): string[] {
  const { pack } = compilePack([houseSignal(signal), houseStory(story), houseException(exception)])
  return runExamples(pack).failures.map(({ path, line, message }) => `${path}:${line}: ${message}`)
}

describe('examples', () => {
  it('pass where each rule does what it says', () => {
    expect(run()).toEqual([])
    const { pack } = compilePack([houseSignal(), houseStory(), houseException()])
    expect(runExamples(pack)).toMatchObject({ rules: 3, examples: 18 })
  })

  it.each<[string, Change, Change, Change, RegExp]>([
    [
      'a signal that misses',
      { tests: '{ match: [sun] }' },
      {},
      {},
      /moon\.yml:17: asks_for_the_moon: does not hit.*match\[0\]/,
    ],
    [
      'a signal that hits too much',
      { tests: '{ near: [mars, moon] }' },
      {},
      {},
      /must not hit.*near\[1\] "moon"/,
    ],
    [
      'a story that misses',
      {},
      { tests: '{ match: [sun] }' },
      {},
      /moon_fraud_story: does not hit/,
    ],
    [
      'an exception without effect',
      {},
      {},
      { tests: '{ match: [moon] }' },
      /does not silence any of its rules/,
    ],
    [
      'an exception that silences too much',
      {},
      {},
      { tests: "{ near: ['moon telescope'] }" },
      /must not silence/,
    ],
    [
      'a signal that an exception silences',
      { tests: "{ match: ['moon telescope'] }" },
      {},
      {},
      /asks_for_the_moon: does not hit/,
    ],
    [
      "a story on the user's own message",
      {},
      { tests: '{ match: [{ text: moon, direction: outgoing }] }' },
      {},
      /moon_fraud_story: does not hit/,
    ],
  ])('name %s', (_, signal, story, exception, failure) => {
    expect(run(signal, story, exception).join('\n')).toMatch(failure)
  })

  it('judge a conversation at its last message', () => {
    const correlation =
      '{ type: event_count, rules: [asks_for_the_moon], group-by: [thread], timespan: 30d, condition: { gte: 2 } }'
    const tests =
      '{ match: [[moon, moon], [moon, hello, moon]], near: [moon, [hello, moon], [moon, moon, hello]] }'
    expect(run({}, { correlation, tests })).toEqual([])
  })

  it('see signals that read the conversation', () => {
    const detection =
      "{ selection: { words|contains: ' moon ' }, first: { thread.first_contact: true }, condition: selection and not first }"
    const tests = '{ match: [[hello, moon]], near: [moon] }'
    const quiet = { tests: '{}' }
    expect(run({ detection, tests }, quiet, quiet)).toEqual([])
  })
})
