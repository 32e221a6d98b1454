import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { IdbRecords } from '../../src/background/idb-records.ts'
import { MapRecords } from '../../src/background/map-records.ts'
import type { Records } from '../../src/background/records.ts'
import type { MemoryEntry } from '../../src/engine/conversation.ts'
import type { FlaggedEntry } from '../../src/platform/schema/views.ts'

const name = fc.constantFrom('a', 'b', 'c', 'd')

const entry: fc.Arbitrary<MemoryEntry> = fc
  .record(
    {
      key: name,
      thread: fc.constantFrom('t1', 't2'),
      senderKey: fc.constantFrom('s1', 's2'),
      sentAt: fc.nat(100),
    },
    { requiredKeys: ['key'] },
  )
  .map((parts) => ({ ...parts, id: parts.key, seq: 1, ruleSet: 'r', hits: [], pending: [] }))

const flagged: fc.Arbitrary<FlaggedEntry> = fc
  .record({ key: name, flaggedAt: fc.nat(100), state: fc.constantFrom('new', 'safe') })
  .map(({ key, flaggedAt, state }) => ({
    key,
    state,
    flaggedAt,
    url: '',
    view: {
      key,
      site: '',
      sender: '',
      address: '',
      subject: '',
      excerpt: '',
      hosts: [],
      attachments: [],
      outgoing: false,
      verdict: { id: key, level: 'high', findings: [] },
      dismissed: state === 'safe',
    },
  }))

type Step = (records: Records) => Promise<unknown>

const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .record({
      entries: fc.uniqueArray(entry, { selector: ({ key }) => key }),
      flagged: fc.uniqueArray(flagged, { selector: ({ key }) => key }),
      unflagged: fc.array(name, { maxLength: 2 }),
      now: fc.nat(100),
    })
    .map(
      ({ now, ...change }): Step =>
        (records) =>
          records.commit(change, now),
    ),
  name.map(
    (key): Step =>
      (records) =>
        records.forget([key]),
  ),
  fc.record({ flaggedBefore: fc.nat(100), rememberedBefore: fc.nat(100) }).map(
    (limits): Step =>
      (records) =>
        records.prune(limits),
  ),
  fc.constant<Step>((records) => records.clear()),
)

const byKey = (a: { key: string }, b: { key: string }): number => a.key.localeCompare(b.key)

async function describeAll(records: Records): Promise<unknown> {
  const loads = [
    await records.loadEntries({ threads: ['t1'], senders: [] }),
    await records.loadEntries({ threads: [], senders: ['s2'] }),
    await records.loadEntries({ threads: ['t1', 't2'], senders: ['s1'] }),
  ]
  const inbox = await records.listFlagged()
  return {
    loads: loads.map((found) => [...found].sort(byKey)),
    order: inbox.map(({ flaggedAt }) => flaggedAt),
    flagged: [...inbox].sort(byKey),
    some: (await records.getFlagged(['a', 'b', 'x'])).sort(byKey),
    count: await records.count(),
  }
}

it('records on disk and in memory answer the same after any steps', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      indexedDB = new IDBFactory()
      const disk = new IdbRecords()
      const memory = new MapRecords()
      for (const run of steps) {
        await run(disk)
        await run(memory)
      }
      expect(await describeAll(disk)).toEqual(await describeAll(memory))
    }),
    { numRuns: 60 },
  )
})
