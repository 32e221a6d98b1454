import { beforeEach, describe, expect, it } from 'vitest'
import { prepareJudgeWith } from '../../src/background/prepare-judge.ts'
import { startBackground } from '../../src/background/start.ts'
import type { DetectionRule, RuleSetData } from '../../src/engine/rule-set.ts'
import { fake } from '../platform/fake-browser.ts'
import { FakePage, SITES, ask, askInbox, clock, settle, startFresh, write } from './worker.ts'

const LINKEDIN = 'https://www.linkedin.com/messaging/thread/2-abc/'
const KEY = 'linkedin||1'

const signal = (name: string, phrase: string): DetectionRule => ({
  id: `00000000-0000-4000-8000-${name.padStart(12, '0').replace(/[^0-9a-f]/gu, '0')}`,
  name,
  title: `Title of ${name}`,
  level: 'high',
  stage: 'delivery',
  detection: { words: { 'words|contains': ` ${phrase} ` }, condition: 'words' },
})

const ROLE = signal('aa1', 'dream role')
const CODE = signal('bb2', 'run the code')
const LATE = signal('cc3', 'far behind')

/** Starts the worker with these rules, as an update of them does. */
function startWith(version: string, signals: readonly DetectionRule[]): void {
  const rules: RuleSetData = {
    format: 1,
    version,
    signals,
    stories: [],
    exceptions: [],
    lists: { organisations: [], values: {}, fileKinds: {} },
  }
  fake.stopWorker()
  startBackground({
    builtIn: { rules, sites: SITES, loadTexts: () => undefined },
    prepareJudge: prepareJudgeWith('en'),
    panelPath: 'assets/panel.js',
    outlinePath: 'assets/outline.js',
    now: () => clock.now,
  })
}

const TEXT = `A dream role! Then run the code. ${'More words. '.repeat(60)} It is far behind.`

async function read(): Promise<FakePage> {
  const page = new FakePage(fake.addTab(1, LINKEDIN))
  await page.hello()
  await page.read('linkedin', [write('1', TEXT)])
  return page
}

const titles = async () =>
  (await askInbox())[0]?.view.verdict.findings.map(({ title }) => title).sort()
const rejudge = async () => (await ask('inbox/rejudge', { keys: [KEY] })).outcomes[0]
const named = ({ id, title }: DetectionRule) => ({ rule: id, title })

beforeEach(() => {
  startFresh()
  startWith('v1', [ROLE])
})

describe('judging again', () => {
  it('changes nothing under the same rules', async () => {
    await read()
    expect(await rejudge()).toMatchObject({ basis: 'text', change: { also: [], gone: [] } })
  })

  it('uses the whole text while the worker holds it', async () => {
    startWith('v1', [ROLE, LATE])
    await ask('rules/enable', { id: LATE.id, enabled: false })
    await read()
    await ask('rules/enable', { id: LATE.id, enabled: true })
    expect(await rejudge()).toMatchObject({ basis: 'text', change: { also: [named(LATE)] } })
  })

  it('finds in the kept parts what new rules say, and nothing beyond them', async () => {
    await read()
    startWith('v2', [ROLE, CODE, LATE])
    const outcome = await rejudge()
    expect(outcome).toMatchObject({
      basis: 'memory',
      change: { also: [named(CODE)], gone: [], from: 'high' },
    })
    expect(await titles()).toEqual(['Title of aa1', 'Title of bb2'])
    const [entry] = await askInbox()
    expect(entry).toMatchObject({ ruleSet: 'v2', changed: { also: [named(CODE)] } })
    const quoted = entry?.view.verdict.findings.map(({ evidence }) => evidence[0]?.text)
    expect(quoted?.sort()).toEqual(['dream role', 'run the code'])
  })

  it('says what is no longer found, and keeps the entry', async () => {
    await read()
    startWith('v2', [CODE])
    expect(await rejudge()).toMatchObject({ change: { also: [named(CODE)], gone: [named(ROLE)] } })
    startWith('v3', [])
    expect(await rejudge()).toMatchObject({ change: { gone: [named(CODE)] } })
    expect(await askInbox()).toMatchObject([{ state: 'new', view: { verdict: { level: 'none' } } }])
  })

  it('keeps what was found in a message that memory does not know', async () => {
    const view = (await ask('check/messages', { items: [{ message: write('1', TEXT) }] }))[0]!
    await ask('inbox/keep', { view, url: '', isPrivate: false })
    startWith('v2', [CODE])
    expect(await rejudge()).toMatchObject({
      basis: 'parts',
      change: { also: [named(CODE)], gone: [] },
    })
    expect(await titles()).toEqual(['Title of aa1', 'Title of bb2'])
  })

  it('is undone with what it answered', async () => {
    await read()
    const before = await askInbox()
    startWith('v2', [CODE])
    const { before: records } = await ask('inbox/rejudge', { keys: [KEY] })
    expect(await askInbox()).not.toEqual(before)
    startWith('v2', [CODE])
    await ask('inbox/restore', { records })
    expect(await askInbox()).toEqual(before)
  })

  it('changes the warning where the message stands', async () => {
    await read()
    startWith('v2', [CODE])
    await rejudge()
    await settle()
    expect(fake.notices.at(-1)?.notice).toMatchObject({
      warnings: [{ key: KEY, verdict: { findings: [{ title: 'Title of bb2' }] } }],
    })
  })
})

describe('a message read again under other rules', () => {
  it('tells what they changed, until the next change', async () => {
    await read()
    expect((await askInbox())[0]).not.toHaveProperty('changed')
    startWith('v2', [ROLE, CODE])
    await read()
    expect(await askInbox()).toMatchObject([
      { ruleSet: 'v2', changed: { also: [named(CODE)], gone: [] } },
    ])
    startWith('v3', [ROLE, CODE])
    await read()
    expect(await askInbox()).toMatchObject([{ ruleSet: 'v3', changed: { also: [named(CODE)] } }])
  })
})

describe('a conversation', () => {
  it('has every message that memory knows, by time, and the flagged ones with all they hold', async () => {
    const page = await read()
    const sentAt = '2026-11-20T08:00:00.000Z'
    await page.read('linkedin', [
      write('0', 'Hello', { sentAt }),
      write('2', 'Thanks', { sentAt: '2026-11-20T10:00:00.000Z', direction: 'outgoing' }),
      write('3', 'A dream role', { threadId: 'other', sentAt: '2026-11-20T11:00:00.000Z' }),
    ])
    const conversation = await ask('inbox/conversation', { key: KEY })
    expect(conversation?.moments).toMatchObject([
      { key: 'linkedin||0', sentAt: Date.parse(sentAt), outgoing: false, signs: [] },
      { key: KEY, elsewhere: false, signs: [{ title: 'Title of aa1', stage: 'delivery' }] },
      { key: 'linkedin||2', outgoing: true },
      { key: 'linkedin||3', elsewhere: true },
    ])
    expect(conversation?.entries.map(({ entry, basis }) => [entry.key, basis])).toEqual([
      [KEY, 'text'],
      ['linkedin||3', 'text'],
    ])
    expect(conversation?.ruleSet).toBe('v1')
  })

  it('is the message alone where memory has none, and null where it is gone', async () => {
    const view = (await ask('check/messages', { items: [{ message: write('1', TEXT) }] }))[0]!
    await ask('inbox/keep', { view, url: '', isPrivate: false })
    expect(await ask('inbox/conversation', { key: KEY })).toMatchObject({
      moments: [],
      entries: [{ basis: 'parts' }],
    })
    expect(await ask('inbox/conversation', { key: 'gone' })).toBeNull()
  })
})
