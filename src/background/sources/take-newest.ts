import type { Refreshed } from '../../packs/tuf/refresh.ts'
import type { PackVersion, SourceRecord } from '../source-record.ts'
import { changeSource, describePack, patchRecord, useVersion } from './change-source.ts'
import { planNextTry } from './schedule.ts'
import { findListedHash, type FetchedPack, type SourceClient } from './source-client.ts'
import { SourceRefused } from './source-fault.ts'
import { isReadable, type SourceStore } from './source-store.ts'
import type { UpdateWorld } from './update-world.ts'

/** A version to put in use; its text, unless that is kept here already. */
interface Found {
  readonly version: PackVersion
  readonly text?: string
}

/**
 * Brings a source up to date: everything is fetched and verified first, then kept in one change.
 * Answers whether another version is in use now.
 *
 * @throws FetchError, UpdateError, PackError, SourceRefused
 */
export async function takeNewest(
  record: SourceRecord,
  client: SourceClient,
  world: UpdateWorld,
): Promise<boolean> {
  const { store } = world
  const refreshed = await client.refresh(record.metadata, world.now())
  const found = await findNewer(record, refreshed, client, world)
  let isSwitched = false
  await store.change((state) => {
    const next = changeSource(state, record.id, (kept) => {
      const noted = noteSuccess(kept, refreshed, world)
      // The user may have chosen a version while this one was on its way.
      isSwitched = found !== undefined && kept.pinned === undefined
      return found === undefined || !isSwitched ? noted : useVersion(noted, found.version)
    })
    return isSwitched ? addPack(next, found) : next
  })
  return isSwitched
}

/** A pack of a source that is not known yet. */
export async function takeFirst(
  root: string,
  client: SourceClient,
  now: number,
): Promise<{ readonly refreshed: Refreshed; readonly pack: FetchedPack }> {
  const refreshed = await client.refresh({ root }, now)
  const pack = await client.fetchPack(refreshed.targets)
  requireContents(describePack(pack, now), pack)
  return { refreshed, pack }
}

async function findNewer(
  record: SourceRecord,
  { targets }: Refreshed,
  client: SourceClient,
  { store, now }: Pick<UpdateWorld, 'store' | 'now'>,
): Promise<Found | undefined> {
  if (record.pinned !== undefined) return undefined
  const listed = findListedHash(targets)
  if (listed !== undefined && listed === record.current) return undefined
  const kept = listed === undefined ? undefined : await findKept(record, listed, store)
  if (kept !== undefined) return { version: kept }
  const pack = await client.fetchPack(targets)
  if (pack.hash === record.current) return undefined
  const version = describePack(pack, now())
  requireContents(version, pack)
  return { version, text: pack.text }
}

/** What was published before and is published again need not be fetched. */
async function findKept(
  { versions }: SourceRecord,
  hash: string,
  store: SourceStore,
): Promise<PackVersion | undefined> {
  const version = versions.find((one) => one.hash === hash)
  return version !== undefined && (await isReadable(hash, store)) ? version : undefined
}

function requireContents({ rules }: PackVersion, { file }: FetchedPack): void {
  const count = Object.values(rules ?? {}).reduce((sum, one) => sum + one, 0)
  if (count > 0 || file.documents.length === 0) return
  throw new SourceRefused('pack', 'pack.json: none of its documents is a rule, a list or a site')
}

function noteSuccess(
  record: SourceRecord,
  { trusted, expires }: Refreshed,
  { now, random }: Pick<UpdateWorld, 'now' | 'random'>,
): SourceRecord {
  const time = now()
  return patchRecord(record, {
    metadata: trusted,
    expires,
    lastSuccess: time,
    lastTry: time,
    nextTry: planNextTry(time, 0, random()),
    failures: 0,
    fault: undefined,
  })
}

type State = ReturnType<typeof changeSource>

function addPack(state: State, found: Found | undefined): State {
  if (found?.text === undefined) return state
  const newPacks = new Map(state.newPacks).set(found.version.hash, found.text)
  return { ...state, newPacks }
}
