import {
  parseMetadata,
  type Metadata,
  type MetaFile,
  type RoleName,
  type TargetFile,
} from './metadata-schema.ts'
import { UpdateError } from './update-error.ts'
import { verifyContent, verifySignatures } from './verify.ts'

/** What was believed after the last update: metadata files as they came. */
export interface TrustedMetadata {
  readonly root: string
  readonly timestamp?: string
  readonly snapshot?: string
  readonly targets?: string
}

/**
 * Fetches a file of the repository, at most `limit` bytes of it; undefined where it does not exist.
 *
 * @throws UpdateError where it can't be had or is larger
 */
export type FetchFile = (
  file: string,
  limit: number,
) => Promise<Uint8Array<ArrayBuffer> | undefined>

export interface World {
  readonly fetchFile: FetchFile
  /** Milliseconds since 1970: one moment for the whole update. */
  readonly now: number
}

/** Verified metadata of the repository as it stands now. */
export interface Refreshed {
  /** To be kept together with what is fetched by it, or not at all. */
  readonly trusted: TrustedMetadata
  readonly targets: Readonly<Record<string, TargetFile>>
  /** When the first of the four files expires, in milliseconds since 1970. */
  readonly expires: number
}

const MAX_ROOTS = 64
const LIMITS: Readonly<Record<RoleName, number>> = {
  root: 256 * 1024,
  timestamp: 16 * 1024,
  snapshot: 256 * 1024,
  targets: 512 * 1024,
}

/**
 * Brings trusted metadata up to date: the client's workflow of the TUF specification (5.3 to 5.6)
 * for a repository with consistent snapshots and no delegations. Keeps nothing itself.
 *
 * @throws UpdateError and then nothing of what was fetched may be used
 */
export async function refresh(trusted: TrustedMetadata, world: World): Promise<Refreshed> {
  const root = await followRoots(trusted.root, world)
  const timestamp = await updateTimestamp(root, trusted, world)
  const snapshot = await updateSnapshot(root, trusted, timestamp, world)
  const targets = await updateTargets(root, snapshot, world)
  const all = [root, timestamp, snapshot, targets]
  return {
    trusted: {
      root: root.text,
      timestamp: timestamp.text,
      snapshot: snapshot.text,
      targets: targets.text,
    },
    targets: targets.signed.targets,
    expires: Math.min(...all.map(({ signed }) => Date.parse(signed.expires))),
  }
}

type Root = Metadata<'root'>

/**
 * Reads a root that is trusted already, or that the user is to trust: it must be signed by itself.
 *
 * @throws UpdateError
 */
export async function readRoot(file: string, text: string): Promise<Root> {
  const root = parseMetadata('root', file, text)
  await verifySignatures(file, root, root.signed.roles.root, root.signed.keys)
  return root
}

/** Each root must be signed by the one before it and by itself; the last must not have expired. */
async function followRoots(trusted: string, world: World): Promise<Root> {
  let root = await readRoot('root.json', trusted)
  for (let count = 0; ; count += 1) {
    const version = root.signed.version + 1
    const file = `${version}.root.json`
    const content = await world.fetchFile(file, LIMITS.root)
    if (content === undefined) break
    if (count === MAX_ROOTS) throw new UpdateError('malformed', file, 'is one root too many')
    const next = await readRoot(file, decodeText(file, content))
    await verifySignatures(file, next, root.signed.roles.root, root.signed.keys)
    checkVersion(file, next, version)
    root = next
  }
  checkExpiry(`${root.signed.version}.root.json`, root, world.now)
  return root
}

async function updateTimestamp(
  root: Root,
  { timestamp: kept }: TrustedMetadata,
  world: World,
): Promise<Metadata<'timestamp'>> {
  const file = 'timestamp.json'
  const content = await fetchOrFail(file, LIMITS.timestamp, world)
  const next = parseMetadata('timestamp', file, decodeText(file, content))
  await verifyRole('timestamp', file, next, root)
  const old = await readKept('timestamp', kept, root)
  if (old !== undefined) {
    checkNotOlder(file, next.signed.version, old.signed.version)
    const name = 'snapshot.json'
    checkNotOlder(file, next.signed.meta[name].version, old.signed.meta[name].version)
  }
  checkExpiry(file, next, world.now)
  return next
}

async function updateSnapshot(
  root: Root,
  { snapshot: kept }: TrustedMetadata,
  timestamp: Metadata<'timestamp'>,
  world: World,
): Promise<Metadata<'snapshot'>> {
  const next = await fetchListed('snapshot', timestamp.signed.meta['snapshot.json'], root, world)
  const old = await readKept('snapshot', kept, root)
  for (const [name, { version }] of Object.entries(old?.signed.meta ?? {})) {
    const file = `${next.signed.version}.snapshot.json`
    const listed = ownEntry(next.signed.meta, name)
    if (listed === undefined) throw new UpdateError('rollback', file, `no longer lists ${name}`)
    checkNotOlder(file, listed.version, version)
  }
  return next
}

async function updateTargets(
  root: Root,
  { signed }: Metadata<'snapshot'>,
  world: World,
): Promise<Metadata<'targets'>> {
  const listed = ownEntry(signed.meta, 'targets.json')
  if (listed === undefined) {
    throw new UpdateError('malformed', 'snapshot.json', 'lists no targets.json')
  }
  return fetchListed('targets', listed, root, world)
}

/** A metadata file of which another one, believed already, says version, length and hashes. */
async function fetchListed<R extends 'snapshot' | 'targets'>(
  role: R,
  listed: MetaFile,
  root: Root,
  world: World,
): Promise<Metadata<R>> {
  const file = `${listed.version}.${role}.json`
  const limit = Math.min(listed.length ?? LIMITS[role], LIMITS[role])
  const content = await fetchOrFail(file, limit, world)
  await verifyContent(file, content, listed)
  const next = parseMetadata(role, file, decodeText(file, content))
  await verifyRole(role, file, next, root)
  checkVersion(file, next, listed.version)
  checkExpiry(file, next, world.now)
  return next
}

/**
 * What was kept, where it is still signed by the role's keys. After a change of keys it counts for
 * nothing: so a source recovers from a stolen key with which far too high versions were signed.
 */
async function readKept<R extends 'timestamp' | 'snapshot'>(
  role: R,
  text: string | undefined,
  root: Root,
): Promise<Metadata<R> | undefined> {
  if (text === undefined) return undefined
  const kept = parseMetadata(role, `${role}.json (kept)`, text)
  try {
    await verifyRole(role, `${role}.json (kept)`, kept, root)
    return kept
  } catch {
    return undefined
  }
}

function verifyRole<R extends RoleName>(
  role: R,
  file: string,
  metadata: Metadata<R>,
  { signed }: Root,
): Promise<void> {
  return verifySignatures(file, metadata, signed.roles[role], signed.keys)
}

async function fetchOrFail(
  file: string,
  limit: number,
  { fetchFile }: World,
): Promise<Uint8Array<ArrayBuffer>> {
  const content = await fetchFile(file, limit)
  if (content === undefined) throw new UpdateError('missing', file, 'is not there')
  return content
}

function checkVersion<R extends RoleName>(
  file: string,
  { signed }: Metadata<R>,
  version: number,
): void {
  const found = signed.version
  if (found === version) return
  throw new UpdateError('mismatch', file, `says that it is version ${found}, not ${version}`)
}

function checkNotOlder(file: string, version: number, kept: number): void {
  if (version >= kept) return
  const reason = `offers version ${version} where version ${kept} was already there`
  throw new UpdateError('rollback', file, reason)
}

function checkExpiry<R extends RoleName>(file: string, { signed }: Metadata<R>, now: number): void {
  const { expires } = signed
  const time = Date.parse(expires)
  if (time > now) return
  const reason = `expired on ${expires}; its publisher must renew it`
  throw new UpdateError('expired', file, reason, time)
}

function ownEntry<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function decodeText(file: string, content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    throw new UpdateError('malformed', file, 'is no UTF-8 text')
  }
}
