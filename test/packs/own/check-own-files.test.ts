import { describe, expect, it } from 'vitest'
import { ruleSetData } from 'virtual:rules'
import { prepareEngine } from '../../../src/engine/judge.ts'
import { checkOwnFiles } from '../../../src/packs/own/check-own-files.ts'
import { findEvidence } from '../../../src/packs/own/find-evidence.ts'
import { runExamples } from '../../../src/packs/run-examples.ts'

const SIGNAL = `title: Asks to install a meeting viewer
id: 0b0f9a4e-7a53-4f55-9a80-0d6b5a7e9c01
description: Detects a wish to install a viewer before a talk.
stage: delivery
logsource: { product: message, category: recruiting }
detection:
  viewer:
    words|contains: ' meeting viewer '
  condition: viewer
level: medium
alone: No honest meeting needs a viewer from the sender.
explain: You are asked to install a viewer.
innocent: Some firms use their own.
advice: Open the meeting in your browser.
tests:
  match:
    - 'Please install our meeting viewer first.'
    - 'The meeting viewer is attached.'
    - 'Start the meeting viewer.'
  near:
    - 'See you in the meeting.'
    - 'The viewer of the meeting.'
    - 'Meeting at noon.'
`
const STORY = `title: Job talk with a viewer
stage: delivery
headline: They want their own viewer installed
explain: a
innocent: b
advice: c
correlation:
  type: temporal
  rules: [hiring_talk, meeting_viewer]
  group-by: [thread]
  timespan: 30d
level: high
`
const viewer = { path: 'meeting_viewer.yml', text: SIGNAL }
const say = (faults: ReturnType<typeof checkOwnFiles>['faults']): string[] =>
  faults.map(({ path, line, message, kept }) => {
    return `${kept === true ? 'advice' : 'fault'} ${path}:${line} ${message}`
  })

describe('own rule files', () => {
  it('are checked without a word where all is well, and pass their examples', () => {
    const { faults, pack, rules } = checkOwnFiles([viewer], ruleSetData)
    expect(say(faults)).toEqual([])
    expect(rules.map(({ parsed }) => parsed.rule.id)).toEqual([
      'own/0b0f9a4e-7a53-4f55-9a80-0d6b5a7e9c01',
    ])
    expect(runExamples(pack)).toMatchObject({ rules: 1, examples: 6, failures: [] })
  })

  it('may name built-in signals, which come along with what they need', () => {
    const files = [viewer, { path: 'viewer_story.yml', text: STORY }]
    const { pack, faults } = checkOwnFiles(files, ruleSetData)
    expect(faults.filter(({ kept }) => kept !== true)).toEqual([])
    const { engine } = prepareEngine(pack.data)
    const text = 'We have a job for you as an engineer. Please install our meeting viewer.'
    const hits = findEvidence([{ id: '1', threadId: 't', text }], engine)
    const own = hits.filter(({ id }) => id.startsWith('own/'))
    expect(own).toHaveLength(2)
    expect(own.map(({ evidence }) => evidence[0]?.text)).toEqual([
      'meeting viewer',
      'meeting viewer',
    ])
  })

  it.each([
    [
      'an unknown field',
      "words|contains: ' meeting viewer '",
      "wordz: 'x'",
      'advice meeting_viewer.yml:8 detection.viewer.wordz: "wordz" is no field',
    ],
    [
      'an unknown modifier',
      'words|contains:',
      'words|has:',
      'fault meeting_viewer.yml:8 modifier "has" is unknown',
    ],
    [
      'a condition that names nothing',
      'condition: viewer',
      'condition: vewer',
      'fault meeting_viewer.yml:9',
    ],
    ['broken YAML', 'level: medium', 'level: [medium', 'fault meeting_viewer.yml:1'],
    [
      'an unknown key',
      'stage: delivery',
      'stage: delivery\nheadlin: x',
      'advice meeting_viewer.yml:5 headlin: is no known field',
    ],
    ['an unknown stage', 'stage: delivery', 'stage: delivry', 'fault meeting_viewer.yml:4 stage'],
    [
      'a key of the prototype',
      'stage: delivery',
      '__proto__: { a: 1 }',
      'fault meeting_viewer.yml:1 the key "__proto__"',
    ],
    [
      'an alias bomb',
      'stage: delivery',
      `a: &a [x,x,x,x,x,x]\nb: &b [${'*a,'.repeat(9)}*a]\nc: [${'*b,'.repeat(9)}*b]`,
      'fault meeting_viewer.yml:1 Excessive alias count',
    ],
  ])('names %s at its line', (_, from, to, expected) => {
    const { faults } = checkOwnFiles([{ ...viewer, text: SIGNAL.replace(from, to) }], ruleSetData)
    expect(say(faults).find((line) => line.startsWith(expected)) ?? say(faults)).toContain(expected)
  })

  it('lets a copy of a built-in rule stand beside it, and says so', () => {
    const [first] = ruleSetData.signals
    const text = SIGNAL.replace('0b0f9a4e-7a53-4f55-9a80-0d6b5a7e9c01', first?.id ?? '')
    const { faults, rules } = checkOwnFiles([{ path: `${first?.name}.yml`, text }], ruleSetData)
    expect(rules).toHaveLength(1)
    expect(say(faults)).toEqual([
      `advice ${first?.name}.yml:2 id: the rule "${first?.name}" has it too; both act`,
    ])
  })

  it('refuses the second own rule of one id, and keeps the first', () => {
    const { faults, rules } = checkOwnFiles(
      [viewer, { ...viewer, path: 'other_viewer.yml' }],
      ruleSetData,
    )
    expect(rules.map(({ path }) => path)).toEqual(['meeting_viewer.yml'])
    expect(say(faults)).toEqual([expect.stringContaining('fault other_viewer.yml:2 id: "0b0f9a4e')])
  })

  it.each([
    ['10 MB', 'a: 1\n'.repeat(2_000_000)],
    ['keys without end', Array.from({ length: 12_000 }, (_, n) => `a${n}: 1`).join('\n')],
    ['keys in braces', `{${Array.from({ length: 12_000 }, (_, n) => `a${n}`).join(',')}}`],
    ['nested brackets', '['.repeat(100_000)],
    ['a deep map', '{a: '.repeat(5_000)],
    ['colons that just pass', Array.from({ length: 9_900 }, (_, n) => `a${n}: 1`).join('\n')],
  ])('gets through %s in a moment', (_, text) => {
    const started = performance.now()
    const { faults, rules } = checkOwnFiles([{ path: 'hostile.yml', text }, viewer], ruleSetData)
    expect(performance.now() - started).toBeLessThan(3000)
    expect(faults.map(({ path }) => path)).toContain('hostile.yml')
    expect(rules).toHaveLength(1)
  })
})
