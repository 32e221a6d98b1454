// @vitest-environment happy-dom
import { ruleExamples, ruleSetData } from 'virtual:rules'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CallReply } from '../../src/platform/protocol.ts'
import type { RuleView } from '../../src/platform/schema/views.ts'
import { readWanted } from '../../src/settings/rule/use-wanted-rule.ts'
import type { Answers } from '../ui/fake-services.ts'
import { choose, click, find, findAll, leave, settle, textOf } from '../ui/screen.ts'
import { open, page, RULE, said } from './open-settings.tsx'

const story = ruleSetData.stories.find(({ name }) => name === 'advance_fee_job')
if (story === undefined) throw new Error('the story is gone')
const [needed = ''] = story.rules
const STORY: RuleView = {
  ...RULE,
  id: story.id,
  name: story.name,
  title: story.title,
  kind: 'story',
  level: 'high',
  tags: ['attack.initial-access', 'attack.t1566.003'],
  languages: ['en', 'de'],
}
const SIGNAL: RuleView = { ...RULE, id: needed, title: 'Talk of hiring', enabled: false }
const READING: NonNullable<CallReply<'rules/read'>> = {
  relations: { needs: [needed], usedBy: [], exceptions: [], asksFor: [], askedBy: [] },
  texts: { explain: 'A job that first costs money is a swindle.', innocent: 'Some do.' },
}

/** Opens the settings at a rule and waits for the rules' files. */
async function openAt(id: string, answers: Answers = {}) {
  location.hash = `#rule=${encodeURIComponent(id)}`
  const fake = await open({
    'rules/list': () => [STORY, SIGNAL],
    'rules/read': () => READING,
    'rules/fired': () => ({ entries: 9, rules: [{ rule: STORY.id, fired: 3, dismissed: 1 }] }),
    'rules/level': () => null,
    ...answers,
  })
  await vi.waitFor(async () => {
    await settle()
    expect(document.querySelector('.rule-about, .rule-page > h3')).not.toBeNull()
  })
  return fake
}

const openStory = async (answers: Answers = {}) => {
  const fake = await openAt(STORY.id, answers)
  await vi.waitFor(
    async () => {
      await settle()
      expect(document.querySelector('.rule-yaml')).not.toBeNull()
    },
    { timeout: 10_000 },
  )
  return fake
}

beforeEach(() => (location.hash = ''))
afterEach(async () => {
  await leave()
  location.hash = ''
})

describe('a rule', () => {
  it('is read: what it seeks, in words, and what is known of it here', async () => {
    await openStory()
    const text = textOf(document.querySelector('.rule-page'))
    for (const part of [
      STORY.title,
      'A job that first costs money is a swindle.',
      'Some do.',
      'T1566.003 Spearphishing via Service',
      'English, German',
      'All rules that it needs were met within 30 days.',
      'In one conversation.',
      'Talk of hiring (Off)',
      'Kept messages in which it fired: 3. Of these called “not a lure”: 1.',
      'stories/advance_fee_job.yml',
      'You are selected for the position.',
    ]) {
      expect(text).toContain(part)
    }
  })

  it('shows its file as it was written, and copies it', async () => {
    const { asked } = await openStory()
    const lines = [...document.querySelectorAll('.rule-yaml code')].map((line) => line.textContent)
    expect(lines[0]).toBe("title: 'Pay to get the job'\n")
    await click(find('button', 'Copy the YAML'))
    expect(asked).toContainEqual(['copyText', lines.join('')])
    expect(said()).toBe('The rule was copied.')
  })

  it('has its examples tried, with what they should be', async () => {
    const examples = ruleExamples.find(({ id }) => id === STORY.id)
    const { asked } = await openStory({
      'rules/try': (data) =>
        data.examples.map((_, index) =>
          index === 0
            ? { applies: true, evidence: [{ field: 'text', start: 4, end: 7, text: 'are' }] }
            : { applies: false, evidence: [] },
        ),
    })
    await click(find('button', 'Try the examples on this computer'))
    const match = examples?.match.length ?? 0
    const near = examples?.near.length ?? 0
    expect(asked).toContainEqual([
      'rules/try',
      { id: STORY.id, examples: [...(examples?.match ?? []), ...(examples?.near ?? [])] },
    ])
    expect(page()).toContain(`As they should be: ${near + 1} of ${match + near} examples.`)
    expect(textOf(document.querySelector('.example mark'))).toBe('are')
    expect(document.querySelectorAll('.trial[data-right="false"]')).toHaveLength(match - 1)
  })

  it('says why examples could not be tried', async () => {
    await openStory({ 'rules/try': () => Promise.reject(new Error('worker gone')) })
    await click(find('button', 'Try the examples on this computer'))
    expect(page()).toContain('worker gone')
  })

  it('gets another level, and its own back', async () => {
    const { asked } = await openStory()
    const level = find('combobox', 'Level on this computer')
    await choose(level, 'low')
    expect(asked).toContainEqual(['rules/level', { id: STORY.id, level: 'low' }])
    expect(said()).toBe('Pay to get the job: now low.')
    await choose(level, '')
    expect(asked).toContainEqual(['rules/level', { id: STORY.id, level: null }])
  })

  it('leads to the messages in which it fired', async () => {
    const { asked } = await openStory()
    await click(find('button', 'Show these messages'))
    expect(asked).toContainEqual(['openReviewPage', STORY.id])
  })

  it('takes the focus when it opens, and gives it back', async () => {
    await openStory()
    expect(textOf(document.activeElement)).toBe(STORY.title)
    location.hash = '#rules'
    dispatchEvent(new Event('hashchange'))
    await settle()
    expect(document.querySelector('.rule-page')).toBeNull()
    expect(document.activeElement?.id).toBe('rules-heading')
  })

  it('that is not there is told of', async () => {
    await openAt('gone')
    expect(textOf(document.querySelector('.rule-page h3'))).toContain('There is no such rule here.')
  })

  it('of another source is written from its data', async () => {
    const other: RuleView = { ...SIGNAL, id: 's12ab34cd/11111111-2222-4333-8444-555555555555' }
    const value = {
      title: 'Of a team',
      id: '11111111-2222-4333-8444-555555555555',
      detection: { has: { 'words|contains': [' moon '] }, condition: 'has' },
      references: ['javascript:alert(1)', 'https://team.example/why'],
      tests: { match: ['the moon'], near: [] },
    }
    await openAt(other.id, {
      'rules/list': () => [{ ...other, source: 's12ab34cd' }],
      'rules/read': () => ({ ...READING, document: { path: 'signals/x.yml', value } }),
    })
    await vi.waitFor(async () => {
      await settle()
      expect(document.querySelector('.rule-yaml')).not.toBeNull()
    })
    const text = textOf(document.querySelector('.rule-page'))
    expect(text).toContain('title: Of a team')
    expect(text).toContain('s12ab34cd')
    expect(findAll('link').map((link) => link.getAttribute('href'))).toContain(
      'https://team.example/why',
    )
    expect(document.querySelector('a[href^="javascript"]')).toBeNull()
  })
})

describe('the address of a rule', () => {
  it.each([
    ['#rule=abc', 'abc'],
    ['#rule=s1%2Fabc', 's1/abc'],
    ['#rule=', undefined],
    ['#rule=%E0%A4%A', undefined],
    ['#rules', undefined],
    ['', undefined],
  ])('%s', (hash, id) => {
    expect(readWanted(hash)).toBe(id)
  })
})
