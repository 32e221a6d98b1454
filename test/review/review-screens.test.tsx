// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { MAX_AT_ONCE, type ConversationView } from '../../src/platform/inbox-protocol.ts'
import type { FlaggedEntry } from '../../src/platform/schema/views.ts'
import { ReviewPage } from '../../src/review/review-page.tsx'
import { ServicesProvider, type Services } from '../../src/ui/services.ts'
import { fakeServices, type Answers, type FakeServices } from '../ui/fake-services.ts'
import { sampleEntry, sampleFinding } from '../ui/samples.ts'
import { click, find, findAll, leave, nameOf, show, textOf } from '../ui/screen.ts'

afterEach(leave)

const page = () => textOf(document.body)
const entries = (count: number): FlaggedEntry[] =>
  Array.from({ length: count }, (_, index) => sampleEntry(String(index), 1_000 - index))

async function open(
  inbox: readonly FlaggedEntry[],
  answers: Answers = {},
  services: Partial<Services> = {},
): Promise<FakeServices> {
  const fake = fakeServices(
    {
      'inbox/page': ({ offset, limit }) => ({
        entries: inbox.slice(offset, offset + limit),
        offset,
        matching: inbox.length,
        total: inbox.length,
        sites: [{ id: 'gmail', name: 'Gmail' }],
      }),
      'inbox/keys': () => inbox.map(({ key }) => key),
      'inbox/entries': ({ keys }) => inbox.filter(({ key }) => keys.includes(key)),
      'inbox/conversation': () => null,
      'inbox/mark': ({ marks }) => marks.map(({ key }) => ({ key, state: 'new' as const })),
      ...answers,
    },
    services,
  )
  await show(
    <ServicesProvider value={fake}>
      <ReviewPage wantedEntry={null} withPrivate={false} />
    </ServicesProvider>,
  )
  return fake
}

const asked = ({ asked: all }: FakeServices, name: string) =>
  all.filter(([one]) => one === name).map(([, data]) => data)
const count = (list: readonly unknown[], part: string) =>
  list.map((data) => (Reflect.get(Object(data), part) as unknown[]).length)

describe('many at once', () => {
  it('go in calls of a size that can be undone whole', async () => {
    const services = await open(entries(MAX_AT_ONCE * 2 + 50))
    await click(find('button', `Select all ${MAX_AT_ONCE * 2 + 50}`))
    await click(find('button', 'Reported'))
    expect(count(asked(services, 'inbox/mark'), 'marks')).toEqual([MAX_AT_ONCE, MAX_AT_ONCE, 50])
    expect(page()).toContain('Messages marked as “Reported”: 450.')
    await click(find('button', 'Undo'))
    expect(count(asked(services, 'inbox/mark'), 'marks').slice(3)).toEqual([
      MAX_AT_ONCE,
      MAX_AT_ONCE,
      50,
    ])
  })

  it('say how far they came, and undo that much', async () => {
    let calls = 0
    const services = await open(entries(450), {
      'inbox/forget': ({ keys }) => {
        calls += 1
        if (calls === 2) throw new Error('disk full')
        return keys.map((key) => ({ key, isPrivate: false }))
      },
      'inbox/restore': () => null,
    })
    await click(find('button', 'Select all 450'))
    await click(find('button', 'Forget', find('group', 'Selected messages')))
    expect(page()).toContain('Done for 200 of 450, then it failed: disk full')
    await click(find('button', 'Undo'))
    expect(count(asked(services, 'inbox/restore'), 'records')).toEqual([200])
    expect(page()).toContain('Undone.')
  })

  it('fail as one where nothing was done', async () => {
    await open(entries(3), { 'inbox/mark': () => Promise.reject(new Error('disk full')) })
    await click(find('button', 'Select all 3'))
    await click(find('button', 'Watching'))
    expect(textOf(find('alert'))).toBe('That did not work: disk full')
    expect(findAll('button', 'Undo')).toEqual([])
  })
})

describe('the conversation', () => {
  const entry: FlaggedEntry = {
    ...sampleEntry('a', 1_000),
    ruleSet: 'v2',
    judgedAt: 2_000,
    changed: {
      at: 2_000,
      from: 'medium',
      also: [{ rule: 'n', title: 'New sign' }],
      gone: [{ rule: 'o', title: 'Old sign' }],
    },
  }
  const conversation = (part: Partial<ConversationView> = {}): ConversationView => ({
    entries: [{ entry, basis: 'memory' }],
    moments: [],
    ruleSet: 'v3',
    ...part,
  })
  const openIt = async (answers: Answers) => {
    const services = await open([entry], answers)
    await click(find('button', 'Conversation'))
    return services
  }

  it('says what rules changed, by which it was judged, and what judging again rests on', async () => {
    await openIt({ 'inbox/conversation': () => conversation() })
    expect(page()).toContain('Now also: New sign')
    expect(page()).toContain('No longer: Old sign')
    expect(page()).toContain('Lure signs were “medium” and are “high” now.')
    expect(page()).toContain('by rules v2. The rules have changed since.')
    expect(page()).toContain('Its text is not kept.')
    expect(page()).toContain('Nothing is remembered of other messages')
  })

  it.each([
    ['text', 'still in memory'],
    ['parts', 'Only parts of it are kept'],
  ] as const)('on %s says so', async (basis, said) => {
    const answer = conversation({ entries: [{ entry, basis }], ruleSet: 'v2' })
    await openIt({ 'inbox/conversation': () => answer })
    expect(page()).toContain(said)
    expect(page()).toContain('These are the rules in use.')
  })

  it('names own messages, signs and stages without any colour', async () => {
    const signs = [{ rule: 'r', title: 'Friendly words', stage: 'approach' as const }]
    const moment = { sentAt: 1_000, outgoing: false, elsewhere: false, signs }
    const moments = [
      { ...moment, key: 'gmail|a|a' },
      { ...moment, key: 'b', outgoing: true, signs: [] },
      { ...moment, key: 'c', elsewhere: true },
    ]
    await openIt({ 'inbox/conversation': () => conversation({ moments }) })
    const rows = [...document.querySelectorAll('.timeline > li')].map(textOf)
    expect(rows[0]).toContain('flagged')
    expect(rows[0]).toContain('First approach: Friendly words')
    expect(rows[1]).toContain('You')
    expect(rows[1]).toContain('no sign')
    expect(rows[2]).toContain('in another conversation')
    const stages = [...document.querySelectorAll('.stages > li')].map(textOf)
    expect(stages[0]).toBe('First approach seen')
    expect(stages[3]).toMatch(/not seen$/u)
  })

  it('judges again, says what came of it, and undoes it', async () => {
    const services = await openIt({
      'inbox/conversation': () => conversation(),
      'inbox/rejudge': ({ keys }) => ({
        outcomes: keys.map((key) => ({
          key,
          basis: 'memory' as const,
          change: { at: 1, from: 'high' as const, also: [{ rule: 'n', title: 'N' }], gone: [] },
        })),
        before: [{ key: entry.key, isPrivate: false, flagged: entry }],
      }),
      'inbox/restore': () => null,
    })
    await click(find('button', 'Judge again'))
    expect(page()).toContain('Judged again. New findings: 1; gone: 0.')
    await click(find('button', 'Undo'))
    expect(asked(services, 'inbox/restore')).toMatchObject([{ records: [{ flagged: entry }] }])
  })

  it('says when the message is gone, and shows an error of loading', async () => {
    await openIt({})
    expect(page()).toContain('This message is no longer kept.')
    await click(find('button', 'Back to the list'))
    expect(nameOf(document.activeElement as HTMLElement)).toBe('Flagged messages')
    await leave()
    await openIt({ 'inbox/conversation': () => Promise.reject(new Error('worker asleep')) })
    expect(page()).toContain('worker asleep')
  })
})

describe('handing over', () => {
  it('copies what it shows, and opens with names taken out', async () => {
    const entry = sampleEntry('a', 1_000)
    const view = {
      ...entry.view,
      excerpt: 'Dear Kim Doe, open this',
      recipient: { name: 'Kim Doe' },
      verdict: { ...entry.view.verdict, findings: [sampleFinding()] },
    }
    const services = await open([{ ...entry, view }])
    await click(find('button', 'Hand over…'))
    const shown = document.querySelector('.preview')?.textContent ?? ''
    expect(shown).toContain('Dear [redacted], open this')
    expect(page()).toContain('Places redacted: 1.')
    await click(find('button', 'Copy'))
    expect(asked(services, 'copyText')).toEqual([shown])
    await click(find('button', 'Save file'))
    expect(asked(services, 'saveFile')).toMatchObject([{ text: shown }])
    expect(page()).toContain('Nothing was sent.')
  })

  it('says when nothing of it is kept any more, and when loading fails', async () => {
    await open(entries(1), { 'inbox/entries': () => [] })
    await click(find('button', 'Hand over…'))
    expect(page()).toContain('This message is no longer kept.')
    await leave()
    await open(entries(1), { 'inbox/entries': () => Promise.reject(new Error('worker asleep')) })
    await click(find('button', 'Hand over…'))
    expect(page()).toContain('worker asleep')
  })
})
