import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { IdbRecords } from '../../src/background/idb-records.ts'
import { mergeEntry } from '../../src/background/own-data.ts'
import type { FlaggedEntry } from '../../src/platform/schema/views.ts'
import { sampleEntry } from '../ui/samples.ts'
import { fake } from '../platform/fake-browser.ts'
import { FakePage, ask, askInbox, clock, startFresh, write } from './worker.ts'

const LINKEDIN = 'https://www.linkedin.com/messaging/thread/2-abc/'

beforeEach(() => {
  vi.restoreAllMocks()
  startFresh()
})

const take = (items: unknown[], part: 'inbox' | 'memory' = 'inbox') =>
  ask('data/take', { part, items })
const entry = (id: string, part: Partial<FlaggedEntry> = {}): FlaggedEntry => ({
  ...sampleEntry(id, clock.now - 1_000),
  ...part,
})

describe('a copy', () => {
  it('brings everything into a new profile', async () => {
    const page = new FakePage(fake.addTab(1, LINKEDIN))
    await page.hello()
    await page.read('linkedin', [write('a', 'a lure'), write('b', 'approach')])
    await ask('inbox/mark', { marks: [{ key: 'linkedin||a', state: 'watching' }] })
    await ask('inbox/note', { key: 'linkedin||a', note: 'asked HR' })
    await ask('settings/set', { retentionDays: 90, disabledRules: ['x'] })
    await ask('senders/set', {
      site: 'linkedin',
      address: 'r@x.example',
      trusted: true,
      allowed: false,
      authenticated: false,
    })
    await ask('sites/quiet', { id: 'linkedin', quiet: true })
    const inbox = await askInbox()
    const choices = await ask('data/choices', {})
    const memory = await ask('data/memory', { after: '' })
    expect(memory).toHaveLength(2)
    expect(await ask('data/memory', { after: 'linkedin||a' })).toHaveLength(1)

    startFresh()
    expect(await take(inbox)).toEqual({ added: 1, known: 0, faults: [] })
    expect(await take(memory, 'memory')).toEqual({ added: 2, known: 0, faults: [] })
    expect(await ask('data/take-choices', choices)).toEqual({ faults: [], missing: [] })
    expect(await askInbox()).toEqual(inbox)
    expect(await ask('data/choices', {})).toEqual(choices)
    expect(await ask('data/memory', { after: '' })).toEqual(memory)
    // Read once more, it changes nothing.
    expect(await take(inbox)).toEqual({ added: 0, known: 1, faults: [] })
    expect(await take(memory, 'memory')).toEqual({ added: 0, known: 2, faults: [] })
    expect(await askInbox()).toEqual(inbox)
  })

  it('holds nothing of private windows', async () => {
    const page = new FakePage(fake.addTab(1, LINKEDIN, true))
    await page.hello()
    await page.read('linkedin', [write('a', 'a lure')])
    expect(await ask('data/memory', { after: '' })).toEqual([])
    expect(await ask('inbox/keys', { filter: {} })).toEqual([])
  })

  it('is taken entry by entry: what is bad is named and loses nothing else', async () => {
    const good = entry('good')
    const bad = { ...entry('bad'), state: 'eaten' }
    const huge = entry('huge', { note: 'x'.repeat(300_000) })
    const answer = await take([bad, null, good, huge, 7])
    expect(answer).toMatchObject({ added: 1, known: 0 })
    expect(answer.faults.map(({ index }) => index)).toEqual([0, 1, 3, 4])
    expect(answer.faults[0]?.reason).toContain('state')
    expect(JSON.stringify(answer.faults)).not.toContain('eaten')
    expect(await askInbox()).toMatchObject([{ key: good.key }])
  })

  it('leaves settings alone that do not parse, and says which', async () => {
    const settings = { retentionDays: -5, disabledRules: [] }
    const sites = { chosen: ['javascript:alert(1)'], stopped: [], quiet: [] }
    const { faults } = await ask('data/take-choices', { settings, sites, senders: [{ site: 1 }] })
    expect(faults).toHaveLength(3)
    expect(faults[0]).toContain('settings: retentionDays')
    expect(faults[1]).toContain('sites: chosen.0')
    expect(faults[2]).toContain('senders[0]: ')
    expect(await ask('settings/get', {})).toMatchObject({ retentionDays: 180 })
  })

  it('names sites that the browser must allow first', async () => {
    const sites = { chosen: ['https://mail.example/*'], stopped: [], quiet: [] }
    expect(await ask('data/take-choices', { sites })).toEqual({
      faults: [],
      missing: ['https://mail.example/*'],
    })
    fake.grant('https://mail.example/*')
    expect((await ask('data/take-choices', { sites })).missing).toEqual([])
  })

  it('never throws on anything that is JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { maxLength: 20 }), async (items) => {
        const { added, faults } = await take(items)
        expect(added + faults.length).toBe(items.length)
      }),
      { numRuns: 30 },
    )
  })
})

describe('merging an entry', () => {
  it.each<[FlaggedEntry['state'], FlaggedEntry['state'], FlaggedEntry['state']]>([
    ['new', 'safe', 'safe'],
    ['new', 'new', 'new'],
    ['watching', 'safe', 'watching'],
    ['safe', 'reported', 'safe'],
  ])('own %s with %s gives %s', (own, other, expected) => {
    const merged = mergeEntry(entry('a', { state: own }), entry('a', { state: other }))
    expect(merged.state).toBe(expected)
    expect(merged.view.dismissed).toBe(expected === 'safe')
  })

  it.each([
    ['ours', undefined, 'ours'],
    [undefined, 'theirs', 'theirs'],
    ['same', 'same', 'same'],
    ['ours', 'theirs', 'ours\ntheirs'],
    [undefined, undefined, undefined],
  ])('notes %s and %s give %s', (own, other, expected) => {
    const note = (text: string | undefined) => (text === undefined ? {} : { note: text })
    const merged = mergeEntry(entry('a', note(own)), entry('a', note(other)))
    expect(merged.note).toBe(expected)
  })
})

describe('want of room', () => {
  const fillQuota = (): void => {
    const write = Reflect.get(IDBObjectStore.prototype, 'put') as (value: unknown) => IDBRequest
    let isFull = true
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      value: unknown,
    ) {
      if (!isFull) return Reflect.apply(write, this, [value]) as IDBRequest<IDBValidKey>
      isFull = false
      throw new DOMException('full', 'QuotaExceededError')
    })
  }

  it('costs the oldest dismissed entries first, keeps the new one, and is told until seen', async () => {
    const entries = Array.from({ length: 10 }, (_, index) =>
      entry(`e${index}`, {
        flaggedAt: clock.now - 10_000 + index,
        state: index === 7 || index === 8 ? 'safe' : 'new',
      }),
    )
    await take(entries)
    fillQuota()
    const page = new FakePage(fake.addTab(1, LINKEDIN))
    await page.hello()
    await page.read('linkedin', [write('a', 'a lure')])
    const ids = (await askInbox()).map(({ view }) => view.verdict.id)
    expect(ids).toContain('a')
    expect(ids).not.toContain('e7')
    expect(ids).not.toContain('e8')
    expect(ids).toHaveLength(9)
    expect(await ask('storage/status', {})).toMatchObject({ lost: { count: 2, at: clock.now } })
    await ask('storage/seen-loss', {})
    expect(await ask('storage/status', {})).not.toHaveProperty('lost')
  })

  it('is no loss when entries are only too old', async () => {
    const lost = vi.spyOn(IdbRecords.prototype, 'prune')
    await take([entry('old', { flaggedAt: 0 })])
    await ask('settings/set', { retentionDays: 30 })
    expect(lost).toHaveBeenCalled()
    expect(await askInbox()).toEqual([])
    expect(await ask('storage/status', {})).not.toHaveProperty('lost')
  })
})
