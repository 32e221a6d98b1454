import { coversPattern, hostOfPattern } from '../platform/match-pattern.ts'
import type { SiteHealth } from '../platform/schema/health.ts'
import type { SiteView } from '../platform/schema/views.ts'

/** One site with all its match patterns, and how reading went on each of its hosts. */
export interface SiteGroup {
  readonly id: string
  readonly name: string
  readonly isBuiltIn: boolean
  readonly isQuiet: boolean
  readonly origins: readonly SiteView[]
  readonly health: readonly SiteHealth[]
}

export function groupSites(sites: readonly SiteView[], health: readonly SiteHealth[]): SiteGroup[] {
  const groups = new Map<string, SiteView[]>()
  for (const site of sites) groups.set(site.id, [...(groups.get(site.id) ?? []), site])
  return [...groups.values()].flatMap((origins) => {
    const [first] = origins
    if (first === undefined) return []
    const { id, name } = first
    return [
      {
        id,
        name,
        isBuiltIn: isCovered(origins, sites),
        isQuiet: origins.some(({ quiet }) => quiet === true),
        origins,
        health: health.filter((one) => one.site === id || isOnHost(one, origins)),
      },
    ]
  })
}

/** A host that the user added is listed by its pattern, and its health by the software on it. */
function isOnHost({ host }: SiteHealth, origins: readonly SiteView[]): boolean {
  return origins.some(({ id, origin }) => id === origin && hostOfPattern(origin) === host)
}

/** Whether it is read with a built-in site, of which it is a part. */
function isCovered(origins: readonly SiteView[], sites: readonly SiteView[]): boolean {
  const builtIn = sites.filter((site) => site.builtIn)
  return origins.every(({ origin }) => builtIn.some((site) => coversPattern(site.origin, origin)))
}

/** Whether any of its pages is read: these come first. */
export function isAllowed({ origins, isBuiltIn }: SiteGroup): boolean {
  return isBuiltIn || origins.some(({ granted }) => granted)
}
