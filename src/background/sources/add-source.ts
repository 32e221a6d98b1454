import { parseSourceUrl } from '../../platform/source-url.ts'
import { MAX_SOURCES, type SourceRecord } from '../source-record.ts'
import { describePack } from './change-source.ts'
import { planNextTry } from './schedule.ts'
import { SourceClient } from './source-client.ts'
import { SourceRefused } from './source-fault.ts'
import { takeFirst } from './take-newest.ts'
import { requireAccess, type UpdateWorld } from './update-world.ts'

/** A source that is to be trusted by its fingerprint. */
export interface NewSource extends Pick<SourceRecord, 'url' | 'fingerprint' | 'trust'> {
  /** In place of the name that the pack gives itself. */
  readonly name?: string
  readonly mayChangeOthers?: boolean
  /** Whether it updates by itself; it does unless told otherwise. */
  readonly automatic?: boolean
  /** Set by a policy. */
  readonly managed?: true
}

/**
 * What the user is to compare before trusting a source.
 *
 * @throws FetchError, UpdateError, SourceRefused
 */
export async function probeSource(
  address: string,
  { limits }: UpdateWorld,
): Promise<{ readonly url: string; readonly fingerprint: string }> {
  const url = readAddress(address)
  await requireAccess(url)
  const { fingerprint } = await new SourceClient(url, limits).fetchFirstRoot()
  return { url, fingerprint }
}

/**
 * Adds a source together with its pack, and answers its id.
 *
 * @throws FetchError, UpdateError, PackError, SourceRefused and then nothing is kept
 */
export async function addSource(source: NewSource, world: UpdateWorld): Promise<string> {
  const { store, limits, now } = world
  const url = readAddress(source.url)
  const digits = takeDigits(source.fingerprint)
  requireRoom(await store.listSources(), digits)
  await requireAccess(url)
  const client = new SourceClient(url, limits)
  const root = await client.fetchFirstRoot()
  if (takeDigits(root.fingerprint) !== digits) {
    const detail = `1.root.json: its fingerprint is ${root.fingerprint}`
    throw new SourceRefused('fingerprint', detail)
  }
  const { refreshed, pack } = await takeFirst(root.text, client, now())
  const time = now()
  const version = describePack(pack, time)
  const record: Omit<SourceRecord, 'order'> = {
    id: makeId(digits),
    url,
    name: cleanName(source.name ?? pack.file.name),
    fingerprint: root.fingerprint,
    trust: source.trust,
    mayChangeOthers: source.mayChangeOthers ?? false,
    paused: false,
    automatic: source.automatic ?? true,
    ...(source.managed === undefined ? {} : { managed: source.managed }),
    metadata: refreshed.trusted,
    versions: [version],
    current: version.hash,
    expires: refreshed.expires,
    lastSuccess: time,
    lastTry: time,
    nextTry: planNextTry(time, 0, world.random()),
    failures: 0,
  }
  await store.change((state) => {
    requireRoom(state.sources, digits)
    const order = Math.max(-1, ...state.sources.map((one) => one.order)) + 1
    return {
      ...state,
      sources: [...state.sources, { ...record, order }],
      newPacks: new Map(state.newPacks).set(version.hash, pack.text),
    }
  })
  return record.id
}

/** @throws SourceRefused */
export function readAddress(text: string): string {
  const parsed = parseSourceUrl(text)
  if ('url' in parsed) return parsed.url
  const detail = 'must be https (or http on this computer), without user name, “?” and “#”'
  throw new SourceRefused('address', detail)
}

function requireRoom(sources: readonly SourceRecord[], digits: string): void {
  const twin = sources.find(({ id }) => id === makeId(digits))
  if (twin !== undefined) throw new SourceRefused('known', `it is here as “${twin.name}”`)
  if (sources.length < MAX_SOURCES) return
  throw new SourceRefused('too-many', `there are ${MAX_SOURCES} sources already`)
}

function makeId(digits: string): string {
  return `s${digits.slice(0, 8)}`
}

/** As it is typed or pasted: groups may be divided by anything but digits. */
function takeDigits(fingerprint: string): string {
  return fingerprint.toLowerCase().replaceAll(/[^0-9a-f]/g, '')
}

/** A publisher's name can neither turn the direction of a line nor break it. */
function cleanName(name: string): string {
  const clean = name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return clean === '' ? '?' : clean.slice(0, 100)
}
