import { coversPattern, hostOfPattern } from '../platform/match-pattern.ts'
import { loadPolicy } from '../platform/managed.ts'
import { hasOrigin } from '../platform/permissions.ts'
import type { SiteView } from '../platform/schema/views.ts'
import { listRegisteredReaders } from '../platform/scripting.ts'
import type { SiteDefinition } from '../sites/definition.ts'
import { nameManaged } from './policy.ts'
import { loadQuietSites } from './quiet-sites.ts'
import { listReadOrigins } from './site-access.ts'

/** Sites that have a definition, then hosts that the user added. */
export async function listSites(sites: readonly SiteDefinition[]): Promise<SiteView[]> {
  const read = await listReadOrigins()
  const quiet = await loadQuietSites()
  const policy = await loadPolicy()
  const known = sites.flatMap(({ id, name, builtIn, matches }) =>
    matches.map((origin) => ({ id, name, builtIn, origin })),
  )
  const added = (await listRegisteredReaders())
    .filter(({ origin }) => !known.some((site) => coversPattern(site.origin, origin)))
    .map(({ origin }) => ({ id: origin, name: hostOfPattern(origin), builtIn: false, origin }))
  return Promise.all(
    [...known, ...added].map(async (site) => ({
      ...site,
      granted: await hasOrigin(site.origin),
      registered: read.some((origin) => coversPattern(origin, site.origin)),
      ...(quiet.has(site.id) ? { quiet: true as const } : {}),
      ...nameManaged(policy, site),
    })),
  )
}
