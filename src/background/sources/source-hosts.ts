import { coversPattern, patternOf } from '../../platform/match-pattern.ts'
import { listGrantedOrigins, removeOrigin } from '../../platform/permissions.ts'
import { listManifestOrigins, listRegisteredReaders } from '../../platform/scripting.ts'
import { dropClaim, loadClaims, saveClaim } from '../host-claims.ts'
import { loadChoice, type SiteAccess } from '../site-access.ts'
import type { SourceRecord } from '../source-record.ts'
import { readAddress } from './add-source.ts'

const HOUR = 60 * 60 * 1000

/**
 * Says beforehand that a host is allowed for a source: the browser's permission then starts no reader
 * there. One that runs there already goes on: the user wanted it.
 *
 * @throws SourceRefused
 */
export async function claimHost(address: string, access: SiteAccess, now: number): Promise<void> {
  const origin = originOf(readAddress(address))
  const isRead = (await listRegisteredReaders()).some((reader) => reader.origin === origin)
  if (isRead) await access.protect(origin)
  await saveClaim(origin, now)
}

/** Gives a host's permission back, unless another source or a site needs it. */
export async function releaseHost(
  address: string,
  sources: readonly SourceRecord[],
): Promise<void> {
  const origin = originOf(readAddress(address))
  if (sources.some(({ url }) => originOf(url) === origin)) return
  const { chosen } = await loadChoice()
  const isSite = [...chosen, ...listManifestOrigins()].some((site) => coversPattern(site, origin))
  // The claim goes last: until then nothing reads there.
  if (!isSite && (await listGrantedOrigins()).includes(origin)) await removeOrigin(origin)
  await dropClaim(origin)
}

/** Claims of sources that were never added are let go after an hour. */
export async function tidyClaims(sources: readonly SourceRecord[], now: number): Promise<void> {
  const used = new Set(sources.map(({ url }) => originOf(url)))
  for (const [origin, claimedAt] of await loadClaims()) {
    if (used.has(origin) || now - claimedAt < HOUR) continue
    await releaseHost(origin.replace(/\*$/, ''), sources)
  }
}

/** Addresses of sources are web addresses, so there is one. */
function originOf(url: string): string {
  return patternOf(url) ?? url
}
