import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CallReply } from '../../src/platform/protocol.ts'
import { fake } from '../platform/fake-browser.ts'
import { ask, startFresh } from './worker.ts'

const RULE = `title: Viewer
id: 0b0f9a4e-7a53-4f55-9a80-0d6b5a7e9c01
logsource: { product: message }
detection: { words: { words|contains: ' odd viewer ' }, condition: words }
level: high
`
const PATH = 'odd_viewer_wanted.yml'
const save = (text: string, base: number | null, path = PATH, from?: string) =>
  ask('own-rules/save', { path, text, base, ...(from === undefined ? {} : { from }) })

function savedTime(reply: CallReply<'own-rules/save'>): number {
  if (!('saved' in reply)) throw new Error('it was not saved')
  return reply.saved.changedAt
}
const listTexts = async () =>
  (await ask('own-rules/list', {})).map(({ path, text }) => [path, text.split('\n')[0]])
const listActive = async () =>
  (await ask('rules/list', {})).filter(({ id }) => id.startsWith('own/')).map(({ title }) => title)

beforeEach(() => {
  vi.restoreAllMocks()
  startFresh()
})

describe('own rules', () => {
  it('act once they are saved, and no longer once their file is paused or removed', async () => {
    savedTime(await save(RULE, null))
    expect(await listActive()).toEqual(['Viewer'])
    await ask('own-rules/pause', { path: PATH, paused: true })
    expect(await listActive()).toEqual([])
    expect(await ask('own-rules/list', {})).toMatchObject([{ paused: true, path: PATH }])
    await ask('own-rules/pause', { path: PATH, paused: false })
    const removed = await ask('own-rules/remove', { path: PATH })
    expect(await listActive()).toEqual([])
    await ask('own-rules/take', { files: [removed] })
    expect(await listActive()).toEqual(['Viewer'])
  })

  it('are kept with their faults, and what is faulty does not act', async () => {
    const reply = await save(
      `${RULE}---\n${RULE.replace('odd viewer', 'x').replace('contains', 'has').replace('c01', 'c02')}`,
      null,
    )
    expect(reply).toMatchObject({ saved: { rules: [{ title: 'Viewer' }] } })
    const faults = 'saved' in reply ? reply.saved.faults.filter(({ kept }) => kept !== true) : []
    expect(faults).toMatchObject([
      { line: 10, message: expect.stringContaining('"has"') as string },
    ])
  })

  it('lose nothing where two windows save one file', async () => {
    const base = savedTime(await save(RULE, null))
    const first = savedTime(await save(`# first\n${RULE}`, base))
    expect(first).toBeGreaterThan(base)
    expect(await save(`# second\n${RULE}`, base)).toEqual({
      other: { text: `# first\n${RULE}`, changedAt: first },
    })
    expect(await listTexts()).toEqual([[PATH, '# first']])
    savedTime(await save(`# second\n${RULE}`, first))
    expect(await listTexts()).toEqual([[PATH, '# second']])
  })

  it('are renamed in one step, never onto another file', async () => {
    const base = savedTime(await save(RULE, null))
    savedTime(await save(RULE.replace('c01', 'c02'), null, 'other_viewer_rule.yml'))
    expect(await save(RULE, base, 'other_viewer_rule.yml', PATH)).toHaveProperty('other')
    savedTime(await save(RULE, base, 'third_viewer_rule.yml', PATH))
    expect((await listTexts()).map(([path]) => path)).toEqual([
      'other_viewer_rule.yml',
      'third_viewer_rule.yml',
    ])
  })

  it('that are imported get names of their own, and come once', async () => {
    await save(RULE, null)
    const other = { path: PATH, text: RULE.replace('c01', 'c02'), paused: false }
    const renamed = 'odd_viewer_wanted_2.yml'
    expect(await ask('own-rules/take', { files: [other] })).toEqual([
      { path: renamed, isNew: true },
    ])
    expect(await ask('own-rules/take', { files: [other] })).toEqual([
      { path: renamed, isNew: false },
    ])
    expect(await listActive()).toEqual(['Viewer', 'Viewer'])
  })

  it('are not among those that they may name', async () => {
    await save(RULE, null)
    expect(await listActive()).toEqual(['Viewer'])
    const { signals } = await ask('own-rules/context', {})
    expect(signals.map(({ title }) => title)).not.toContain('Viewer')
  })

  it.each(['../x.yml', 'x.txt', '/x.yml', 'a/b/c.yml', 'X.yml', `${'x'.repeat(120)}.yml`])(
    'may not be called %s',
    async (path) => {
      await expect(save(RULE, null, path)).rejects.toThrow()
    },
  )

  it('are not to be changed where the organisation says so', async () => {
    fake.policy.set({ usersMayWriteRules: false })
    await expect(save(RULE, null)).rejects.toThrow('organisation')
    expect(await ask('own-rules/list', {})).toEqual([])
  })
})
