import { hostOfPattern } from '../platform/match-pattern.ts'
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
    const { id, name, builtIn } = first
    return [
      {
        id,
        name,
        isBuiltIn: builtIn,
        isQuiet: origins.some(({ quiet }) => quiet === true),
        origins,
        health: health.filter((one) => one.site === id || isOnHost(one, origins)),
      },
    ]
  })
}

/** Software that stands on any host is listed by its host, and known by its definition. */
function isOnHost({ host }: SiteHealth, origins: readonly SiteView[]): boolean {
  return origins.some(({ origin }) => hostOfPattern(origin) === host)
}

/** Whether any of its pages is read: these come first. */
export function isAllowed({ origins, isBuiltIn }: SiteGroup): boolean {
  return isBuiltIn || origins.some(({ granted }) => granted)
}
