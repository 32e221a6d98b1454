import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { IdbRecords } from '../../src/background/idb-records.ts'
import { MapRecords } from '../../src/background/map-records.ts'
import { MAX_CONVERSATION, type Records } from '../../src/background/records.ts'
import { SessionRecords } from '../../src/background/session-records.ts'
import type { MemoryEntry } from '../../src/engine/conversation.ts'
import type { FlaggedEntry } from '../../src/platform/schema/views.ts'
import { fake } from '../platform/fake-browser.ts'

const NOW = Date.parse('2026-11-20T10:00:00Z')
const DAY = 24 * 60 * 60 * 1000

const remember = (key: string, more: Partial<MemoryEntry> = {}): MemoryEntry => ({
  key,
  id: key,
  seq: 1,
  ruleSet: 'test',
  hits: [{ rule: 'r', spans: [{ field: 'text', start: 0, end: 4 }] }],
  pending: [],
  ...more,
})

const flag = (key: string, more: Partial<FlaggedEntry> = {}): FlaggedEntry => ({
  key,
  state: 'new',
  flaggedAt: NOW,
  url: 'https://mail.example/',
  view: {
    key,
    site: 'gmail',
    sender: 'Robin Vale',
    address: 'robin@mail.example',
    subject: '',
    excerpt: 'hello',
    hosts: [],
    attachments: [],
    outgoing: false,
    verdict: { id: key, level: 'high', findings: [] },
    dismissed: false,
  },
  ...more,
})

const change = (
  entries: MemoryEntry[],
  flagged: FlaggedEntry[] = [],
  unflagged: string[] = [],
) => ({
  entries,
  flagged,
  unflagged,
})

const keysOf = (entries: readonly { key: string }[]): string[] =>
  entries.map(({ key }) => key).sort()

beforeEach(() => {
  fake.reset()
  indexedDB = new IDBFactory()
})

describe.each<[string, () => Records]>([
  ['on disk', () => new IdbRecords()],
  ['of private windows', () => new SessionRecords()],
  ['in memory', () => new MapRecords()],
])('records %s', (_, make) => {
  it('find entries by thread and by sender, each once', async () => {
    const records = make()
    const both = remember('a', { thread: 't1', senderKey: 's1' })
    const byThread = remember('b', { thread: 't1' })
    const bySender = remember('c', { senderKey: 's1' })
    const other = remember('d', { thread: 't2', senderKey: 's2' })
    await records.commit(change([both, byThread, bySender, other]), NOW)
    const found = await records.loadEntries({ threads: ['t1'], senders: ['s1'] })
    expect(keysOf(found)).toEqual(['a', 'b', 'c'])
    expect(found.find(({ key }) => key === 'a')).toEqual(both)
    expect(await records.loadEntries({ threads: ['t3'], senders: [] })).toEqual([])
  })

  it('replace what has the same key', async () => {
    const records = make()
    await records.commit(change([remember('a', { thread: 't' })], [flag('a')]), NOW)
    await records.commit(
      change([remember('a', { thread: 't', seq: 9 })], [flag('a', { state: 'safe' })]),
      NOW,
    )
    expect(await records.loadEntries({ threads: ['t'], senders: [] })).toMatchObject([{ seq: 9 }])
    expect(await records.listFlagged()).toMatchObject([{ key: 'a', state: 'safe' }])
  })

  it('take away what is flagged no more, and forget one message whole', async () => {
    const records = make()
    const entries = ['a', 'b'].map((key) => remember(key, { thread: 't' }))
    await records.commit(change(entries, [flag('a'), flag('b'), flag('c')]), NOW)
    await records.commit(change([], [], ['c']), NOW)
    await records.forget(['a'])
    expect(keysOf(await records.listFlagged())).toEqual(['b'])
    expect(keysOf(await records.getFlagged(['a', 'b', 'c']))).toEqual(['b'])
    expect(keysOf(await records.loadEntries({ threads: ['t'], senders: [] }))).toEqual(['b'])
  })

  it('keep the newest entries of a conversation', async () => {
    const records = make()
    const entries = Array.from({ length: MAX_CONVERSATION + 20 }, (_unused, index) =>
      remember(`m${index}`, { thread: 't', sentAt: NOW + index }),
    )
    await records.commit(change([remember('other', { thread: 'u', sentAt: 1 })]), NOW)
    await records.commit(change(entries.slice(0, MAX_CONVERSATION)), NOW)
    await records.commit(change(entries.slice(MAX_CONVERSATION)), NOW)
    const found = await records.loadEntries({ threads: ['t'], senders: [] })
    expect(found).toHaveLength(MAX_CONVERSATION)
    expect(found.some(({ key }) => key === 'm19')).toBe(false)
    expect(found.some(({ key }) => key === 'm20')).toBe(true)
    expect(await records.loadEntries({ threads: ['u'], senders: [] })).toHaveLength(1)
  })

  it('prune by age, inbox and memory apart', async () => {
    const records = make()
    await records.commit(change([remember('old', { thread: 't' })], [flag('old')]), NOW - 10 * DAY)
    const later = flag('new', { flaggedAt: NOW + DAY })
    await records.commit(change([remember('new', { thread: 't' })], [later]), NOW)
    await records.prune({ flaggedBefore: NOW + 1, rememberedBefore: NOW - 20 * DAY })
    expect(keysOf(await records.listFlagged())).toEqual(['new'])
    expect(await records.count()).toMatchObject({ flagged: 1, remembered: 2 })
    await records.prune({ flaggedBefore: 0, rememberedBefore: NOW - 5 * DAY })
    expect(await records.count()).toEqual({ flagged: 1, remembered: 1, dropped: 0 })
  })

  it('are empty after clear', async () => {
    const records = make()
    await records.commit(change([remember('a')], [flag('a')]), NOW)
    await records.clear()
    expect(await records.count()).toMatchObject({ flagged: 0, remembered: 0 })
  })
})

describe('records that were damaged', () => {
  it('on disk are dropped and counted; the rest is read', async () => {
    const records = new IdbRecords()
    const entries = ['a', 'b'].map((key) => remember(key, { thread: 't' }))
    await records.commit(change(entries, [flag('a'), flag('b')]), NOW)
    const db = await openDB('lurewatch', 1)
    await db.put('memory', { key: 'a', thread: 't', writtenAt: NOW, entry: { key: 'a', hits: 3 } })
    await db.put('flagged', { key: 'b', state: 'unheard of' })
    db.close()
    expect(keysOf(await records.loadEntries({ threads: ['t'], senders: [] }))).toEqual(['b'])
    expect(keysOf(await records.listFlagged())).toEqual(['a'])
    expect(await records.count()).toEqual({ flagged: 1, remembered: 1, dropped: 2 })
  })

  it('of private windows are dropped and counted; the rest is read', async () => {
    const records = new SessionRecords()
    await records.commit(change([], [flag('a')]), NOW)
    const stored = { entries: [7], flagged: [flag('a'), { key: 'b' }] }
    fake.session.values.set('private-records', stored)
    expect(keysOf(await records.listFlagged())).toEqual(['a'])
    expect((await records.count()).dropped).toBeGreaterThan(0)
    fake.session.values.set('private-records', 'broken')
    expect(await records.listFlagged()).toEqual([])
  })
})

describe('records of private windows', () => {
  it('keep the newer half where the session’s space is used up', async () => {
    const records = new SessionRecords()
    fake.session.quota = 12_000
    const entries = Array.from({ length: 60 }, (_, index) =>
      remember(`m${index}`, { senderKey: 's', sentAt: NOW + index }),
    )
    await records.commit(change(entries), NOW)
    const found = keysOf(await records.loadEntries({ threads: [], senders: ['s'] }))
    expect(found.length).toBeGreaterThan(10)
    expect(found.length).toBeLessThan(60)
    expect(found).toContain('m59')
    expect(found).not.toContain('m0')
  })
})

describe('records on disk', () => {
  it('write all of a change or nothing of it', async () => {
    const records = new IdbRecords()
    const broken = { ...flag('b'), view: { ...flag('b').view, hosts: [() => 1] as never } }
    const attempt = records.commit(change([remember('a', { thread: 't' })], [broken]), NOW)
    await expect(attempt).rejects.toThrow()
    expect(await records.count()).toMatchObject({ flagged: 0, remembered: 0 })
  })

  it('make room by dropping the oldest when the disk is full, once', async () => {
    const records = new IdbRecords()
    const entries = Array.from({ length: 10 }, (_, index) => remember(`m${index}`, { thread: 't' }))
    for (const [index, entry] of entries.entries())
      await records.commit(change([entry]), NOW + index)
    const dismissed = flag('safe', { state: 'safe', flaggedAt: NOW + 5 })
    const flagged = ['1', '2', '3', '4'].map((key) => flag(key))
    await records.commit(change([], [dismissed, ...flagged]), NOW)
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    await records.commit(change([remember('last', { thread: 't' })], [flag('5')]), NOW + 100)
    put.mockRestore()
    const left = keysOf(await records.loadEntries({ threads: ['t'], senders: [] }))
    expect(left).toEqual(['last', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm9'])
    expect(keysOf(await records.listFlagged())).toEqual(['1', '2', '3', '4', '5'])
  })

  it('drop nothing when a write fails for another reason', async () => {
    const records = new IdbRecords()
    await records.commit(change([remember('a', { thread: 't' })], [flag('a')]), NOW)
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('broken', 'UnknownError')
    })
    await expect(records.commit(change([remember('b')]), NOW)).rejects.toThrow('broken')
    put.mockRestore()
    expect(await records.count()).toMatchObject({ flagged: 1, remembered: 1 })
  })

  it('outlive the worker', async () => {
    await new IdbRecords().commit(change([remember('a', { thread: 't' })], [flag('a')]), NOW)
    const later = new IdbRecords()
    expect(keysOf(await later.loadEntries({ threads: ['t'], senders: [] }))).toEqual(['a'])
    expect(keysOf(await later.listFlagged())).toEqual(['a'])
  })
})
