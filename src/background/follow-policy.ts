import * as v from 'valibot'
import { hashText } from '../packs/content-hash.ts'
import { loadPolicy } from '../platform/managed.ts'
import { sendNotice } from '../platform/messages.ts'
import { readStored, writeStored } from '../platform/storage.ts'
import { announceChange } from './announce-change.ts'
import { memoryFor, type Context } from './context.ts'
import { followSender } from './decide-on-sender.ts'
import { loadKnownSenders } from './known-senders.ts'
import { followPolicySources } from './follow-policy-sources.ts'
import { isSwitchedOff } from './policy.ts'
import { pruneRecords } from './retention.ts'
import { restartReaders } from './site-duties.ts'

const KEY = 'policy-followed'

/**
 * Carries a policy that changed, also while the browser was closed, to what is kept and shown: readers
 * start and stop, entries of senders that are trusted now or no more, days of keeping, open pages.
 */
export async function followPolicy(context: Context): Promise<void> {
  await followPolicySources(context)
  const policy = await loadPolicy()
  const hash = hashText(JSON.stringify(policy))
  const followed = (await readStored('local', KEY, v.string())) ?? hashText('{}')
  if (hash === followed) return
  await restartReaders(context)
  await stopSwitchedOff(context)
  await context.queue.run(async () => {
    for (const isPrivate of [false, true]) await changeEntries(context, isPrivate)
  })
  await pruneRecords(context)
  for (const { tabId } of await context.tabs.list()) void sendNotice(tabId, { notice: 'reread' })
  await announceChange(context.now())
  // Last: what was cut short is done again.
  await writeStored('local', KEY, hash)
}

async function stopSwitchedOff(context: Context): Promise<void> {
  const policy = await loadPolicy()
  await context.queue.run(async () => {
    for (const { tabId, frames } of await context.tabs.list()) {
      if (!frames.some(({ site, url }) => isSwitchedOff(policy, site, url))) continue
      void sendNotice(tabId, { notice: 'stop' })
      await context.tabs.drop(tabId)
    }
  })
}

async function changeEntries(context: Context, isPrivate: boolean): Promise<void> {
  const { records } = memoryFor(context, isPrivate)
  const senders = await loadKnownSenders(isPrivate)
  const flagged = (await records.listFlagged()).flatMap((one) => followSender(one, senders) ?? [])
  if (flagged.length > 0)
    await records.commit({ entries: [], flagged, unflagged: [] }, context.now())
}
