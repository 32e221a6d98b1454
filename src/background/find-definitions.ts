import { matchesPattern } from '../platform/match-pattern.ts'
import type { SiteDefinition } from '../sites/definition.ts'

/**
 * Definitions that may fit a page: those for its host, else all for software that stands on any
 * host, for the page itself to tell apart.
 */
export function findDefinitions(
  sites: readonly SiteDefinition[],
  url: string,
): readonly SiteDefinition[] {
  const own = findByHost(sites, url)
  return own.length > 0 ? own : findForAnyHost(sites)
}

/** The narrowest pattern first: a part of a site can have a definition of its own. */
export function findByHost(
  sites: readonly SiteDefinition[],
  url: string,
): readonly SiteDefinition[] {
  const fitting = sites.flatMap((site) => {
    const patterns = site.matches.filter((pattern) => matchesPattern(pattern, url))
    return patterns.length === 0
      ? []
      : [{ site, length: Math.max(...patterns.map((p) => p.length)) }]
  })
  return fitting.sort((a, b) => b.length - a.length).map(({ site }) => site)
}

/** Definitions for software that stands on any host, known by what its pages hold. */
export function findForAnyHost(sites: readonly SiteDefinition[]): readonly SiteDefinition[] {
  return sites.filter(({ matches, detect }) => matches.length === 0 && detect.length > 0)
}
