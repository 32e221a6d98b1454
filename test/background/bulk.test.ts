import { beforeEach, describe, expect, it, vi } from 'vitest'
import { IdbRecords } from '../../src/background/idb-records.ts'
import { MAX_AT_ONCE } from '../../src/platform/inbox-protocol.ts'
import { fake } from '../platform/fake-browser.ts'
import { FakePage, ask, askInbox, settle, startFresh, startWorker, write } from './worker.ts'

const LINKEDIN = 'https://www.linkedin.com/messaging/thread/2-abc/'
const IDS = ['a', 'b', 'c']
const KEYS = IDS.map((id) => `linkedin||${id}`)
const states = async () =>
  Object.fromEntries((await askInbox()).map(({ view, state }) => [view.verdict.id, state]))

let page: FakePage

beforeEach(async () => {
  vi.restoreAllMocks()
  startFresh()
  page = new FakePage(fake.addTab(1, LINKEDIN))
  await page.hello()
  await page.read(
    'linkedin',
    IDS.map((id) => write(id, 'a lure')),
  )
})

const mark = (state: 'safe' | 'watching' | 'reported', keys = KEYS) =>
  ask('inbox/mark', { marks: keys.map((key) => ({ key, state })) })

describe('several entries at once', () => {
  it.each(['safe', 'watching', 'reported'] as const)(
    'are marked as %s, and back',
    async (state) => {
      await ask('inbox/mark', { marks: [{ key: KEYS[1]!, state: 'reported' }] })
      const before = await mark(state)
      startWorker()
      expect(await states()).toEqual({ a: state, b: state, c: state })
      await ask('inbox/mark', { marks: before })
      expect(await states()).toEqual({ a: 'new', b: 'reported', c: 'new' })
    },
  )

  it('lose their warnings together, and get them back', async () => {
    const before = await mark('safe')
    expect(fake.badges.get(1)).toBe('')
    await ask('inbox/mark', { marks: before })
    await settle()
    expect(fake.badges.get(1)).toBe('3')
  })

  it('are forgotten and come back with their memory, though the worker was killed between', async () => {
    const before = await askInbox()
    const records = await ask('inbox/forget', { keys: KEYS.slice(0, 2) })
    expect(await states()).toEqual({ c: 'new' })
    expect(await ask('storage/status', {})).toMatchObject({ flagged: 1, remembered: 1 })
    startWorker()
    await ask('inbox/restore', { records })
    expect(await askInbox()).toEqual(before)
    expect(await ask('storage/status', {})).toMatchObject({ flagged: 3, remembered: 3 })
  })

  it('are changed all or none: one that is unknown changes no other', async () => {
    await expect(mark('safe', [...KEYS, 'linkedin||none'])).rejects.toThrow('no such message')
    expect(await states()).toEqual({ a: 'new', b: 'new', c: 'new' })
  })

  it('stay as they were when the write fails', async () => {
    vi.spyOn(IdbRecords.prototype, 'commit').mockRejectedValueOnce(new Error('disk'))
    await expect(mark('safe')).rejects.toThrow('failed')
    startWorker()
    expect(await states()).toEqual({ a: 'new', b: 'new', c: 'new' })
    expect(fake.badges.get(1)).toBe('3')
  })

  it('are limited in number', async () => {
    const keys = Array.from({ length: MAX_AT_ONCE + 1 }, (_, index) => String(index))
    await expect(ask('inbox/forget', { keys })).rejects.toThrow('malformed request')
  })
})

describe('what is asked of many', () => {
  it('names all that match, in the order of the list', async () => {
    await mark('safe', [KEYS[0]!])
    expect(await ask('inbox/keys', { filter: {} })).toEqual([KEYS[1], KEYS[2], KEYS[0]])
    expect(await ask('inbox/keys', { filter: { states: ['safe'] } })).toEqual([KEYS[0]])
  })

  it('answers entries in the order asked for, without those that are gone', async () => {
    const entries = await ask('inbox/entries', { keys: [KEYS[2]!, 'gone', KEYS[0]!] })
    expect(entries.map(({ key }) => key)).toEqual([KEYS[2], KEYS[0]])
  })
})
