import { describe, expect, test } from 'vitest'
import type { CorrelationRule } from '../../../src/engine/rule-set.ts'
import { compileRuleSet } from '../../../src/engine/sigma/compile.ts'
import { makeId, makeRuleSet, makeSignal, makeStory } from './rule-set-factory.ts'

const signals = ['one', 'two', 'three'].map((name, i) =>
  makeSignal({ selection: [name], condition: 'selection' }, name, i + 1),
)

/** Stories as `name: members`, and the faults as `rule at path: reason`. */
function compile(
  stories: readonly CorrelationRule[],
  disabled: readonly number[] = [],
): { stories: string[]; faults: string[] } {
  const off = { disabled: new Set(disabled.map(makeId)) }
  const { ruleSet, faults } = compileRuleSet(makeRuleSet({ signals, stories }), off)
  const nameOf = { signal: ruleSet.signals, story: ruleSet.stories }
  return {
    stories: ruleSet.stories.map(({ meta, members }) => {
      const names = members.map(({ kind, index }) => nameOf[kind][index]?.meta.name)
      return `${meta.name}: ${names.join(' ')}`
    }),
    faults: faults.map(({ rule, path, reason }) => `${rule} at ${path.join('/')}: ${reason}`),
  }
}

describe('stories', () => {
  test('refer to signals by name or id and keep their order', () => {
    expect(compile([makeStory(['three', makeId(1)])])).toEqual({
      stories: ['story: three one'],
      faults: [],
    })
  })

  test('stand behind the stories that they refer to', () => {
    const stories = [
      makeStory(['middle', 'three'], 'last', 101),
      makeStory([makeId(103), 'two'], 'middle', 102),
      makeStory(['one', 'two'], 'first', 103),
    ]
    expect(compile(stories)).toEqual({
      stories: ['first: one two', 'middle: first two', 'last: middle three'],
      faults: [],
    })
  })

  test('that refer back to themselves are left out, with the way named', () => {
    const stories = [
      makeStory(['b', 'one'], 'a', 101),
      makeStory(['c'], 'b', 102),
      makeStory(['a'], 'c', 103),
      makeStory(['one', 'two'], 'sound', 104),
    ]
    const { stories: compiled, faults } = compile(stories)
    expect(faults).toEqual([
      'c at correlation/rules/0: the rule refers back to itself: a → b → c → a',
    ])
    expect(compiled).toEqual(['sound: one two'])
    expect(compile([makeStory(['self'], 'self')]).faults).toEqual([
      'self at correlation/rules/0: the rule refers back to itself: self → self',
    ])
  })

  test('with unknown members are faults', () => {
    expect(compile([makeStory(['one', 'gone', makeId(9)])])).toEqual({
      stories: [],
      faults: [
        'story at correlation/rules/1: there is no rule "gone"',
        `story at correlation/rules/2: there is no rule "${makeId(9)}"`,
      ],
    })
  })

  test.each<[string, Partial<CorrelationRule>, readonly number[], string[]]>([
    ['all of three', {}, [], ['story: one two three']],
    ['all of three, one off', {}, [2], []],
    ['two of three, one off', { condition: { gte: 2 } }, [2], ['story: one three']],
    ['two of three, two off', { condition: { gte: 2 } }, [1, 2], []],
    ['in order, one off', { type: 'temporal_ordered' }, [3], []],
    ['exactly one, two off', { condition: { eq: 1 } }, [1, 3], ['story: two']],
    [
      'a count of any, two off',
      { type: 'event_count', condition: { gte: 5 } },
      [1, 2],
      ['story: three'],
    ],
    ['a count of any, all off', { type: 'event_count', condition: { gte: 5 } }, [1, 2, 3], []],
    ['the story itself off', {}, [101], []],
  ])('%s', (_, more, disabled, expected) => {
    const story = makeStory(['one', 'two', 'three'], 'story', 101, more)
    expect(compile([story], disabled)).toEqual({ stories: expected, faults: [] })
  })

  test('fall silently with the story or the faulty signal that they need', () => {
    const chain = [makeStory(['one'], 'inner', 101), makeStory(['inner'], 'outer', 102)]
    expect(compile(chain, [1])).toEqual({ stories: [], faults: [] })
    expect(compile(chain, [101])).toEqual({ stories: [], faults: [] })
    const broken = makeSignal({ selection: {}, condition: 'selection' }, 'broken', 9)
    const data = makeRuleSet({ signals: [broken], stories: [makeStory(['broken'])] })
    const { ruleSet, faults } = compileRuleSet(data)
    expect(ruleSet.stories).toEqual([])
    expect(faults.map(({ rule }) => rule)).toEqual(['broken'])
  })

  test.each<[Partial<CorrelationRule>, string]>([
    [{ rules: [] }, 'correlation/rules: a story needs rules'],
    [{ timespan: 0 }, 'correlation/timespan: the time span must be longer than nothing'],
    [{ timespan: Number.NaN }, 'correlation/timespan'],
    [{ type: 'event_count' }, 'correlation/condition: "event_count" needs a condition'],
    [
      { type: 'value_count', condition: { gte: 2 } },
      'correlation/condition/field: "value_count" needs the field',
    ],
    [
      { condition: { field: 'x', gte: 1 } },
      'correlation/condition/field: "temporal" counts no values',
    ],
    [{ condition: {} }, 'correlation/condition: the condition needs one of'],
    [{ condition: { gte: 3 } }, 'correlation/condition: the condition can never be met by 2 rules'],
    [{ condition: { lt: 1 } }, 'can never be met'],
    [
      { aliases: { key: { gone: 'sender.key' } } },
      'correlation/aliases/key/gone: there is no rule "gone"',
    ],
  ])('%j is a fault', (more, expected) => {
    const { stories, faults } = compile([makeStory(['one', 'two'], 'story', 101, more)])
    expect(stories).toEqual([])
    expect(faults).toContainEqual(expect.stringContaining(expected))
  })
})
