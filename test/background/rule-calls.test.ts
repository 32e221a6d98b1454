import { ruleSetData } from 'virtual:rules'
import { beforeEach, describe, expect, it } from 'vitest'
import { countFired } from '../../src/background/count-fired.ts'
import { relateRules } from '../../src/background/relate-rules.ts'
import { fake } from '../platform/fake-browser.ts'
import { sampleEntry } from '../ui/samples.ts'
import { FakePage, ask, startFresh, write } from './worker.ts'

beforeEach(startFresh)

function findRule(name: string): (typeof ruleSetData.signals)[number] | undefined {
  return ruleSetData.signals.find((rule) => rule.name === name)
}

describe('relations of a rule', () => {
  it('name what a story needs and who uses a signal', () => {
    const signal = findRule('hiring_talk')
    const story = ruleSetData.stories.find(({ name }) => name === 'advance_fee_job')
    if (signal === undefined || story === undefined) throw new Error('these rules are gone')
    expect(relateRules(ruleSetData, story).needs).toContain(signal.id)
    expect(relateRules(ruleSetData, signal).usedBy).toContain(story.id)
  })

  it('name exceptions and what they silence', () => {
    const [exception] = ruleSetData.exceptions
    const silenced = ruleSetData.signals.find(({ id }) => id === exception?.rules[0])
    if (exception === undefined || silenced === undefined) throw new Error('no exception')
    expect(relateRules(ruleSetData, exception).needs).toContain(silenced.id)
    expect(relateRules(ruleSetData, silenced).exceptions).toContain(exception.id)
  })

  it('name signals that a detection asks for by name', () => {
    const asking = findRule('account_of_the_reader')
    const asked = findRule('hiring_context_words')
    if (asking === undefined || asked === undefined) throw new Error('these rules are gone')
    expect(relateRules(ruleSetData, asking).asksFor).toEqual([asked.id])
    expect(relateRules(ruleSetData, asked).askedBy).toContain(asking.id)
  })
})

describe('how often rules fired', () => {
  it('counts entries once for each rule, and those that are safe', () => {
    const entries = [sampleEntry('a', 1), sampleEntry('b', 2, 'safe'), sampleEntry('c', 3)]
    const rule = entries[0]?.view.verdict.findings[0]?.rule
    expect(countFired(entries)).toEqual({ entries: 3, rules: [{ rule, fired: 3, dismissed: 1 }] })
  })

  it('is told by the inbox', async () => {
    const page = new FakePage(fake.addTab(1, 'https://www.linkedin.com/messaging/thread/2-abc/'))
    await page.hello()
    await page.read('linkedin', [write('a', 'a lure')])
    expect(await ask('rules/fired', {})).toMatchObject({ entries: 1, rules: [{ fired: 1 }] })
    await ask('inbox/mark', { marks: [{ key: 'linkedin||a', state: 'safe' }] })
    expect(await ask('rules/fired', {})).toMatchObject({ rules: [{ fired: 1, dismissed: 1 }] })
  })
})

describe('levels', () => {
  it('are chosen, listed and taken back', async () => {
    await ask('rules/level', { id: 'lure', level: 'low' })
    const rules = await ask('rules/list', {})
    expect(rules.find(({ id }) => id === 'lure')).toMatchObject({ levelHere: 'low' })
    expect(await ask('settings/get', {})).toMatchObject({ ruleLevels: { lure: 'low' } })
    await ask('rules/level', { id: 'lure', level: null })
    expect(await ask('settings/get', {})).toMatchObject({ ruleLevels: {} })
  })

  it('of no known rule are refused', async () => {
    await expect(ask('rules/level', { id: 'none', level: 'low' })).rejects.toThrow('no such rule')
  })
})

describe('reading and trying a rule', () => {
  it('answers null for a rule that is not there', async () => {
    expect(await ask('rules/read', { id: 'gone' })).toBeNull()
    expect(await ask('rules/try', { id: 'gone', examples: [] })).toBeNull()
  })

  it('refuses what is no message, and says which', async () => {
    const good = { id: 'a', text: 'x' }
    await expect(
      ask('rules/try', { id: 'lure', examples: [[good], [good, { id: 'b', text: 7 }]] }),
    ).rejects.toThrow('example 2: text')
  })
})
