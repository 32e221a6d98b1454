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

export function findByHost(
  sites: readonly SiteDefinition[],
  url: string,
): readonly SiteDefinition[] {
  return sites.filter(({ matches }) => matches.some((pattern) => matchesPattern(pattern, url)))
}

/** Definitions for software that stands on any host, known by what its pages hold. */
export function findForAnyHost(sites: readonly SiteDefinition[]): readonly SiteDefinition[] {
  return sites.filter(({ matches, detect }) => matches.length === 0 && detect.length > 0)
}
