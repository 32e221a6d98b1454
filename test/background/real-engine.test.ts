import { openDB } from 'idb'
import { beforeEach, describe, expect, it } from 'vitest'
import { startBackground } from '../../src/background/start.ts'
import { prepareJudgeWith } from '../../src/background/prepare-judge.ts'
import type { RuleSetData } from '../../src/engine/rule-set.ts'
import { fake } from '../platform/fake-browser.ts'
import { FakePage, SITES, ask, askInbox, clock, startFresh, write } from './worker.ts'

const LINKEDIN = 'https://www.linkedin.com/messaging/thread/2-abc/'

const meta = (id: string, level: 'low' | 'high', stage: 'approach' | 'delivery') => ({
  id: `00000000-0000-4000-8000-00000000000${id}`,
  name: `rule_${id}`,
  title: `Rule ${id}`,
  level,
  stage,
})

const RULES: RuleSetData = {
  format: 1,
  version: 'test',
  signals: [
    {
      ...meta('1', 'low', 'approach'),
      detection: { words: { 'words|contains': ' dream role ' }, condition: 'words' },
    },
    {
      ...meta('2', 'low', 'delivery'),
      detection: { words: { 'words|contains': ' the archive ' }, condition: 'words' },
    },
  ],
  stories: [
    {
      ...meta('3', 'high', 'delivery'),
      type: 'temporal_ordered',
      rules: ['rule_1', 'rule_2'],
      groupBy: ['thread'],
      timespan: 7 * 24 * 60 * 60 * 1000,
    },
  ],
  exceptions: [],
  lists: { organisations: [], values: {}, fileKinds: {} },
}

function startReal(): void {
  fake.stopWorker()
  startBackground({
    builtIn: { rules: RULES, sites: SITES, loadTexts: () => undefined },
    prepareJudge: prepareJudgeWith('en'),
    panelPath: 'assets/panel.js',
    outlinePath: 'assets/outline.js',
    now: () => clock.now,
  })
}

beforeEach(() => {
  startFresh()
  startReal()
})

const approach = write('1', 'Are you open to a dream role?', { sentAt: '2026-11-20T09:00:00.000Z' })
const archive = write('2', 'Please open the archive.', { sentAt: '2026-11-20T09:30:00.000Z' })

describe('a story over two messages, told by the real engine', () => {
  it.each([
    ['as they came', [approach, archive]],
    ['newest first', [archive, approach]],
  ])('%s, with the worker killed between', async (_, [first, second]) => {
    const page = new FakePage(fake.addTab(1, LINKEDIN))
    await page.hello()
    expect((await page.read('linkedin', [first])).warnings).toEqual([])
    startReal()
    const { warnings } = await page.read('linkedin', [second])
    expect(warnings.map(({ key, verdict }) => [key, verdict.level])).toEqual([
      ['linkedin||2', 'high'],
    ])
    expect(await askInbox()).toMatchObject([{ key: 'linkedin||2', state: 'new' }])
  })

  it('marks what it saw in the message', async () => {
    const page = new FakePage(fake.addTab(1, LINKEDIN))
    await page.hello()
    const { warnings } = await page.read('linkedin', [approach, archive])
    const evidence = warnings[0]?.verdict.findings[0]?.evidence
    expect(evidence).toMatchObject([{ field: 'text', text: 'the archive', start: 12, end: 23 }])
  })
})

it('remembers hits and times on disk, never a word of the messages', async () => {
  const page = new FakePage(fake.addTab(1, LINKEDIN))
  await page.hello()
  await page.read('linkedin', [approach, write('3', 'My sister Ottilie is well.')])
  const db = await openDB('lurewatch', 1)
  const memory = JSON.stringify(await db.getAll('memory'))
  db.close()
  expect(memory).toContain('linkedin||1')
  expect(memory).not.toMatch(/dream|Ottilie|Robin/)
})

it('names a rule that can’t be compiled and judges by the others', async () => {
  fake.stopWorker()
  const [signal] = RULES.signals
  const broken = { ...meta('9', 'high', 'approach'), detection: { condition: 'missing' } }
  const rules = { ...RULES, signals: [...(signal === undefined ? [] : [signal]), broken] }
  startBackground({
    builtIn: { rules, sites: SITES, loadTexts: () => undefined },
    prepareJudge: prepareJudgeWith('en'),
    panelPath: 'assets/panel.js',
    outlinePath: 'assets/outline.js',
    now: () => clock.now,
  })
  const { ruleFaults } = await ask('storage/status', {})
  expect(ruleFaults.join()).toContain('rule_9')
})
