import { ruleExamples, ruleSetData } from 'virtual:rules'
import { describe, expect, it } from 'vitest'
import { compilePack } from '../../src/packs/compile.ts'
import type { Example } from '../../src/packs/example.ts'
import { tryExamples } from '../../src/packs/try-examples.ts'
import { houseException, houseSignal, houseStory } from './pack-files.ts'

const { pack } = compilePack([houseSignal(), houseStory(), houseException()])
const NONE: ReadonlySet<string> = new Set()
const idOf = (kind: 'signals' | 'stories' | 'exceptions'): string => pack.data[kind][0]?.id ?? ''
const say = (...texts: readonly string[]): Example =>
  texts.map((text, index) => ({ id: String(index), threadId: 't', text }))

describe('examples that are tried', () => {
  it('tell whether a signal holds, and where', () => {
    const trials = tryExamples(idOf('signals'), [say('Bring me the moon'), say('Bring me mars')], {
      data: pack.data,
      disabled: NONE,
    })
    expect(trials).toEqual([
      { applies: true, evidence: [{ field: 'text', start: 13, end: 17, text: 'moon' }] },
      { applies: false, evidence: [] },
    ])
  })

  it('are judged with the rule itself, even where it is switched off', () => {
    const id = idOf('signals')
    const [trial] =
      tryExamples(id, [say('moon')], { data: pack.data, disabled: new Set([id]) }) ?? []
    expect(trial?.applies).toBe(true)
  })

  it('show what other switched-off rules take from a story', () => {
    const examples = ruleExamples.find(({ rule }) => rule === 'advance_fee_job')
    const story = ruleSetData.stories.find(({ name }) => name === 'advance_fee_job')
    if (examples === undefined || story === undefined) throw new Error('the story is gone')
    const count = (disabled: ReadonlySet<string>): number =>
      (
        tryExamples(story.id, examples.match.slice(0, 3), { data: ruleSetData, disabled }) ?? []
      ).filter(({ applies }) => applies).length
    expect(count(NONE)).toBe(3)
    expect(count(new Set(story.rules.slice(0, 1)))).toBe(0)
  })

  it('of an exception tell what it silences', () => {
    const id = idOf('exceptions')
    const [silenced, other] =
      tryExamples(id, [say('moon telescope'), say('moon')], { data: pack.data, disabled: NONE }) ??
      []
    expect(silenced).toMatchObject({ applies: true, evidence: [{ text: 'moon' }] })
    expect(other).toEqual({ applies: false, evidence: [] })
  })

  it('of no known rule are not tried', () => {
    expect(
      tryExamples('nobody', [say('moon')], { data: pack.data, disabled: NONE }),
    ).toBeUndefined()
  })

  it('agree with what the built-in rules promise', () => {
    const some = ruleExamples.filter((_, index) => index % 40 === 0)
    expect(some.length).toBeGreaterThan(5)
    for (const { id, rule, match, near } of some) {
      const trials =
        tryExamples(id, [...match, ...near], { data: ruleSetData, disabled: NONE }) ?? []
      const wanted = [...match.map(() => true), ...near.map(() => false)]
      expect(
        trials.map(({ applies }) => applies),
        rule,
      ).toEqual(wanted)
    }
  }, 30_000)
})
